package io.orchestress.analysis.duel;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The measurements of one pair of runs, baseline and candidate.
 *
 * @param times in milliseconds; absent where one of the runs has too few good answers
 * @param shares of every figure but the typical time; {@link DuelMetric#FAILED_TASKS} is absent where there are no tasks
 */
public record Pair(Optional<Times> times, Map<DuelMetric, Shares> shares) {
    public Pair {
        shares = Map.copyOf(shares);
        if (shares.containsKey(DuelMetric.TYPICAL)
                || !shares.containsKey(DuelMetric.FAILED_REQUESTS)
                || !shares.containsKey(DuelMetric.NOT_ENDED)) {
            throw new IllegalArgumentException("a pair lacks shares, or has too many: " + shares.keySet());
        }
    }

    /** The typical time of both runs, above 0. */
    public record Times(double beforeMillis, double afterMillis) {
        public Times {
            if (!(beforeMillis > 0 && afterMillis > 0 && beforeMillis + afterMillis < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("no times: " + beforeMillis + ", " + afterMillis);
            }
        }

        double difference() {
            return Math.log(afterMillis / beforeMillis);
        }
    }

    /** {@code k} of {@code n}. @param of at least one */
    public record Share(long count, long of) {
        public Share {
            if (of < 1 || count < 0 || count > of) {
                throw new IllegalArgumentException("no share: " + count + " of " + of);
            }
        }

        public double value() {
            return (double) count / of;
        }
    }

    /** Of the baseline's run and of the candidate's. */
    public record Shares(Share before, Share after) {
        double difference() {
            return after.value() - before.value();
        }
    }

    /** Candidate less baseline; of the typical time {@code ln y_B − ln y_A}. Empty where it was not measured. */
    public OptionalDouble difference(DuelMetric figure) {
        if (figure == DuelMetric.TYPICAL) {
            return times.isPresent() ? OptionalDouble.of(times.get().difference()) : OptionalDouble.empty();
        }
        Shares both = shares.get(figure);
        return both == null ? OptionalDouble.empty() : OptionalDouble.of(both.difference());
    }
}
