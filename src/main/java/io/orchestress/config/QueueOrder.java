package io.orchestress.config;

import io.orchestress.text.Named;

/** Who of those that wait at the embedded orchestrator gets the next slot. */
public enum QueueOrder implements Named {
    /** Who waits longest, whoever it is. */
    FIFO,
    /** Tenants in turn, of each who waits longest. */
    FAIR
}
