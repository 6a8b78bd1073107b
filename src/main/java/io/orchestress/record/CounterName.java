package io.orchestress.record;

import io.orchestress.metrics.Counter;

/** Names of what is counted of agents in a record, as {@link Counter} defines them. */
public final class CounterName {
    public static final String TASKS_OK = Counter.TASKS_OK.label();
    public static final String TASKS_FAILED = Counter.TASKS_FAILED.label();
    public static final String TASKS_UNFINISHED = Counter.TASKS_UNFINISHED.label();
    public static final String TASKS_GOOD = Counter.TASKS_GOOD.label();
    public static final String MODEL_CALLS = Counter.MODEL_CALLS.label();
    public static final String TOKENS_IN = Counter.TOKENS_IN.label();
    public static final String TOKENS_OUT = Counter.TOKENS_OUT.label();
    public static final String TOKENS_CACHED = Counter.TOKENS_CACHED.label();
    public static final String TOKENS_HIDDEN = Counter.TOKENS_HIDDEN.label();
    public static final String TOKENS_IMPOSSIBLE = Counter.TOKENS_IMPOSSIBLE.label();
    public static final String STREAMS = Counter.STREAMS.label();
    public static final String CHUNKS = Counter.CHUNKS.label();
    public static final String STALLED_STREAMS = Counter.STALLED_STREAMS.label();
    public static final String UNSTREAMED = Counter.UNSTREAMED.label();
    public static final String BURSTS = Counter.BURSTS.label();
    public static final String ROUTED_RIGHT = Counter.ROUTED_RIGHT.label();
    public static final String ROUTED_WRONG = Counter.ROUTED_WRONG.label();
    public static final String SESSIONS_REOPENED = Counter.SESSIONS_REOPENED.label();
    public static final String NOT_SENT = Counter.NOT_SENT.label();
    public static final String SIMULATION_FAILED = Counter.SIMULATION_FAILED.label();
    public static final String RETRY_AFTER = Counter.RETRY_AFTER.label();

    private CounterName() {}
}
