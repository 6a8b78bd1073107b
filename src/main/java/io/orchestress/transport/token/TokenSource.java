package io.orchestress.transport.token;

import java.time.Duration;

/** Where tokens come from. */
@FunctionalInterface
public interface TokenSource {
    /**
     * Asks for a new one, and waits for it. Not for event loops.
     *
     * @param within the whole of it
     */
    Token next(Duration within) throws NoTokenException, InterruptedException;
}
