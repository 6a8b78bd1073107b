package io.orchestress.engine.breaker;

/** The state of the rules at one moment. */
public sealed interface BreakerState {
    /** One or two words for a progress line. */
    String label();

    /** Every rule had its evidence and none was broken. */
    record Closed() implements BreakerState {
        @Override
        public String label() {
            return "closed";
        }
    }

    /** Grace time, or too little ended in the window: neither good nor bad. Whoever reads the progress need not know it from closed. */
    record TooFewSamples() implements BreakerState {
        @Override
        public String label() {
            return "closed";
        }
    }

    /** The load is meant to be disturbed now: nothing is judged, and what is observed is forgotten. */
    record Paused() implements BreakerState {
        @Override
        public String label() {
            return "paused";
        }
    }

    /**
     * Stop the load.
     *
     * @param rule name of the rule
     * @param evidence one sentence with the measured figure, its limit and the window
     * @param atNanos nanoseconds since the load started
     */
    record Trip(String rule, String evidence, long atNanos) implements BreakerState {
        @Override
        public String label() {
            return "TRIPPED";
        }
    }
}
