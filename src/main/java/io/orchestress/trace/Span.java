package io.orchestress.trace;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task or one request of a virtual user, from its start to its end. Times are nanoseconds since the load started.
 *
 * @param kind which of both
 * @param context that the request carried, or that the requests of the task belong to; null: none, or one that cannot be read
 * @param own whether we made the context: one that the user set is not ours to report as a span
 * @param parent span of the task that a request is a part of; null: it is a part of none
 * @param phase index of the phase in which it started
 * @param name of its series in the record
 * @param firstNanos the first content of a stream was read; 0: there was none
 * @param outcome {@code ok}, or the label of its failure class
 * @param status of HTTP, or the exit code of a process; 0: none came
 * @param words of a failure: the target's, or ours about it, as they came. They may hold secrets; empty: none
 * @param model that answered, as the target says; empty: not said
 * @param inputTokens −1: not said
 * @param outputTokens −1: not said
 * @param mark of the task in the record's {@code tasks.jsonl}; empty: tasks are not marked
 */
public record Span(
        Kind kind,
        @Nullable TraceContext context,
        boolean own,
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

    /** Takes spans as they end, on the thread that ended them, an event loop mostly: it neither blocks nor throws. */
    @FunctionalInterface
    public interface Listener {
        Listener NONE = span -> {};

        void ended(Span span);

        /** First this one, then another. */
        default Listener then(Listener next) {
            if (next == NONE) {
                return this;
            }
            if (this == NONE) {
                return next;
            }
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
