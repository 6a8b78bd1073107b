package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How far a run came. */
public enum RunStatus {
    /** The writer is at work, or was killed: a reader that finds no writer alive calls it {@link #CRASHED}. */
    RUNNING,
    /** Every planned phase was driven. */
    COMPLETED,
    /** Stopped before its end: by the circuit breaker, by its longest allowed duration, or by a set-up that failed. */
    ABORTED,
    /** Ended by whoever started it, by a signal or by the end of Maven, before its plan was over. */
    INTERRUPTED,
    /** Ended without closing its record; all but the last second was recovered. */
    CRASHED;

    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
