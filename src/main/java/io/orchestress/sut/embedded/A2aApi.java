package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.sut.embedded.JsonRpc.Refusal;
import io.orchestress.sut.embedded.agent.Assignment;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A2A over JSON-RPC, versions 0.3 and 1.0. A message is a task; what goes wrong is told in HTTP 200, a full queue apart. A task
 * goes on when its client has left, unless agents work.
 */
final class A2aApi {
    static final String PATH = "/a2a";

    private static final int TASK_NOT_FOUND = -32_001;
    private static final int TASK_NOT_CANCELABLE = -32_002;
    private static final int UNSUPPORTED_OPERATION = -32_004;
    private static final int CONTENT_TYPE_NOT_SUPPORTED = -32_005;
    private static final int BUSY = -32_000;

    private final TaskEngine engine;
    private final TokenStreams streams;
    private final BoundedHistory<String> contexts;

    /** @param keep ended tasks whose context is kept */
    A2aApi(TokenStreams streams, int keep) {
        engine = streams.engine;
        this.streams = streams;
        contexts = new BoundedHistory<>(keep);
    }

    List<Route> routes() {
        return List.of(Route.of("POST", PATH, this::post));
    }

    private void post(Exchange exchange) {
        JsonNode id = MissingNode.getInstance();
        try {
            JsonRpc request = JsonRpc.read(exchange.body, 200);
            id = request.id();
            if (!request.wantsAnswer()) {
                throw new Refusal(JsonRpc.INVALID_REQUEST, "Invalid Request: there is no id");
            }
            A2aVersion version = A2aVersion.of(exchange);
            A2aVersion.Method method = version.named(request.method())
                    .orElseThrow(() -> new Refusal(
                            JsonRpc.METHOD_NOT_FOUND,
                            "Method not found: " + request.method() + " in A2A " + version.text));
            switch (method) {
                case SEND -> send(exchange, request, version);
                case STREAM -> stream(exchange, request, version);
                case GET ->
                    answer(exchange, request, view(version, task(request)).task());
                case CANCEL -> cancel(exchange, request, version);
                case SUBSCRIBE -> subscribe(exchange, request, version);
            }
        } catch (Refusal e) {
            exchange.answer(e.response(id));
        } catch (ApiException e) {
            Refusal refusal = e.status() == 429
                    ? new Refusal(429, BUSY, String.valueOf(e.getMessage()), Map.of())
                    : new Refusal(JsonRpc.INVALID_PARAMS, "Invalid params: " + e.getMessage());
            exchange.answer(refusal.response(id).with(e.headers()));
        }
    }

    private void send(Exchange exchange, JsonRpc request, A2aVersion version) {
        Json configuration = request.params().child("configuration");
        boolean waits = version == A2aVersion.V0_3
                ? configuration.flag("blocking", true)
                : !configuration.flag("returnImmediately", false);
        Task task = submit(exchange, request, false);
        A2aView view = view(version, task);
        if (waits) {
            engine.attends(task, exchange);
            task.ended().thenRun(() -> answer(exchange, request, version.sent(view.task())));
        } else {
            answer(exchange, request, version.sent(view.submitted()));
        }
    }

    private void stream(Exchange exchange, JsonRpc request, A2aVersion version) {
        Task task = submit(exchange, request, true);
        engine.attends(task, exchange);
        A2aView view = view(version, task);
        A2aStream.start(request, view, view.submitted(), task, streams, exchange);
    }

    private void subscribe(Exchange exchange, JsonRpc request, A2aVersion version) {
        Task task = task(request);
        if (task.state().ended()) {
            throw new Refusal(UNSUPPORTED_OPERATION, "Unsupported operation: " + task.id() + " has ended");
        }
        engine.attends(task, exchange);
        A2aView view = view(version, task);
        A2aStream.start(request, view, view.task(), task, streams, exchange);
    }

    private void cancel(Exchange exchange, JsonRpc request, A2aVersion version) {
        Task task = task(request);
        if (task.state().ended()) {
            throw new Refusal(TASK_NOT_CANCELABLE, "Task cannot be canceled: " + task.id() + " has ended");
        }
        engine.cancel(task);
        answer(exchange, request, view(version, task).task());
    }

    private Task submit(Exchange exchange, JsonRpc request, boolean streamed) {
        Json message = request.params().child("message");
        message.text("messageId");
        String role = message.text("role");
        if (!role.equals("user") && !role.equals("ROLE_USER")) {
            throw ApiException.badRequest("message.role is '" + role + "', must be the user's");
        }
        message.optionalText("taskId").ifPresent(id -> {
            Task task = find(id);
            throw new Refusal(UNSUPPORTED_OPERATION, "Unsupported operation: " + task.id() + " takes no more messages");
        });
        String sizeText = message.child("metadata").optionalText("size").orElse(TaskSize.MEDIUM.text());
        TaskSize size =
                TaskSize.of(sizeText).orElseThrow(() -> Json.notOneOf("metadata.size", sizeText, TaskSize.texts()));
        String text = text(message.raw("parts"));
        TaskSpec spec = TaskSpec.of(text, size);
        Optional<String> context = message.optionalText("contextId");
        Assignment assignment =
                Orders.says(text, spec.model(), streamed, context.orElse(""), context.isPresent(), exchange);
        Task task = engine.submit(spec, assignment)
                .orElseThrow(() -> ApiException.tooMany(
                        "queue_full", "every worker is busy and the queue is full", engine.retryAfterSeconds()));
        context.ifPresent(id -> {
            contexts.add(task.id(), id);
            task.ended().thenRun(() -> contexts.ended(task.id()));
        });
        return task;
    }

    /** The texts of all parts; a message must have one at least. */
    private static String text(JsonNode parts) {
        if (!parts.isArray() || parts.isEmpty()) {
            throw ApiException.badRequest("message.parts must be a list that is not empty");
        }
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.path("text").asText("")).append('\n'));
        if (text.toString().isBlank()) {
            throw new Refusal(CONTENT_TYPE_NOT_SUPPORTED, "Content type not supported: there is no part with text");
        }
        return text.toString().strip();
    }

    private Task task(JsonRpc request) {
        return find(request.params().text("id"));
    }

    private Task find(String id) {
        return engine.find(id).orElseThrow(() -> new Refusal(TASK_NOT_FOUND, "Task not found: " + id));
    }

    private A2aView view(A2aVersion version, Task task) {
        return new A2aView(version, contexts.find(task.id()).orElse("context-" + task.number), task, streams);
    }

    private static void answer(Exchange exchange, JsonRpc request, ObjectNode result) {
        exchange.answer(Response.json(200, request.result(result)));
    }
}
