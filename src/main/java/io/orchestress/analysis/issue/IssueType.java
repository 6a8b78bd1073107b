package io.orchestress.analysis.issue;

/** Every kind of issue there is; docs/issues.md says when each is seen. In the order in which equally severe ones are listed. */
public enum IssueType {
    BREAKER_TRIPPED,
    RUN_CRASHED,
    REGRESSION,
    BREAKING_POINT,
    RESOURCE_EXHAUSTION,
    MEMORY_PRESSURE,
    HIGH_ERROR_RATE,
    ELEVATED_ERROR_RATE,
    ERRORS_INSIDE_SUCCESS,
    RATE_LIMITED,
    SESSIONS_LOST,
    HIGH_RESPONSE_TIME,
    LATENCY_DRIFT,
    SLOW_MEAN,
    SLOW_RECOVERY,
    QUEUE_WAIT_HIGH,
    HIGH_TTFT,
    SLOW_TOKENS,
    STREAM_STALL,
    SCALING_EFFICIENCY_DROP,
    LOW_THROUGHPUT,
    LOW_GOODPUT,
    UNSTABLE_LATENCY,
    COORDINATED_OMISSION,
    ROUTING_ERRORS,
    COST_OVERRUN,
    MODEL_SHARE,
    UNFINISHED_REQUESTS,
    OVER_RANGE
}
