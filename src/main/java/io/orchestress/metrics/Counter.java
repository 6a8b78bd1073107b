package io.orchestress.metrics;

import java.util.Locale;

/** Something that is counted exactly, by phase, request (or task) and a detail. */
public enum Counter {
    /** Tasks that were done. */
    TASKS_OK("tasks-ok"),
    TASKS_FAILED("tasks-failed"),
    /** Tasks that had begun and neither ended nor failed: under way when the load ended, or left by a block around them. */
    TASKS_UNFINISHED("tasks-unfinished"),
    /** Tasks that their user left before the end; the detail is how. */
    TASKS_LEFT("tasks-left"),
    /** Tasks that ended before a user left who would have; in no other count of tasks. The detail is ok or failed. */
    TASKS_BEFORE_LEAVING("tasks-before-leaving"),
    /** Requests in flight when their user left; in no other count of requests. */
    REQUESTS_LEFT("requests-left"),
    /** Cancels of users who left; the detail is what came of it. */
    CANCELS("cancels"),
    /** Tasks that were done within every limit of {@code orchestress.slo}. */
    TASKS_GOOD("tasks-good"),
    /** Calls that a model answered; the detail is the model. */
    MODEL_CALLS("model-calls"),
    /** Tokens as the target reports them; the detail is the model. */
    TOKENS_IN("tokens-in"),
    TOKENS_OUT("tokens-out"),
    /** Of the input tokens, those from the target's cache; the detail is the model. */
    TOKENS_CACHED("tokens-cached"),
    /** Of the output tokens, those that were never sent; the detail is the model. */
    TOKENS_HIDDEN("tokens-hidden"),
    /** Calls whose token counts cannot be true and were not counted; the detail is the model. */
    TOKENS_IMPOSSIBLE("tokens-impossible"),
    /** Streams that ended well. */
    STREAMS("streams"),
    /** Events with content in them, of streams that ended well. */
    CHUNKS("chunks"),
    /** Streams that ended well and had a gap above {@code orchestress.stream.stall}. */
    STALLED_STREAMS("stalled-streams"),
    /** Streams of several chunks that all came in one read: they were held back, and not streamed. */
    UNSTREAMED("unstreamed"),
    /** Streams most of whose chunks came together with others, in more reads than one. */
    BURSTS("bursts"),
    /** Tasks whose agent was the expected one; the detail is the agent. */
    ROUTED_RIGHT("routed-right"),
    /** Tasks whose agent was another; the detail is {@code expected>chosen}. */
    ROUTED_WRONG("routed-wrong"),
    /** Times that the rest of a stream was asked for, which the server had closed before its end. */
    STREAMS_RESUMED("streams-resumed"),
    /** Sessions that were lost and opened again. */
    SESSIONS_REOPENED("sessions-reopened"),
    /** Requests that this side could not carry out, which are counted nowhere else; the detail is why. */
    NOT_SENT("not-sent"),
    /** Requests, and ends of iterations, that were not sent because code of the simulation failed; the detail is how. */
    SIMULATION_FAILED("simulation-failed"),
    /** Refused requests whose answer said when to come back. */
    RETRY_AFTER("retry-after");

    private final String label;

    Counter(String label) {
        this.label = label;
    }

    /** What its details name: each kind may have {@value Measurements#MOST_NAMES} of them. */
    enum Names {
        MODELS,
        AGENTS,
        CAUSES,
        OTHER;

        String label() {
            return this == OTHER ? "details" : name().toLowerCase(Locale.ROOT);
        }
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
}
