package io.orchestress.transport;

/** How the texts of an event of a stream stand to the texts at the same places of the events before it. */
public enum Texts {
    /** They go on with them, or say them again whole, as states and summaries do. */
    GO_ON_OR_REPEAT,
    /** They go on with them: what stands twice was said twice. */
    GO_ON,
    /** Others begin, such as another message or artifact. */
    BEGIN
}
