package io.orchestress.analysis.endurance;

import io.orchestress.config.Section;
import java.time.Duration;

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
    private static final double BYTES_PER_MIB = 1 << 20;

    /** @param s {@code orchestress.endurance} */
    public static DriftLimits read(Section s) {
        return new DriftLimits(
                s.number("growth-per-hour", 0, 1000),
                Math.round(BYTES_PER_MIB * s.number("memory-mib-per-hour", 0, 1e9)),
                s.number("count-per-hour", 0, 1e9),
                s.duration("latency-per-hour", Duration.ZERO).toNanos() / 1e6,
                s.duration("shortest", Duration.ofSeconds(20)).toMillis() / 1000.0,
                s.duration("cooldown", Duration.ofSeconds(15)).toMillis() / 1000.0);
    }
}
