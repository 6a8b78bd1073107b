package io.orchestress.metrics;

/** A time that matters to agents beside the latency of a request. All are recorded in microseconds. docs/MATH.md defines them. */
public enum Metric {
    TTFT("ttft", "Time to first token: from the request to the first chunk with content; of streams that ended well."),
    ITL(
            "itl",
            "Inter-token latency: between two chunks, where each is known to be one token and most came in a read of their own."),
    ICL(
            "icl",
            "Inter-chunk latency: between two chunks, where tokens were not counted or a chunk holds several; of bursts, between reads."),
    TPOT(
            "tpot",
            "Time per output token: (last chunk − first chunk) ÷ (tokens that were sent − 1), of streams whose tokens were counted."),
    STREAM("stream", "From the request to the last event of a stream that ended well."),
    SPAWN("spawn", "From asking for an agent until it is there."),
    QUEUE_WAIT("queue-wait", "From the acceptance of a task until it runs."),
    TASK("task", "From the first request of a task until its result is there."),
    /** A second view, which no count of tasks holds. */
    TASK_CORRECTED("task-corrected", "The same from the intended start of the task, omitted tasks included."),
    STEP("step", "One step of a workflow.");

    private final String label;
    private final String meaning;

    Metric(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** As in the record. */
    public String label() {
        return label;
    }

    /** One line. */
    public String meaning() {
        return meaning;
    }
}
