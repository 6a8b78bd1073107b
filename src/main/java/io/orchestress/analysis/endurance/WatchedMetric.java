package io.orchestress.analysis.endurance;

import io.orchestress.record.ResourceName;
import java.util.Map;

/**
 * What is looked at, and what its growth would mean.
 *
 * @param name in a sentence
 * @param unit of its figures
 * @param kind decides which growth matters
 * @param leaks whether growth that does not end, and stays when the load is gone, is a leak
 */
record WatchedMetric(String name, String unit, Kind kind, boolean leaks) {

    enum Kind {
        MEMORY,
        COUNT,
        LATENCY
    }

    private static final Map<String, WatchedMetric> RESOURCES = Map.of(
            ResourceName.RSS,
                    new WatchedMetric("resident memory", "B", Kind.MEMORY, ResourceName.mayLeak(ResourceName.RSS)),
            ResourceName.HEAP_AFTER_GC,
                    new WatchedMetric(
                            "heap after collections",
                            "B",
                            Kind.MEMORY,
                            ResourceName.mayLeak(ResourceName.HEAP_AFTER_GC)),
            ResourceName.HEAP,
                    new WatchedMetric("lowest heap", "B", Kind.MEMORY, ResourceName.mayLeak(ResourceName.HEAP)),
            ResourceName.OPEN_FILES,
                    new WatchedMetric(
                            "number of open files", "count", Kind.COUNT, ResourceName.mayLeak(ResourceName.OPEN_FILES)),
            ResourceName.THREADS,
                    new WatchedMetric(
                            "number of threads", "count", Kind.COUNT, ResourceName.mayLeak(ResourceName.THREADS)),
            ResourceName.CONNECTIONS,
                    new WatchedMetric(
                            "number of connections",
                            "count",
                            Kind.COUNT,
                            ResourceName.mayLeak(ResourceName.CONNECTIONS)),
            ResourceName.SESSIONS,
                    new WatchedMetric(
                            "number of sessions", "count", Kind.COUNT, ResourceName.mayLeak(ResourceName.SESSIONS)),
            ResourceName.QUEUE_DEPTH,
                    new WatchedMetric(
                            "number of waiting tasks",
                            "count",
                            Kind.COUNT,
                            ResourceName.mayLeak(ResourceName.QUEUE_DEPTH)));

    static boolean isResource(String metric) {
        return RESOURCES.containsKey(metric);
    }

    /** @throws IllegalArgumentException when it is none */
    static WatchedMetric resource(String metric) {
        WatchedMetric watched = RESOURCES.get(metric);
        if (watched == null) {
            throw new IllegalArgumentException(metric + " is none of " + RESOURCES.keySet());
        }
        return watched;
    }

    static WatchedMetric latency(String percentile) {
        return new WatchedMetric(percentile + " latency", "ms", Kind.LATENCY, false);
    }

    /** The growth per hour that matters. */
    double limitPerHour(double start, DriftLimits limits) {
        double least = switch (kind) {
            case MEMORY -> limits.memoryBytesPerHour();
            case COUNT -> limits.countPerHour();
            case LATENCY -> limits.latencyMillisPerHour();
        };
        return Math.max(least, limits.growthPerHour() * Math.max(0, start));
    }
}
