package io.orchestress.analysis.gate;

/**
 * Targets of the release gate. Shares are ratios from 0 to 1.
 *
 * @param minSamples requests before a figure is judged; fewer are no evidence
 * @param maxErrorRatio failed ÷ count may be at most this
 * @param minSuccessRatio ok ÷ count must be above this
 * @param p95Millis p95 above it is a warning
 * @param p99Millis p99 above it is a warning
 * @param failFactor above the latency target times this it is a failure; 1 or more
 * @param minThroughputPerSec requests per second that must be carried; 0: not gated
 */
public record GateLimits(
        long minSamples,
        double maxErrorRatio,
        double minSuccessRatio,
        double p95Millis,
        double p99Millis,
        double failFactor,
        double minThroughputPerSec) {

    /** The figures of the specification; throughput is not gated, as in the quick profile. */
    public static final GateLimits DEFAULT = new GateLimits(20, 0.01, 0.95, 2_000, 5_000, 1.5, 0);

    public GateLimits {
        if (minSamples < 1) {
            throw new IllegalArgumentException("minSamples is " + minSamples + ", must be 1 or more");
        }
        between("maxErrorRatio", maxErrorRatio, 0, 1);
        between("minSuccessRatio", minSuccessRatio, 0, 1);
        between("p95Millis", p95Millis, 0, Double.MAX_VALUE);
        between("p99Millis", p99Millis, 0, Double.MAX_VALUE);
        between("failFactor", failFactor, 1, Double.MAX_VALUE);
        between("minThroughputPerSec", minThroughputPerSec, 0, Double.MAX_VALUE);
    }

    /** The same targets with the throughput of a profile. */
    public GateLimits withMinThroughputPerSec(double perSec) {
        return new GateLimits(minSamples, maxErrorRatio, minSuccessRatio, p95Millis, p99Millis, failFactor, perSec);
    }

    private static void between(String name, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be from " + least + " to " + most);
        }
    }
}
