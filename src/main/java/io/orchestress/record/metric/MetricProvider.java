package io.orchestress.record.metric;

import java.util.List;

/**
 * Metrics in a jar of the user's, found by {@link java.util.ServiceLoader}: gates, exports and OpenMetrics, and, where they have a direction, history and
 * trends go by them as by ours. A name that is taken is a problem of the configuration.
 */
public interface MetricProvider {
    /** Made with {@link MetricDefinition#of}; the same at every call. */
    List<MetricDefinition> metrics();
}
