package io.orchestress.analysis.issues;

/**
 * Every kind of issue there is, in the order in which equally severe ones are listed. {@code docs/issues.md} has them as a table that a test
 * writes. In the texts <code>{KEY}</code> stands for the default of a key of the configuration, and <code>{KEY %}</code> for a share as a percentage.
 */
public enum IssueType {
    BREAKER_TRIPPED("the circuit breaker stopped the load, or took it back in a step", "critical"),
    RUN_CRASHED("the record was never closed", "high"),
    INJECTOR_SATURATED(
            "the load generator did not keep up, or came to its limits, by itself or because its machine was taken away",
            "critical where the run is INCONCLUSIVE for it, else medium"),
    REGRESSION(
            "the comparison with a baseline calls a metric worse; one issue for each kind: latency, throughput, failures, completed, cost, tokens, memory, cpu",
            "critical, high, medium, as the comparison says critical, moderate, minor"),
    BREAKING_POINT(
            "the first step at which the error rate exceeds {issues.error-rate %}, p95 exceeds {issues.p95}, or throughput no longer follows the load",
            "high; medium if only throughput"),
    RESOURCE_EXHAUSTION(
            "mean CPU of the target, or of the injector's machine, above {issues.cpu %} in a phase",
            "high; of the target critical above {issues.cpu-critical %}"),
    MEMORY_PRESSURE("more than {issues.host-memory %} of the machine's memory in use, mean of a phase", "high"),
    MEMORY_LEAK("memory of a process grows while the load does not", "high; critical when it is exhausted within 24 h"),
    RESOURCE_LEAK("open files, threads, connections or sessions of a process grow while the load does not", "high"),
    DATABASE_LATENCY(
            "mean time of the target's calls to its database above {issues.database-time}, where a monitor gives it",
            "medium"),
    NETWORK_LATENCY(
            "mean time of the target's calls over the network above {issues.network-time}, where a monitor gives it",
            "medium"),
    HIGH_ERROR_RATE("error rate above {issues.error-rate %}", "high; critical above {issues.error-rate-critical %}"),
    ELEVATED_ERROR_RATE("error rate above {issues.elevated-error-rate %}, of requests without HIGH_ERROR_RATE", "high"),
    ERRORS_INSIDE_SUCCESS(
            "any failure behind a status of success (layers envelope and domain), other than `session-lost`",
            "high above {issues.elevated-error-rate %} of the requests, else medium"),
    RATE_LIMITED("any `http-429` or `rate-limited`", "medium"),
    SESSIONS_LOST("any `session-lost`, or a session that was opened again", "medium"),
    HIGH_RESPONSE_TIME(
            "p95 above {issues.p95}, corrected where the record has that view",
            "high; critical above {issues.p95-critical}"),
    LATENCY_DRIFT(
            "median latency grows by more than {issues.latency-drift %} and 5 ms over the constant load of a steady or endurance phase, significantly",
            "high"),
    SLOW_MEAN("mean latency above {issues.mean}", "high"),
    SLOW_RECOVERY(
            "not recovered by the end of the watched time, or only after {recovery.max-time}",
            "high; medium if only late"),
    QUEUE_WAIT_HIGH("mean wait in the queue above {issues.queue-wait %} of the mean time of a task", "medium"),
    HIGH_TTFT("p95 of the time to first token above {slo.ttft}", "medium"),
    SLOW_TOKENS("p95 of the time per output token above {slo.tpot}", "medium"),
    STREAM_STALL("more than {issues.stalled-streams %} of the streams with a gap above {stream.stall}", "medium"),
    SCALING_EFFICIENCY_DROP(
            "throughput per load falls from one step to the next by more than {issues.scaling-drop} of that of the first step, where the load was offered",
            "high"),
    LOW_THROUGHPUT(
            "less than {issues.throughput-per-sec} requests/s in a phase of 5 s or more that offered as many",
            "medium"),
    LOW_GOODPUT("fewer than {issues.good-share %} of the tasks done within `slo`", "medium"),
    UNSTABLE_LATENCY(
            "median latency under constant load varies over time by more than {issues.variation %} and 5 ms, beyond chance",
            "medium"),
    COORDINATED_OMISSION(
            "corrected p99 twice the plain one or more, and 100 ms above it, of 500 requests or more", "medium"),
    ROUTING_ERRORS(
            "fewer than {issues.routing-accuracy %} of the tasks done by the expected agent",
            "medium; high when the whole 95 % interval lies below"),
    COST_OVERRUN(
            "cost per task above `prices.budget-per-task`; of a cost known in part, its known part",
            "high; critical above {issues.cost-critical-factor} times the budget"),
    MODEL_SHARE(
            "share of calls to the cheap models outside {prices.cheap-share-from %} to {prices.cheap-share-to %}, its 95 % interval, too",
            "low"),
    UNFINISHED_REQUESTS("any request in flight at the end of the drain", "low; medium above 1 %"),
    OVER_RANGE("any latency above 24 h, which is in no histogram", "high");

    private final String condition;
    private final String severity;

    IssueType(String condition, String severity) {
        this.condition = condition;
        this.severity = severity;
    }

    /** When it is raised, without a verb of its own: {@code error rate above {issues.error-rate %}}. */
    public String condition() {
        return condition;
    }

    /** How severe it is, and from when on it is more. */
    public String severity() {
        return severity;
    }
}
