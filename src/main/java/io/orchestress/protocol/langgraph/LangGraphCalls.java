package io.orchestress.protocol.langgraph;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.orchestress.protocol.Address;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StatusAnswer;
import io.orchestress.protocol.Template;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Supplier;

/** The calls of a LangGraph server: a thread, and runs on it, waited for or streamed as the configuration says. */
public final class LangGraphCalls {
    private final LangGraphSettings settings;
    private final Template input;
    private final JsonPointer token;

    public LangGraphCalls(LangGraphSettings settings) {
        this.settings = settings;
        this.input = new Template(settings.input());
        this.token = JsonPointer.compile(settings.tokenPointer());
    }

    /** Its reply holds the thread's id. */
    public Call createThread(URI target) {
        return post(target, "/threads", "application/json", JsonNodeFactory.instance.objectNode(), ThreadAnswer::new);
    }

    /**
     * A run of the assistant on a thread, which takes one run at a time; another is HTTP 422.
     *
     * @param threadId as a reply to {@link #createThread} holds it
     * @param values for the template of the input
     */
    public Call run(URI target, String threadId, Map<String, String> values) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("assistant_id", settings.assistant())
                .putRawValue("input", new RawValue(input.json(values)));
        String runs = runs(threadId);
        return switch (settings.mode()) {
            case WAIT -> post(target, runs + "wait", "application/json", body, () -> answer(target, threadId));
            case STREAM -> {
                settings.streamModes().forEach(body.withArray("stream_mode")::add);
                yield post(target, runs + "stream", "text/event-stream", body, () -> answer(target, threadId));
            }
        };
    }

    private Answer answer(URI target, String threadId) {
        return new RunAnswer(token, runId -> cancel(target, threadId, runId));
    }

    /** Stops a run, and is answered before it has stopped; what it did so far stays. */
    public Call cancel(URI target, String threadId, String runId) {
        String path = runs(threadId) + escaped(runId) + "/cancel?wait=0&action=interrupt";
        return post(target, path, "application/json", JsonNodeFactory.instance.objectNode(), StatusAnswer::new);
    }

    /** Looks for assistants of the graph that the configuration names: a list, empty if there is none. */
    public Call assistants(URI target) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("graph_id", settings.assistant())
                .put("limit", 1);
        return post(target, "/assistants/search", "application/json", body, ThreadAnswer::new);
    }

    /**
     * Whether a run whose reply was a success must be asked for, because its stream closed without an event that ends it; of a reply to
     * {@link #state}: once more.
     */
    public static boolean isOpen(Reply reply) {
        return RunAnswer.isOpen(reply);
    }

    /** The id of the run of a reply; empty when it says none. */
    public static String runId(Reply reply) {
        return RunAnswer.runId(reply);
    }

    /**
     * Returns the call that asks for the state of a run.
     *
     * @param untilNanos of {@code TimeSource}: if the run still goes on then, its stream was cut: {@code no-end}
     */
    public Call state(URI target, String threadId, String runId, long untilNanos) {
        return new Call(
                new Outbound.Http(
                        "GET",
                        URI.create(Address.base(target) + runs(threadId) + escaped(runId)),
                        Map.of("Accept", "application/json"),
                        new byte[0]),
                () -> new RunStateAnswer(untilNanos));
    }

    private static String runs(String threadId) {
        return "/threads/" + escaped(threadId) + "/runs/";
    }

    private static String escaped(String id) {
        return new Template("#{id}").url(Map.of("id", id));
    }

    private static Call post(URI target, String path, String accept, ObjectNode body, Supplier<Answer> answer) {
        return new Call(
                new Outbound.Http(
                        "POST",
                        URI.create(Address.base(target) + path),
                        Map.of("Content-Type", "application/json", "Accept", accept),
                        body.toString().getBytes(StandardCharsets.UTF_8)),
                answer);
    }
}
