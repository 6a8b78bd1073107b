package io.orchestress.metrics;

import java.util.Locale;

/** Something that is counted exactly, by phase, request (or task) and a detail. */
public enum Counter {
    TASKS_OK("tasks-ok", "Tasks that succeeded."),
    TASKS_FAILED("tasks-failed", "Tasks that failed."),
    TASKS_UNFINISHED(
            "tasks-unfinished",
            "Tasks that had begun and neither ended nor failed: under way when the load ended, or left by a block around them."),
    TASKS_LEFT("tasks-left", "Tasks that their user left before the end; the detail is how."),
    TASKS_BEFORE_LEAVING(
            "tasks-before-leaving",
            "Tasks that ended before a user left who would have, in no other count of tasks; the detail is ok or failed."),
    REQUESTS_LEFT("requests-left", "Requests in flight when their user left, in no other count of requests."),
    CANCELS("cancels", "Cancels of users who left; the detail is their result."),
    TASKS_GOOD("tasks-good", "Tasks within every limit of orchestress.slo."),
    MODEL_CALLS("model-calls", "Calls that a model answered."),
    TOKENS_IN("tokens-in", "Input tokens, as the target reports them."),
    TOKENS_OUT("tokens-out", "Output tokens, as the target reports them."),
    TOKENS_CACHED("tokens-cached", "Input tokens from the target's cache."),
    TOKENS_HIDDEN("tokens-hidden", "Output tokens that were never sent, such as secret reasoning."),
    TOKENS_IMPOSSIBLE("tokens-impossible", "Calls whose token counts cannot be true and were not counted."),
    STREAMS("streams", "Streams that ended well, and those that failed after a stall."),
    CHUNKS("chunks", "Events with content in them, of streams that ended well."),
    STALLED_STREAMS("stalled-streams", "Streams with a gap above orchestress.stream.stall."),
    UNSTREAMED(
            "unstreamed",
            "Streams of several chunks that all came in one read: they were held back, and not streamed."),
    BURSTS("bursts", "Streams most of whose chunks came together with others, in more reads than one."),
    ROUTED_RIGHT("routed-right", "Tasks done by the expected agent."),
    ROUTED_WRONG("routed-wrong", "Tasks done by another agent than the expected one, as expected>chosen."),
    STREAMS_RESUMED(
            "streams-resumed",
            "Times that the rest of a stream was requested, which the server had closed before its end."),
    SESSIONS_REOPENED("sessions-reopened", "Sessions that were lost and opened again."),
    NOT_SENT("not-sent", "Requests that the load generator could not carry out, counted nowhere else."),
    SIMULATION_FAILED(
            "simulation-failed",
            "Requests, and ends of iterations, that were not sent because code of the simulation failed."),
    RETRY_AFTER("retry-after", "Refused requests whose response said when to come back.");

    private final String label;
    private final String meaning;

    Counter(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /** What its details name: each kind may have {@value Measurements#MOST_NAMES} of them. */
    enum Names {
        MODELS("model"),
        AGENTS("agent"),
        CAUSES("cause"),
        OTHER("detail");

        private final String one;

        Names(String one) {
            this.one = one;
        }

        String label() {
            return this == OTHER ? "details" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a detail of it is: {@code model}, {@code agent}, {@code cause}, or {@code detail} where there is no better word. */
    public String detailName() {
        return names().one;
    }

    Names names() {
        return switch (this) {
            case MODEL_CALLS, TOKENS_IN, TOKENS_OUT, TOKENS_CACHED, TOKENS_HIDDEN, TOKENS_IMPOSSIBLE -> Names.MODELS;
            case ROUTED_RIGHT, ROUTED_WRONG -> Names.AGENTS;
            case NOT_SENT, SIMULATION_FAILED -> Names.CAUSES;
            case TASKS_OK,
                    TASKS_FAILED,
                    TASKS_UNFINISHED,
                    TASKS_GOOD,
                    TASKS_LEFT,
                    TASKS_BEFORE_LEAVING,
                    REQUESTS_LEFT,
                    CANCELS,
                    STREAMS,
                    CHUNKS,
                    STALLED_STREAMS,
                    UNSTREAMED,
                    STREAMS_RESUMED,
                    BURSTS,
                    SESSIONS_REOPENED,
                    RETRY_AFTER -> Names.OTHER;
        };
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
