package io.orchestress.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task or one request of a virtual user, from its start to its end. Times are of {@code System.nanoTime()}.
 *
 * @param kind which of both
 * @param context null: the request carried none, or one of the user's own
 * @param parent span of the task that a request is a part of; null: it is a part of none
 * @param phase index of the phase in which it started
 * @param name of its series in the record
 * @param firstNanos the first content of a stream was read; 0: there was none
 * @param outcome {@code ok}, or the label of its failure class
 * @param status of HTTP, or the exit code of a process; 0: none came
 * @param words of a failure: what the target said, as it came, of at most some hundred characters; empty: nothing. They may hold secrets
 * @param model that answered; empty: not said
 * @param inputTokens −1: not said
 * @param outputTokens −1: not said
 * @param mark of the task in the record's {@code tasks.jsonl}; empty: tasks are not marked
 */
public record Span(
        Kind kind,
        @Nullable TraceContext context,
        @Nullable SpanId parent,
        int phase,
        String name,
        long startNanos,
        long firstNanos,
        long endNanos,
        String outcome,
        int status,
        String words,
        String model,
        long inputTokens,
        long outputTokens,
        String mark) {
    /** What {@link #outcome} says of a success. */
    public static final String OK = "ok";

    /** What it is. */
    public enum Kind {
        TASK,
        REQUEST
    }

    /** Takes spans as they end, on the event loop that ended them: it neither blocks nor throws. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = span -> {};

        void ended(Span span);

        /** First this one, then another. */
        default Listener then(Listener next) {
            return span -> {
                ended(span);
                next.ended(span);
            };
        }
    }

    /** Its trace; empty: it is not known. */
    public Optional<TraceId> trace() {
        return Optional.ofNullable(context).map(TraceContext::trace);
    }

    public boolean isOk() {
        return outcome.equals(OK);
    }

    public long durationNanos() {
        return endNanos - startNanos;
    }
}
