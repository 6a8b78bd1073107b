package io.orchestress.protocol.langgraph;

import io.orchestress.text.Named;

/** How a LangGraph run is waited for. */
public enum RunMode implements Named {
    /** {@code /threads/ID/runs/wait}. */
    WAIT,
    /** {@code /threads/ID/runs/stream}. */
    STREAM
}
