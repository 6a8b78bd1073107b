package io.orchestress.record;

import io.orchestress.metrics.FailureClass;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages of the run, in words: why requests failed, and why something of the target could not be read. Bounded, without
 * control characters, query strings and credentials.
 *
 * @param failures by request and class, in the order in which they were first seen; at most {@value #MOST_KINDS}
 * @param unread a sentence each: what could not be read of target or machine, or not be told to a collector, and why; at most {@value #MOST_UNREAD}
 * @param token how its refreshing went; absent where there was none, and in older records
 * @param bounds a phrase each: which bounds of what a target may invent, such as names, were met
 */
public record RunMessages(
        List<FailureWords> failures,
        List<String> unread,
        @Nullable List<String> bounds,
        @Nullable TokenRefreshes token) {
    public static final int MOST_KINDS = 200;
    public static final int MOST_UNREAD = 50;

    public static final RunMessages NOTHING = new RunMessages(List.of(), List.of());

    public RunMessages {
        failures = List.copyOf(failures);
        unread = List.copyOf(unread);
        bounds = bounds == null ? List.of() : List.copyOf(bounds);
    }

    @Override
    public List<String> bounds() {
        return bounds == null ? List.of() : bounds;
    }

    /** No bound was met. */
    public RunMessages(List<FailureWords> failures, List<String> unread) {
        this(failures, unread, List.of(), null);
    }

    /**
     * How the refreshing of the target's token went.
     *
     * @param done times that a new one came after the first
     * @param failed times that none came
     * @param mostInARow of them
     * @param why none came the last time, without a secret; empty: it never happened
     */
    public record TokenRefreshes(long done, long failed, long mostInARow, String why) {
        /** So many in a row are a fault that does not pass. */
        public static final long MANY = 3;
    }

    /**
     * How one request failed in one way, warm-up included.
     *
     * @param failureClass as in the counts
     * @param count of such failures
     * @param texts the first different ones, at most {@value #MOST_TEXTS}; what other failures said is not kept
     */
    public record FailureWords(String request, FailureClass failureClass, long count, List<Text> texts) {
        public static final int MOST_TEXTS = 3;

        public FailureWords {
            texts = List.copyOf(texts);
        }
    }

    /**
     * One kind of failure with the words of the target, or how the connection broke.
     *
     * @param text at most 300 characters
     * @param count of failures that said just this
     * @param phase of the first of them
     * @param firstSeconds when that one failed, since the load started
     */
    public record Text(String text, long count, String phase, double firstSeconds) {}
}
