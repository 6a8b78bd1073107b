package io.orchestress.protocol.rest;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.protocol.Address;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StatusAnswer;
import io.orchestress.protocol.Template;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The calls of one task over REST: the one that asks for it, and those by which its end is learned. Whether there is more to learn
 * after a reply says {@link #goesOn}.
 */
public final class RestTask {
    private static final String ANSWER = "application/json, */*;q=0.1";
    private static final String EVENTS = "text/event-stream";
    private static final String ID = "id";

    private final RestCall mapping;
    private final Line request;
    private final Line next;
    private final Line cancel;
    private final Template body;

    public RestTask(RestCall mapping) {
        this.mapping = mapping;
        request = new Line(mapping.request());
        next = new Line(mapping.next());
        cancel = new Line(mapping.cancel());
        body = new Template(mapping.body());
    }

    /**
     * Asks for the task. Where the mapping says that nothing follows, its answer is the end of it.
     *
     * @param values what the names in the templates stand for
     */
    public Call first(URI target, Map<String, String> values) {
        boolean whole = mapping.follow() == Follow.NONE;
        boolean events = whole && mapping.readsEvents();
        return request(
                target,
                values,
                events ? EVENTS : ANSWER,
                () -> new RestAnswer(
                        mapping, whole ? RestAnswer.Part.WHOLE : RestAnswer.Part.FIRST, cancel(target, values)));
    }

    /** Asks for an agent; the time until it is there is a {@code Metric.SPAWN}. */
    public Call spawn(URI target, Map<String, String> values) {
        return request(
                target, values, ANSWER, () -> new RestAnswer(mapping, RestAnswer.Part.SPAWN, id -> Optional.empty()));
    }

    /**
     * Asks how the task goes on.
     *
     * @param values as for the first call, and {@code id}
     * @param untilNanos of {@code TimeSource}: a task that still goes on then has failed as a timeout
     */
    public Call poll(URI target, Map<String, String> values, long untilNanos) {
        return next.call(target, values, "", ANSWER, () -> new RestAnswer(mapping, untilNanos, cancel(target, values)));
    }

    /** Watches the task to its end; values as for a poll. */
    public Call stream(URI target, Map<String, String> values) {
        return next.call(
                target,
                values,
                "",
                EVENTS,
                () -> new RestAnswer(mapping, RestAnswer.Part.STREAM, cancel(target, values)));
    }

    /** Whether the task that a successful reply tells of has not ended. */
    public static boolean goesOn(Reply reply) {
        return !reply.value().path(RestAnswer.DONE).asBoolean();
    }

    /** Of a task that goes on after the first call. */
    public static String id(Reply reply) {
        return reply.value().path(RestAnswer.ID).asText();
    }

    /** Returns the output of a task that has ended; missing when the mapping does not say where that is. */
    public static JsonNode output(Reply reply) {
        return reply.value().path(RestAnswer.OUTPUT);
    }

    /** Ends the task of an id, an empty one where it is not known: then only where the request does not name it. */
    private Function<String, Optional<Call>> cancel(URI target, Map<String, String> values) {
        return id -> {
            Map<String, String> all = new HashMap<>(values);
            if (!id.isEmpty()) {
                all.put(ID, id);
            }
            boolean known = !mapping.cancel().contains("#{" + ID + "}") || all.containsKey(ID);
            return mapping.cancel().isEmpty() || !known
                    ? Optional.empty()
                    : Optional.of(cancel.call(target, all, "", ANSWER, StatusAnswer::new));
        };
    }

    private Call request(URI target, Map<String, String> values, String accept, Supplier<Answer> answer) {
        return request.call(target, values, body.json(values), accept, answer);
    }

    /** {@code METHOD /path} with what stands for its names. */
    private static final class Line {
        private final String method;
        private final Template path;
        private final Address address;
        private final boolean fixed;

        Line(String text) {
            int blank = text.indexOf(' ');
            method = text.substring(0, Math.max(0, blank));
            path = new Template(text.substring(blank + 1));
            address = new Address(path.toString());
            fixed = path.names().isEmpty();
        }

        Call call(URI target, Map<String, String> values, String body, String accept, Supplier<Answer> answer) {
            URI uri = fixed ? address.of(target) : URI.create(Address.base(target) + path.url(values));
            Map<String, String> headers = body.isEmpty()
                    ? Map.of("Accept", accept)
                    : Map.of("Accept", accept, "Content-Type", "application/json");
            return new Call(new Outbound.Http(method, uri, headers, body.getBytes(StandardCharsets.UTF_8)), answer);
        }
    }
}
