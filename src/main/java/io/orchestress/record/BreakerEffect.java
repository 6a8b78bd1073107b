package io.orchestress.record;

/** The effect of a trip of the circuit breaker, in the words of every report. */
public enum BreakerEffect {
    /** The load ended, and with it the run. */
    STOPPED("stopped the load"),
    /** The rest of the steps was left out, to see the target recover; the run went on to its end. */
    RELEASED("skipped the remaining steps");

    private final String did;

    BreakerEffect(String did) {
        this.did = did;
    }

    /** Words that follow "the circuit breaker". */
    public String did() {
        return did;
    }
}
