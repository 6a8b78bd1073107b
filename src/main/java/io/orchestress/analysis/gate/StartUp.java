package io.orchestress.analysis.gate;

import java.util.Optional;

/** From the start of the target's process to its first answer; of a target that we started. */
record StartUp() implements RunFigure {
    @Override
    public String word() {
        return "startup";
    }

    @Override
    public Dimension dimension() {
        return Dimension.TIME;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public Optional<Reading> at(Place place, String name, Percentiles percentiles) {
        return place.startupMillis().map(millis -> Reading.of(millis, 1, "starts"));
    }
}
