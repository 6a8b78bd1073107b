package io.orchestress.sut.embedded;

import java.util.Locale;

/** Who of those that wait gets the next slot. */
public enum QueueOrder {
    /** Who waits longest, whoever it is. */
    FIFO,
    /** Tenants in turn, of each who waits longest: what one sends does not hold up another. */
    FAIR;

    /** As written in settings. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
