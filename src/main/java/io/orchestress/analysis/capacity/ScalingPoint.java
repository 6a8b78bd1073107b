package io.orchestress.analysis.capacity;

import org.jspecify.annotations.Nullable;

/**
 * One run at one value of what is varied.
 *
 * @param n above 0
 * @param littleRatio {@code concurrency ÷ (throughput × mean response time)}; absent where one of them is not known
 * @param targetCpu mean share of the target's CPUs; absent where it was not read
 * @param costPerThousand cost of a thousand requests that ended well; absent when unknown
 * @param settled whether {@code n} and throughput describe a steady state; a point that does not is shown, and not fitted
 */
public record ScalingPoint(
        double n,
        double throughputPerSec,
        @Nullable Double meanMillis,
        @Nullable Double p95Millis,
        @Nullable Double littleRatio,
        @Nullable Double targetCpu,
        @Nullable Double costPerThousand,
        boolean settled) {
    public ScalingPoint {
        if (!(n > 0 && throughputPerSec >= 0) || Double.isInfinite(n) || Double.isInfinite(throughputPerSec)) {
            throw new IllegalArgumentException("throughput " + throughputPerSec + " at " + n);
        }
    }

    /** Of a table that says no more. */
    public static ScalingPoint of(double n, double throughputPerSec) {
        return new ScalingPoint(n, throughputPerSec, null, null, null, null, null, true);
    }

    /**
     * Of a table with mean latencies.
     *
     * @param isConcurrency whether {@code n} counts requests under way, so that Little's law speaks of it
     */
    public static ScalingPoint of(double n, double throughputPerSec, double meanSeconds, boolean isConcurrency) {
        double underWay = throughputPerSec * meanSeconds;
        return new ScalingPoint(
                n,
                throughputPerSec,
                1000 * meanSeconds,
                null,
                isConcurrency && underWay > 0 ? n / underWay : null,
                null,
                null,
                true);
    }
}
