package io.orchestress.monitoring;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The processes and endpoints that are watched beside the load generator and its machine.
 *
 * @param port of this machine whose open TCP connections are counted as the target's
 * @param endpoints the first that gives a figure of a subject is the only one that does
 */
public record WatchPlan(
        TargetProcess target, OptionalInt port, List<MetricsEndpoint> endpoints, Optional<JmxSource> jmx) {
    public WatchPlan {
        endpoints = List.copyOf(endpoints);
    }

    /** Only what the operating system says. */
    public static WatchPlan of(TargetProcess target) {
        return new WatchPlan(target, OptionalInt.empty(), List.of(), Optional.empty());
    }
}
