package io.orchestress.protocol;

import io.orchestress.config.Protocols;

/** By what a protocol is known. It starts no work; at most it opens a session, and closes it again. */
@FunctionalInterface
public interface Probe {
    /** Asks once or twice; whatever comes back is an answer, so that it throws nothing. */
    ProbeResult ask(ProbeClient target, Protocols settings);
}
