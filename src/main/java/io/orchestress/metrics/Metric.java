package io.orchestress.metrics;

/** A time that matters to agents beside the latency of a request. All are recorded in microseconds. docs/MATH.md defines them. */
public enum Metric {
    /** Time to first token: from the request to the first chunk with content; of streams that ended well. */
    TTFT("ttft"),
    /** Inter-token latency: between two chunks, where each is known to be one token and most came in a read of their own. */
    ITL("itl"),
    /** Inter-chunk latency: between two chunks, where tokens were not counted or a chunk holds several; of bursts, between reads. */
    ICL("icl"),
    /** Time per output token: (last chunk − first chunk) ÷ (tokens that were sent − 1), of streams whose tokens were counted. */
    TPOT("tpot"),
    /** From the request to the last event of a stream that ended well. */
    STREAM("stream"),
    /** From asking for an agent until it is there. */
    SPAWN("spawn"),
    /** From the acceptance of a task until it runs. */
    QUEUE_WAIT("queue-wait"),
    /** From the first request of a task until its result is there. */
    TASK("task"),
    /** The same from the intended start, omitted tasks included: a second view, which no count of tasks holds. */
    TASK_CORRECTED("task-corrected"),
    /** One step of a workflow. */
    STEP("step");

    private final String label;

    Metric(String label) {
        this.label = label;
    }

    /** As in the record. */
    public String label() {
        return label;
    }
}
