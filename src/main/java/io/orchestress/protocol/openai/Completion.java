package io.orchestress.protocol.openai;

import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Usage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a completion has said so far. Of several choices that with the lowest index is the answer, which is judged and repeated; the output of
 * the others counts as output, for their tokens are counted and paid for, too.
 */
final class Completion {
    private static final int MOST_NOTES = 10;
    private static final Choice NO_CHOICE = new Choice();

    private final TreeMap<Integer, Choice> choices = new TreeMap<>();
    private Set<String> notes = Set.of();
    private long contents;
    private boolean reasoningWasSent;
    private String model = "";
    private int unknown;
    private @Nullable Choice last;
    private int lastIndex;
    private OptionalLong inputTokens = OptionalLong.empty();
    private OptionalLong cachedTokens = OptionalLong.empty();
    private OptionalLong outputTokens = OptionalLong.empty();
    private OptionalLong reasoningTokens = OptionalLong.empty();
    private OptionalLong totalTokens = OptionalLong.empty();
    private boolean impossible;
    private Optional<String> error = Optional.empty();
    private boolean rateLimited;

    void model(String named) {
        model = named.isEmpty() ? model : named;
    }

    /** Adds what one choice of an event, or of a body, holds. */
    void add(Part part) {
        contents += part.holdsOutput() ? 1 : 0;
        reasoningWasSent |= part.holdsReasoning();
        Choice same = last;
        if (same == null || lastIndex != part.index()) {
            same = choices.computeIfAbsent(part.index(), index -> new Choice());
            last = same;
            lastIndex = part.index();
        }
        same.add(part);
    }

    /** What was read last is no completion and no error. */
    void isUnknown() {
        unknown++;
    }

    /** How much there was of that. */
    int unknown() {
        return unknown;
    }

    private Choice answer() {
        return choices.isEmpty() ? NO_CHOICE : choices.firstEntry().getValue();
    }

    /** What was there and could not be understood, or was taken for what it does not say. */
    void note(String what) {
        if (notes.size() < MOST_NOTES) {
            notes = notes.isEmpty() ? new LinkedHashSet<>() : notes;
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
            case TOTAL -> totalTokens = later(totalTokens, count);
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
        long sum = 0;
        for (Choice choice : choices.values()) {
            sum += choice.keptBytes();
        }
        return sum;
    }

    /** How many parts with output there were. */
    long contents() {
        return contents;
    }

    boolean hasChoice() {
        return !choices.isEmpty();
    }

    String finishReason() {
        return answer().finishReason().word();
    }

    /** What the target said of an error. */
    Optional<String> error() {
        return error;
    }

    boolean isRateLimited() {
        return rateLimited;
    }

    /** By how much the total is more than its parts; 0 where one of them is not known. */
    private long beyondParts() {
        return totalTokens.isPresent() && inputTokens.isPresent() && outputTokens.isPresent()
                ? Math.max(0, totalTokens.getAsLong() - inputTokens.getAsLong() - outputTokens.getAsLong())
                : 0;
    }

    /** Whether tokens of reasoning stand beside those of the output, and not among them, as xAI has it; both are output, and paid for. */
    private boolean isReasoningApart() {
        return beyondParts() > 0 && reasoningTokens.orElse(0) == beyondParts();
    }

    /** Reasoning that was counted and never sent is hidden. */
    Usage usage() {
        return new Usage(
                model,
                inputTokens,
                cachedTokens,
                isReasoningApart() ? OptionalLong.of(outputTokens.orElse(0) + reasoningTokens.orElse(0)) : outputTokens,
                reasoningWasSent ? OptionalLong.empty() : reasoningTokens,
                impossible);
    }

    List<String> notes() {
        if (beyondParts() > 0 && !isReasoningApart()) {
            note("usage.total_tokens exceeds input plus output by " + beyondParts()
                    + " tokens (Gemini's thoughts, for example), which are not counted");
        }
        return List.copyOf(notes);
    }

    /**
     * Judges what is whole by the reason for its end.
     *
     * @param lengthIsAsked whether the request set a length, so that it is no failure to stop there
     */
    Reply judge(boolean lengthIsAsked) {
        FailureClass outcome = answer().finishReason().outcome();
        String word = finishReason();
        if (outcome == FailureClass.OK || (outcome == FailureClass.LENGTH && lengthIsAsked)) {
            return content();
        }
        if (outcome == FailureClass.NO_FINISH_REASON) {
            return Reply.failed(outcome, "no finish_reason");
        }
        return Reply.failed(
                outcome,
                "finish_reason is " + word
                        + (outcome == FailureClass.LENGTH ? ": cut off at a length that was not requested" : ""));
    }

    private Reply content() {
        if (answer().isEmpty()) {
            return Reply.failed(
                    FailureClass.NO_CONTENT,
                    "finish_reason is " + finishReason() + ", but the message has neither text nor a tool call");
        }
        if (choices.size() > 1) {
            note("more than one choice: only the first is read");
        }
        String note = answer().finishReason().note();
        if (!note.isEmpty()) {
            note(note);
        }
        return Reply.ok(answer().message());
    }
}
