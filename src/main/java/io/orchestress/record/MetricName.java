package io.orchestress.record;

import io.orchestress.metrics.Metric;

/** Names of the times of agents in a record, as {@link Metric} defines them. */
public final class MetricName {
    public static final String TTFT = Metric.TTFT.label();
    public static final String ITL = Metric.ITL.label();
    public static final String ICL = Metric.ICL.label();
    public static final String TPOT = Metric.TPOT.label();
    public static final String STREAM = Metric.STREAM.label();
    public static final String QUEUE_WAIT = Metric.QUEUE_WAIT.label();
    public static final String TASK = Metric.TASK.label();
    public static final String TASK_CORRECTED = Metric.TASK_CORRECTED.label();

    private MetricName() {}
}
