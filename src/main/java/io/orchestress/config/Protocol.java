package io.orchestress.config;

/** How the target is spoken to. */
public enum Protocol implements Named {
    /** The API of the embedded orchestrator. */
    REST,
    /** OpenAI chat completions. */
    OPENAI,
    /** LangGraph server: threads and runs. */
    LANGGRAPH
}
