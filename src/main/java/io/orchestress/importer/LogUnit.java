package io.orchestress.importer;

/** The unit of the values in an interval log: the log itself does not say. */
public enum LogUnit {
    NS(1e-3),
    US(1),
    MS(1e3),
    S(1e6);

    private final double micros;

    LogUnit(double micros) {
        this.micros = micros;
    }

    /** Rounded to whole microseconds, at least 1. */
    long micros(long value) {
        return Math.max(1, Math.round(value * micros));
    }
}
