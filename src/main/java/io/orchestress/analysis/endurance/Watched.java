package io.orchestress.analysis.endurance;

import io.orchestress.run.ResourceName;
import java.util.Map;

/**
 * What is looked at, and what its growth would mean.
 *
 * @param name in a sentence
 * @param unit of its figures
 * @param kind decides which growth matters
 * @param leaks whether growth that does not end, and stays when the load is gone, is a leak
 */
record Watched(String name, String unit, Kind kind, boolean leaks) {

    enum Kind {
        MEMORY,
        COUNT,
        LATENCY
    }

    private static final Map<String, Watched> RESOURCES = Map.of(
            ResourceName.RSS, new Watched("resident memory", "B", Kind.MEMORY, true),
            ResourceName.HEAP_AFTER_GC, new Watched("heap after collections", "B", Kind.MEMORY, true),
            ResourceName.HEAP, new Watched("lowest heap", "B", Kind.MEMORY, true),
            ResourceName.OPEN_FILES, new Watched("number of open files", "count", Kind.COUNT, true),
            ResourceName.THREADS, new Watched("number of threads", "count", Kind.COUNT, true),
            ResourceName.CONNECTIONS, new Watched("number of connections", "count", Kind.COUNT, true),
            ResourceName.SESSIONS, new Watched("number of sessions", "count", Kind.COUNT, true),
            ResourceName.QUEUE_DEPTH, new Watched("number of waiting tasks", "count", Kind.COUNT, false));

    static boolean isResource(String metric) {
        return RESOURCES.containsKey(metric);
    }

    /** @throws IllegalArgumentException when it is none */
    static Watched resource(String metric) {
        Watched watched = RESOURCES.get(metric);
        if (watched == null) {
            throw new IllegalArgumentException(metric + " is none of " + RESOURCES.keySet());
        }
        return watched;
    }

    static Watched latency(String percentile) {
        return new Watched(percentile + " latency", "ms", Kind.LATENCY, false);
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
