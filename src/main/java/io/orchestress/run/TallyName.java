package io.orchestress.run;

import io.orchestress.recording.Tally;

/** Names of what is counted of agents in a record, as {@link Tally} defines them. */
public final class TallyName {
    public static final String TASKS_OK = Tally.TASKS_OK.label();
    public static final String TASKS_FAILED = Tally.TASKS_FAILED.label();
    public static final String TASKS_UNFINISHED = Tally.TASKS_UNFINISHED.label();
    public static final String TASKS_GOOD = Tally.TASKS_GOOD.label();
    public static final String MODEL_CALLS = Tally.MODEL_CALLS.label();
    public static final String TOKENS_IN = Tally.TOKENS_IN.label();
    public static final String TOKENS_OUT = Tally.TOKENS_OUT.label();
    public static final String TOKENS_CACHED = Tally.TOKENS_CACHED.label();
    public static final String TOKENS_HIDDEN = Tally.TOKENS_HIDDEN.label();
    public static final String TOKENS_IMPOSSIBLE = Tally.TOKENS_IMPOSSIBLE.label();
    public static final String STREAMS = Tally.STREAMS.label();
    public static final String CHUNKS = Tally.CHUNKS.label();
    public static final String STALLED_STREAMS = Tally.STALLED_STREAMS.label();
    public static final String UNSTREAMED = Tally.UNSTREAMED.label();
    public static final String BURSTS = Tally.BURSTS.label();
    public static final String ROUTED_RIGHT = Tally.ROUTED_RIGHT.label();
    public static final String ROUTED_WRONG = Tally.ROUTED_WRONG.label();
    public static final String SESSIONS_REOPENED = Tally.SESSIONS_REOPENED.label();
    public static final String NOT_SENT = Tally.NOT_SENT.label();
    public static final String SIMULATION_FAILED = Tally.SIMULATION_FAILED.label();
    public static final String RETRY_AFTER = Tally.RETRY_AFTER.label();

    private TallyName() {}
}
