package io.orchestress.stats.capacity;

import java.util.Collection;

/**
 * A condition of an SLO as a share: of what is counted, at most {@code allowed} may be bad. A percentile {@code pX <= L} is kept exactly when at
 * most {@code 1 − X ÷ 100} of the requests take longer than {@code L}.
 *
 * @param name such as {@code p95}
 * @param allowed above 0, below 1
 * @param limitMicros of {@link Kind#SLOWER}; else 0
 */
public record SloCondition(String name, Kind kind, double allowed, long limitMicros) {
    public SloCondition {
        if (!(allowed > 0 && allowed < 1)) {
            throw new IllegalArgumentException(name + ": a share of " + allowed + " cannot be tested");
        }
    }

    /** The bad samples, of which a condition allows a share. */
    public enum Kind {
        /** A request that took longer than the limit. */
        SLOWER,
        /** A request that failed. */
        FAILED,
        /** A task that was not good. */
        NOT_GOOD
    }

    /** @param percent such as 95 */
    public static SloCondition percentile(double percent, long limitMicros) {
        String name = percent == Math.rint(percent) ? "p" + (long) percent : "p" + percent;
        return new SloCondition(name, Kind.SLOWER, 1 - percent / 100, limitMicros);
    }

    public static SloCondition errorRate(double most) {
        return new SloCondition("error-rate", Kind.FAILED, most, 0);
    }

    /** How long after its start it can be told of every request whether it is too slow: the longest limit, in whole seconds. */
    public static int ripeSeconds(Collection<SloCondition> conditions) {
        return (int) Math.ceil(
                conditions.stream().mapToLong(SloCondition::limitMicros).max().orElse(0) / 1e6);
    }

    /** @param least share of tasks that must be good */
    public static SloCondition goodput(double least) {
        return new SloCondition("goodput", Kind.NOT_GOOD, 1 - least, 0);
    }
}
