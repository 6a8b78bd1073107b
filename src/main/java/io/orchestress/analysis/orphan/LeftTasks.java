package io.orchestress.analysis.orphan;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Those tasks that were left of which a call was seen. */
final class LeftTasks {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final List<LeftTask> seen;

    LeftTasks(Collection<LeftTask> left) {
        seen = left.stream()
                .filter(LeftTask::isSeen)
                .sorted(Comparator.comparingLong(LeftTask::orphanNanos).thenComparing(LeftTask::mark))
                .toList();
    }

    long count() {
        return seen.size();
    }

    /** The smallest value that so many of them do not exceed; null: there is none. */
    @Nullable
    Double percentileMillis(double share) {
        if (seen.isEmpty()) {
            return null;
        }
        int rank = (int) Math.max(1, Math.ceil(share * seen.size()));
        return seen.get(rank - 1).orphanNanos() / NANOS_PER_MILLI;
    }

    /** Those of which more may have happened than was seen: {@link LeftTask#outlasts}. */
    long outlasting(long untilNanos, long longestNanos) {
        return seen.stream()
                .filter(task -> task.outlasts(untilNanos, longestNanos))
                .count();
    }

    long heldAfter(long seconds) {
        return seen.stream()
                .filter(task -> task.orphanNanos() > seconds * NANOS_PER_SECOND)
                .count();
    }

    long sum(ToLongFunction<LeftTask> of) {
        return seen.stream().mapToLong(of).sum();
    }

    double total(ToDoubleFunction<LeftTask> of) {
        return seen.stream().mapToDouble(of).sum();
    }

    /** As above; null: one of their models has no price. */
    @Nullable
    Double priced(ToDoubleFunction<LeftTask> of) {
        return seen.stream().allMatch(task -> task.priced) && !seen.isEmpty() ? (Double) total(of) : null;
    }

    String worst() {
        return seen.isEmpty() ? "" : seen.get(seen.size() - 1).mark();
    }
}
