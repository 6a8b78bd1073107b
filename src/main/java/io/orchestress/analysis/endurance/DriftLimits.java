package io.orchestress.analysis.endurance;

/**
 * Which growth matters: that of at least its share and at least its amount, both per hour.
 *
 * @param growthPerHour share of its start by which a figure may grow in an hour
 * @param memoryBytesPerHour by which memory may grow in an hour
 * @param countPerHour by which files, threads, connections, sessions and waiting tasks may grow in an hour
 * @param latencyMillisPerHour by which a latency may grow in an hour
 * @param shortestSeconds of constant load that are looked at
 * @param cooldownSeconds without load after which a figure should have fallen
 */
public record DriftLimits(
        double growthPerHour,
        double memoryBytesPerHour,
        double countPerHour,
        double latencyMillisPerHour,
        double shortestSeconds,
        double cooldownSeconds) {
    public static final DriftLimits DEFAULT = new DriftLimits(0.02, 6 << 20, 10, 5, 600, 60);
}
