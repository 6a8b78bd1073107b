package io.orchestress.config;

import java.time.Duration;

/**
 * Which growth under constant load matters.
 *
 * @param growthPerHour share of its start by which a figure may grow in an hour
 * @param memoryPerHourBytes by which memory may grow in an hour
 * @param countPerHour by which files, threads, connections, sessions and waiting tasks may grow in an hour
 * @param latencyPerHour by which a latency may grow in an hour
 * @param shortest time of constant load that is looked at
 * @param cooldown time without load after which a figure should have fallen
 */
public record EnduranceSettings(
        double growthPerHour,
        long memoryPerHourBytes,
        double countPerHour,
        Duration latencyPerHour,
        Duration shortest,
        Duration cooldown) {

    static EnduranceSettings read(Section s) {
        EnduranceSettings settings = new EnduranceSettings(
                s.number("growth-per-hour", 0, 1000),
                Math.round((1 << 20) * s.number("memory-mib-per-hour", 0, 1e9)),
                s.number("count-per-hour", 0, 1e9),
                s.duration("latency-per-hour", Duration.ZERO),
                s.duration("shortest", Duration.ofSeconds(20)),
                s.duration("cooldown", Duration.ofSeconds(15)));
        s.end();
        return settings;
    }
}
