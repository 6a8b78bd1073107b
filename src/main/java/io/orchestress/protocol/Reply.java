package io.orchestress.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Metric;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * The result of a call.
 *
 * @param outcome that of the first layer that refused it, else OK
 * @param detail for a failure: one sentence with what the target said, in its own words where it has any; empty when OK
 * @param value the result, for the next step of a conversation; missing on failure
 * @param usage tokens, as far as they are known; of failures too, since they are paid for
 * @param stream when it was a stream
 * @param timings further times that the answer tells, such as how long a task waited in a queue
 * @param agent the agent that the target chose; empty: not said
 * @param retryAfter when the target asks to come back later
 * @param notes a phrase each: what was there and not understood, or was taken for what it does not say
 */
public record Reply(
        FailureClass outcome,
        String detail,
        JsonNode value,
        Usage usage,
        Optional<StreamTimes> stream,
        java.util.List<Timing> timings,
        String agent,
        Optional<Duration> retryAfter,
        java.util.List<String> notes) {

    /** A time that an answer tells. */
    public record Timing(Metric metric, String of, long micros) {}

    /** Characters of an id: those of servers have tens, tokens that serve as ids hundreds. */
    public static final int LONGEST_ID = 8192;

    /** Characters of a detail that are kept. */
    static final int LONGEST_DETAIL = 400;

    public Reply {
        String readable = detail.isEmpty() ? "" : TargetWords.harmless(detail, LONGEST_DETAIL);
        detail = readable.isEmpty() && !detail.isEmpty() ? outcome.label() : readable;
        timings = java.util.List.copyOf(timings);
        notes = notes.isEmpty()
                ? java.util.List.of()
                : notes.stream()
                        .map(note -> TargetWords.harmless(note, LONGEST_DETAIL))
                        .toList();
        if ((outcome == FailureClass.OK) != detail.isEmpty()) {
            throw new IllegalArgumentException(outcome + " with detail '" + detail + "'");
        }
    }

    /**
     * The same, or malformed where one of the ids that a user keeps for its next requests is longer than {@value #LONGEST_ID} characters: it would
     * be kept by every user, and sent again and again.
     */
    public Reply keeping(String... ids) {
        for (String id : ids) {
            if (id.length() > LONGEST_ID && isOk()) {
                return failed(FailureClass.MALFORMED, "id of " + id.length() + " characters, limit " + LONGEST_ID);
            }
        }
        return this;
    }

    public static Reply ok(JsonNode value) {
        return new Reply(
                FailureClass.OK,
                "",
                value,
                Usage.UNKNOWN,
                Optional.empty(),
                java.util.List.of(),
                "",
                Optional.empty(),
                java.util.List.of());
    }

    public static Reply failed(FailureClass outcome, String detail) {
        return new Reply(
                outcome,
                detail,
                MissingNode.getInstance(),
                Usage.UNKNOWN,
                Optional.empty(),
                java.util.List.of(),
                "",
                Optional.empty(),
                java.util.List.of());
    }

    public boolean isOk() {
        return outcome == FailureClass.OK;
    }

    /** @param more what else explains the failure; empty: nothing */
    Reply because(String more) {
        // Room for it is kept: the beginning of a page is less worth than where a redirect leads.
        String shortened = TargetWords.harmless(detail, LONGEST_DETAIL / 2);
        return more.isEmpty()
                ? this
                : new Reply(
                        outcome,
                        shortened + " (" + more + ")",
                        value,
                        usage,
                        stream,
                        timings,
                        agent,
                        retryAfter,
                        notes);
    }

    public Reply with(Usage newUsage) {
        return new Reply(outcome, detail, value, newUsage, stream, timings, agent, retryAfter, notes);
    }

    public Reply with(StreamTimes newStream) {
        return new Reply(outcome, detail, value, usage, Optional.of(newStream), timings, agent, retryAfter, notes);
    }

    public Reply with(Timing... newTimings) {
        return new Reply(outcome, detail, value, usage, stream, Arrays.asList(newTimings), agent, retryAfter, notes);
    }

    public Reply withAgent(String newAgent) {
        return new Reply(outcome, detail, value, usage, stream, timings, newAgent, retryAfter, notes);
    }

    public Reply withRetryAfter(Duration newRetryAfter) {
        return new Reply(outcome, detail, value, usage, stream, timings, agent, Optional.of(newRetryAfter), notes);
    }

    public Reply noting(java.util.List<String> newNotes) {
        return newNotes.isEmpty()
                ? this
                : new Reply(outcome, detail, value, usage, stream, timings, agent, retryAfter, newNotes);
    }
}
