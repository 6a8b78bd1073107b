package io.orchestress.cli;

/** In which unit a table states latencies. */
enum LatencyUnit {
    S(1),
    MS(1e-3),
    US(1e-6);

    private final double seconds;

    LatencyUnit(double seconds) {
        this.seconds = seconds;
    }

    double seconds() {
        return seconds;
    }
}
