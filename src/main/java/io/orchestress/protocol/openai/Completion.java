package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Usage;
import io.orchestress.recording.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What a completion has said so far. */
final class Completion {
    /** Of a call without a word in it. */
    private static final int CALL_BYTES = 200;

    private final StringBuilder text = new StringBuilder();
    private final List<Growing> toolCalls = new ArrayList<>();
    private final Map<Integer, Growing> byIndex = new HashMap<>();
    private long keptBytes;
    private long contents;
    private boolean choice;
    private String model = "";
    private String finishReason = "";
    private OptionalLong inputTokens = OptionalLong.empty();
    private OptionalLong outputTokens = OptionalLong.empty();
    private Optional<String> error = Optional.empty();
    private boolean rateLimited;

    /** Part of a tool call, or all of it. */
    record ToolCall(String id, String name, String arguments) {
        static final ToolCall NOTHING = new ToolCall("", "", "");

        ToolCall withId(String newId) {
            return new ToolCall(newId, name, arguments);
        }

        ToolCall withName(String newName) {
            return new ToolCall(id, newName, arguments);
        }

        ToolCall withArguments(String newArguments) {
            return new ToolCall(id, name, newArguments);
        }
    }

    /** A tool call that grows by its fragments. */
    private static final class Growing {
        private final StringBuilder id = new StringBuilder();
        private final StringBuilder name = new StringBuilder();
        private final StringBuilder arguments = new StringBuilder();

        void add(ToolCall fragment) {
            id.append(fragment.id());
            name.append(fragment.name());
            arguments.append(fragment.arguments());
        }
    }

    void model(String named) {
        model = named.isEmpty() ? model : named;
    }

    void choice() {
        choice = true;
    }

    /** Of the answer, or of a refusal to give one. */
    void text(String part) {
        if (!part.isEmpty()) {
            text.append(part);
            keptBytes += bytes(part);
            contents++;
        }
    }

    /** Tokens like others, counted and paid for, but no answer. */
    void reasoning(String part) {
        if (!part.isEmpty()) {
            contents++;
        }
    }

    /** @param index of the call that it is a fragment of, from wherever the server counts; negative: a call of its own */
    void toolCall(int index, ToolCall fragment) {
        Growing call = index < 0 ? null : byIndex.get(index);
        if (call == null) {
            call = new Growing();
            toolCalls.add(call);
            keptBytes += CALL_BYTES;
            if (index >= 0) {
                byIndex.put(index, call);
            }
        }
        call.add(fragment);
        keptBytes += bytes(fragment.id()) + bytes(fragment.name()) + bytes(fragment.arguments());
        if (!fragment.name().isEmpty() || !fragment.arguments().isEmpty()) {
            contents++;
        }
    }

    void finishReason(String reason) {
        finishReason = reason.isEmpty() ? finishReason : reason;
    }

    void tokens(String name, long count) {
        switch (name) {
            case "prompt_tokens" -> inputTokens = OptionalLong.of(count);
            case "completion_tokens" -> outputTokens = OptionalLong.of(count);
            default -> {}
        }
    }

    void error(String message, boolean isRateLimit) {
        error = Optional.of(message);
        rateLimited = isRateLimit;
    }

    /** What is kept of it, in bytes, at most: builders have room to grow. */
    long keptBytes() {
        return keptBytes;
    }

    private static long bytes(String part) {
        return 4L * part.length();
    }

    /** How many parts with content there were. */
    long contents() {
        return contents;
    }

    boolean hasChoice() {
        return choice;
    }

    String finishReason() {
        return finishReason;
    }

    /** What the target said of an error. */
    Optional<String> error() {
        return error;
    }

    boolean isRateLimited() {
        return rateLimited;
    }

    Usage usage() {
        return new Usage(model, inputTokens, outputTokens);
    }

    /**
     * Judges what is whole by the reason for its end.
     *
     * @param lengthIsAsked whether the request set a length, so that it is no failure to stop there
     */
    Reply judge(boolean lengthIsAsked) {
        return switch (finishReason) {
            case "stop", "tool_calls", "function_call" -> content();
            case "length" ->
                lengthIsAsked ? content() : Reply.failed(Outcome.LENGTH, "cut off at a length that was not asked for");
            case "content_filter" -> Reply.failed(Outcome.CONTENT_FILTER, "a content filter ended it");
            case "error" -> Reply.failed(Outcome.PROTOCOL, "finish_reason is error");
            case "" -> Reply.failed(Outcome.NO_FINISH_REASON, "no finish_reason");
            default -> Reply.failed(Outcome.MALFORMED, "an unknown finish_reason: " + finishReason);
        };
    }

    private Reply content() {
        boolean none = text.isEmpty() && toolCalls.stream().allMatch(call -> call.name.isEmpty());
        return none
                ? Reply.failed(
                        Outcome.NO_CONTENT,
                        "finish_reason is " + finishReason + ", but there is neither text nor a tool call")
                : Reply.ok(message());
    }

    /** As a later request repeats it. */
    private ObjectNode message() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        if (text.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        for (Growing call : toolCalls) {
            message.withArray("tool_calls")
                    .addObject()
                    .put("id", call.id.toString())
                    .put("type", "function")
                    .putObject("function")
                    .put("name", call.name.toString())
                    .put("arguments", call.arguments.toString());
        }
        return message;
    }
}
