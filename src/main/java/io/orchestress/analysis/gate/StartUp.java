package io.orchestress.analysis.gate;

import java.util.List;
import java.util.Optional;

/** From the start of the target's process to its first answer; of a target that we started. */
record StartUp() implements Figure {
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
    public boolean byLoadPhase() {
        return false;
    }

    @Override
    public boolean inPhases() {
        return false;
    }

    @Override
    public String ofWhat() {
        return "";
    }

    @Override
    public List<String> names(Place place) {
        return List.of();
    }

    @Override
    public Optional<Reading> at(Place place, String name, Percentiles percentiles) {
        return place.startupMillis().map(millis -> Reading.of(millis, 1, "starts"));
    }

    @Override
    public long needed(long minSamples) {
        return 1;
    }
}
