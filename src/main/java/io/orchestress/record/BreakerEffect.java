package io.orchestress.record;

/** What a trip of the circuit breaker came to, in the words of every report. */
public enum BreakerEffect {
    /** The load ended, and with it the run. */
    STOPPED("stopped the load"),
    /** The rest of the steps was left out, to see the target recover; the run went on to its end. */
    RELEASED("skipped the remaining steps");

    private final String did;

    BreakerEffect(String did) {
        this.did = did;
    }

    /** What it did: words that follow the name of the circuit breaker. */
    public String did() {
        return did;
    }
}
