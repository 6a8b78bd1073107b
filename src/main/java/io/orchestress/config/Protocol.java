package io.orchestress.config;

import io.orchestress.text.Named;

/** How the target is spoken to. */
public enum Protocol implements Named {
    /** A REST API as {@code orchestress.protocols.rest} describes it; by default that of the embedded orchestrator. */
    REST,
    /** OpenAI chat completions, streaming or not. */
    OPENAI,
    /** Model Context Protocol over Streamable HTTP. */
    MCP,
    /** Model Context Protocol over the pipes of a child process. */
    MCP_STDIO,
    /** Agent2Agent, JSON-RPC binding. */
    A2A,
    /** LangGraph server: threads and runs. */
    LANGGRAPH,
    /** A command for each task. */
    PROCESS,
    /** Whatever the target turns out to speak. */
    AUTO;

    /** Whether the target is a program that this machine starts, not a URL. */
    public boolean isLocal() {
        return this == MCP_STDIO || this == PROCESS;
    }
}
