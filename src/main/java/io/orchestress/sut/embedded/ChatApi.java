package io.orchestress.sut.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.sut.embedded.agent.Assignment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/chat/completions}, as OpenAI's clients speak it. A completion is a task that thinks for its service time and then
 * puts out its tokens at their rate. It is cancelled when its client leaves.
 */
final class ChatApi {
    private static final String PATH = "/v1/chat/completions";

    private final TaskEngine engine;
    private final TokenStreams streams;

    /** The form in which OpenAI's clients expect an error. */
    private record Failure(Problem error) {}

    private record Problem(
            String message,
            String type,
            @Nullable String param,
            @Nullable String code) {}

    /** @param prompt tokens of the messages */
    record Usage(
            @JsonProperty("prompt_tokens") int prompt,
            @JsonProperty("completion_tokens") int completion,
            @JsonProperty("total_tokens") int total,

            @JsonProperty("completion_tokens_details") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Details details) {
        /** @param hidden beside what is sent */
        static Usage of(TaskView task, int hidden) {
            int completion = task.tokensOut() + hidden;
            return new Usage(
                    task.tokensIn(),
                    completion,
                    task.tokensIn() + completion,
                    hidden == 0 ? null : new Details(hidden));
        }
    }

    record Details(@JsonProperty("reasoning_tokens") int reasoning) {}

    ChatApi(TokenStreams streams) {
        this.engine = streams.engine;
        this.streams = streams;
    }

    List<Route> routes() {
        return List.of(Route.of("POST", PATH, this::complete));
    }

    private void complete(Exchange exchange) {
        try {
            ChatRequest request = ChatRequest.read(exchange.body);
            Assignment assignment = Orders.chat(
                    request.messages(), request.task().model(), request.stream(), request.mostTokens(), exchange);
            Task task = engine.submit(request.task(), assignment)
                    .orElseThrow(() -> ApiException.tooMany(
                            "queue_full", "every worker is busy and the queue is full", engine.retryAfterSeconds()));
            exchange.whenGone(() -> engine.cancel(task));
            long createdSeconds = streams.clock.epochMicros() / 1_000_000;
            if (request.stream()) {
                ChatStream.start(task, request, createdSeconds, streams, exchange);
            } else {
                task.ended().thenRun(() -> {
                    called(task, exchange);
                    exchange.answer(whole(engine.view(task), task, request, createdSeconds));
                });
            }
        } catch (ApiException e) {
            exchange.answer(refusal(e));
        }
    }

    /** Before it is answered. */
    static void called(Task task, Exchange exchange) {
        Speech speech = task.speech();
        if (speech != null && speech.isWhole()) {
            exchange.called(speech.answer().calledNanos());
        }
    }

    private Response whole(TaskView view, Task task, ChatRequest request, long createdSeconds) {
        if (view.state() != TaskState.COMPLETED) {
            return Response.json(200, failure(view));
        }
        ObjectNode answer = Json.newObject();
        answer.put("id", id(task))
                .put("object", "chat.completion")
                .put("created", createdSeconds)
                .put("model", view.model());
        ObjectNode choice = answer.putArray("choices").addObject();
        choice.put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", view.output())
                .putNull("refusal");
        choice.putNull("logprobs").put("finish_reason", finishReason(request, task));
        answer.set("usage", Json.tree(Usage.of(view, streams.hiddenTokens())));
        return Response.json(200, answer);
    }

    static String id(Task task) {
        return "chatcmpl-" + task.number;
    }

    static String finishReason(ChatRequest request, Task task) {
        Speech speech = task.speech();
        return (speech == null ? request.cut() : speech.answer().cut()) ? "length" : "stop";
    }

    /** What an answer that has begun, or was to be HTTP 200, says of a task that failed or was cancelled. */
    static Object failure(TaskView view) {
        ApiError error = view.error();
        return error == null
                ? new Failure(new Problem("the completion was cancelled", "server_error", null, "cancelled"))
                : failure(error);
    }

    static Object failure(ApiError error) {
        return new Failure(new Problem(error.message(), "server_error", null, error.type()));
    }

    private static Response refusal(ApiException e) {
        String message = e.error().message();
        Problem problem = switch (e.status()) {
            case 404 -> new Problem(message, "invalid_request_error", "model", "model_not_found");
            case 429 -> new Problem(message, "rate_limit_error", null, "rate_limit_exceeded");
            default -> new Problem(message, "invalid_request_error", null, null);
        };
        return Response.json(e.status(), new Failure(problem)).with(e.headers());
    }
}
