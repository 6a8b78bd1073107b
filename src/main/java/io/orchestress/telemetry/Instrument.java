package io.orchestress.telemetry;

/**
 * One thing that is measured, as a collector knows it.
 *
 * @param unit in UCUM
 * @param description one line
 */
record Instrument(Kind kind, String name, String unit, String description) {
    /** Of what its points are. */
    enum Kind {
        /** Times. */
        HISTOGRAM,
        /** Sums that only grow. */
        COUNTER,
        /** The value of the moment. */
        GAUGE
    }

    static Instrument seconds(String name, String description) {
        return new Instrument(Kind.HISTOGRAM, name, "s", description);
    }

    static Instrument counter(String name, String unit, String description) {
        return new Instrument(Kind.COUNTER, name, unit, description);
    }

    static Instrument gauge(String name, String unit, String description) {
        return new Instrument(Kind.GAUGE, name, unit, description);
    }
}
