package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Usage;
import io.orchestress.recording.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a completion has said so far. Of several choices the first to come is the answer, which is judged and repeated; the output of the
 * others counts as output, for their tokens are counted and paid for, too.
 */
final class Completion {
    private static final int MOST_NOTES = 10;
    private static final int NO_CHOICE = -1;

    private final StringBuilder text = new StringBuilder();
    private final ToolCalls toolCalls = new ToolCalls();
    private final StringBuilder functionName = new StringBuilder();
    private final StringBuilder functionArguments = new StringBuilder();
    private final Set<String> notes = new LinkedHashSet<>();
    private long keptBytes;
    private long contents;
    private boolean hasOtherOutput;
    private boolean reasoningWasSent;
    private int choice = NO_CHOICE;
    private String model = "";
    private FinishReason finishReason = FinishReason.NONE;
    private OptionalLong inputTokens = OptionalLong.empty();
    private OptionalLong cachedTokens = OptionalLong.empty();
    private OptionalLong outputTokens = OptionalLong.empty();
    private OptionalLong reasoningTokens = OptionalLong.empty();
    private boolean impossible;
    private Optional<String> error = Optional.empty();
    private boolean rateLimited;

    void model(String named) {
        model = named.isEmpty() ? model : named;
    }

    /** Adds what one choice of an event, or of a body, holds. */
    void add(Part part) {
        choice = choice == NO_CHOICE ? part.index() : choice;
        contents += part.holdsOutput() ? 1 : 0;
        reasoningWasSent |= part.holdsReasoning();
        if (part.index() != choice) {
            note("more than one choice: the first is the answer");
            return;
        }
        text.append(part.text());
        keptBytes += 4L * part.text().length();
        hasOtherOutput |= part.holdsOther();
        part.toolCalls().forEach(toolCalls::add);
        part.functionCall().ifPresent(call -> {
            functionName.append(functionName.isEmpty() || functionArguments.isEmpty() ? call.name() : "");
            functionArguments.append(call.arguments());
            keptBytes += 4L * (call.name().length() + call.arguments().length());
        });
        finishReason = part.finishReason().isEmpty() ? finishReason : new FinishReason(part.finishReason());
    }

    /** What was there and could not be understood, or was taken for what it does not say. */
    void note(String what) {
        if (notes.size() < MOST_NOTES) {
            notes.add(what);
        }
    }

    /** A count of 0 after another one takes nothing back: an answer has tokens. */
    void tokens(TokenCount kind, long count) {
        if (count < 0 || count > Usage.MOST_TOKENS) {
            impossible |= kind == TokenCount.INPUT || kind == TokenCount.OUTPUT;
            return;
        }
        switch (kind) {
            case INPUT -> inputTokens = later(inputTokens, count);
            case CACHED -> cachedTokens = later(cachedTokens, count);
            case OUTPUT -> outputTokens = later(outputTokens, count);
            case REASONING -> reasoningTokens = later(reasoningTokens, count);
        }
    }

    private static OptionalLong later(OptionalLong before, long count) {
        return count == 0 && before.isPresent() ? before : OptionalLong.of(count);
    }

    void error(String message, boolean isRateLimit) {
        error = Optional.of(message);
        rateLimited = isRateLimit;
    }

    /** What is kept of it, in bytes, at most: builders have room to grow. */
    long keptBytes() {
        return keptBytes + toolCalls.keptBytes();
    }

    /** How many parts with output there were. */
    long contents() {
        return contents;
    }

    boolean hasChoice() {
        return choice != NO_CHOICE;
    }

    String finishReason() {
        return finishReason.word();
    }

    /** What the target said of an error. */
    Optional<String> error() {
        return error;
    }

    boolean isRateLimited() {
        return rateLimited;
    }

    /** Reasoning that was counted and never sent is hidden. */
    Usage usage() {
        return new Usage(
                model,
                inputTokens,
                cachedTokens,
                outputTokens,
                reasoningWasSent ? OptionalLong.empty() : reasoningTokens,
                impossible);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /**
     * Judges what is whole by the reason for its end.
     *
     * @param lengthIsAsked whether the request set a length, so that it is no failure to stop there
     */
    Reply judge(boolean lengthIsAsked) {
        Outcome outcome = finishReason.outcome();
        String word = finishReason.word();
        if (outcome == Outcome.OK || (outcome == Outcome.LENGTH && lengthIsAsked)) {
            return content();
        }
        if (outcome == Outcome.NO_FINISH_REASON) {
            return Reply.failed(outcome, "no finish_reason");
        }
        return Reply.failed(
                outcome,
                "finish_reason is " + word
                        + (outcome == Outcome.LENGTH ? ": cut off at a length that was not asked for" : ""));
    }

    private Reply content() {
        boolean none = text.isEmpty() && functionName.isEmpty() && !hasOtherOutput && toolCalls.isNameless();
        if (none) {
            return Reply.failed(
                    Outcome.NO_CONTENT,
                    "finish_reason is " + finishReason.word() + ", but there is neither text nor a tool call");
        }
        String note = finishReason.note();
        if (!note.isEmpty()) {
            note(note);
        }
        return Reply.ok(message());
    }

    /** As a later request repeats it. */
    private ObjectNode message() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        if (text.isEmpty() && !hasOtherOutput) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        if (!functionName.isEmpty()) {
            message.putObject("function_call")
                    .put("name", functionName.toString())
                    .put("arguments", functionArguments.toString());
        }
        toolCalls.repeatIn(message);
        return message;
    }
}
