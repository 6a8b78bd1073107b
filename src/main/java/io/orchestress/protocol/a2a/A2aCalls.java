package io.orchestress.protocol.a2a;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.RandomUuid;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The calls of one agent. Every message has an id of its own: servers take a second message of the same id for the first. A reply that is a
 * success has a {@linkplain A2aAnswer#taskId value} of the task.
 */
public final class A2aCalls {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI endpoint;
    private final Dialect dialect;

    /** @param endpoint of the JSON-RPC binding, as the agent's card names it */
    public A2aCalls(URI endpoint, Dialect dialect) {
        this.endpoint = endpoint;
        this.dialect = dialect;
    }

    /** A task that is waited for; a server that does not wait answers with one that goes on. */
    public Call send(String text) {
        return message(Dialect.Method.SEND, text, true);
    }

    /** A task that is not waited for: the answer comes as soon as it is accepted. */
    public Call submit(String text) {
        return message(Dialect.Method.SEND, text, false);
    }

    /** A task whose events are followed to its end. */
    public Call stream(String text) {
        return message(Dialect.Method.STREAM, text, true);
    }

    /** Where a task stands. */
    public Call get(String taskId) {
        return task(Dialect.Method.GET, taskId, A2aAnswer.Wanted.COMPLETED_OR_GOING_ON);
    }

    /** As above, but a task that still goes on has taken too long: {@code timeout}. */
    public Call getLast(String taskId) {
        return task(Dialect.Method.GET, taskId, A2aAnswer.Wanted.COMPLETED_NOW);
    }

    /** Ends a task: being canceled is the success. */
    public Call cancel(String taskId) {
        return task(Dialect.Method.CANCEL, taskId, A2aAnswer.Wanted.CANCELED);
    }

    /** The further events of a task, after a stream that was lost. */
    public Call resubscribe(String taskId) {
        return task(Dialect.Method.RESUBSCRIBE, taskId, A2aAnswer.Wanted.COMPLETED_OR_GOING_ON);
    }

    private Call message(Dialect.Method method, String text, boolean wait) {
        String messageId = RandomUuid.next();
        ObjectNode params = JSON.createObjectNode();
        ObjectNode message = params.putObject("message");
        message.put("messageId", messageId);
        if (dialect == Dialect.V1_0) {
            message.put("role", "ROLE_USER").putArray("parts").addObject().put("text", text);
            if (!wait) {
                params.putObject("configuration").put("returnImmediately", true);
            }
        } else {
            message.put("kind", "message").put("role", "user");
            message.putArray("parts").addObject().put("kind", "text").put("text", text);
            if (method == Dialect.Method.SEND) {
                params.putObject("configuration").put("blocking", wait);
            }
        }
        return call(method, messageId, params, A2aAnswer.Wanted.COMPLETED_OR_GOING_ON);
    }

    private Call task(Dialect.Method method, String taskId, A2aAnswer.Wanted wanted) {
        return call(method, RandomUuid.next(), JSON.createObjectNode().put("id", taskId), wanted);
    }

    private Call call(Dialect.Method method, String id, ObjectNode params, A2aAnswer.Wanted wanted) {
        ObjectNode body = JSON.createObjectNode().put("jsonrpc", "2.0").put("id", id);
        body.put("method", dialect.name(method)).set("params", params);
        Map<String, String> headers = new HashMap<>(Map.of("Content-Type", "application/json"));
        headers.put("Accept", method.isStream() ? "text/event-stream" : "application/json");
        if (dialect == Dialect.V1_0) {
            headers.put("A2A-Version", dialect.version());
        }
        return new Call(
                new Outbound.Http("POST", endpoint, headers, body.toString().getBytes(StandardCharsets.UTF_8)),
                () -> new A2aAnswer(dialect, id, method.answersTask(), wanted, this::cancel));
    }
}
