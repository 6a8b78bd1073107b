package io.orchestress.sut.embedded.agent;

/** A time that can stand still: while it does, nothing that an agent does goes on. */
public interface AgentWorld {
    /**
     * Runs it once, that much later, on any thread.
     *
     * @return calls it off
     */
    Runnable later(long nanos, Runnable action);

    /** Runs it now, or when the time goes on again. */
    void whenThawed(Runnable action);
}
