package io.orchestress.analysis.gate;

import java.util.List;
import java.util.Optional;

/** The highest load that was found to meet the SLO, in the unit of the search; of a run that searched for it and found it. */
record CapacityFigure() implements Figure {
    static final String WORD = "capacity";

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public Dimension dimension() {
        return Dimension.COUNT;
    }

    @Override
    public Better better() {
        return Better.HIGHER;
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
        return place.capacity().map(load -> Reading.of(load, 1, "searches"));
    }

    @Override
    public long needed(long minSamples) {
        return 1;
    }
}
