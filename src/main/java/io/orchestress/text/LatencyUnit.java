package io.orchestress.text;

/** In which unit a file states its times, where the file itself does not say. */
public enum LatencyUnit {
    NS(1e-3),
    US(1),
    MS(1e3),
    S(1e6);

    private final double micros;

    LatencyUnit(double micros) {
        this.micros = micros;
    }

    /** Rounded to whole microseconds, at least 1. */
    public long micros(long value) {
        return Math.max(1, Math.round(value * micros));
    }

    /** One of it. */
    public double seconds() {
        return micros / 1e6;
    }
}
