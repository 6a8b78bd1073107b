package io.orchestress.analysis.gate;

import java.util.Optional;

/** The highest load that was found to meet the SLO, in the unit of the search; of a run that searched for it and found it. */
record CapacityFigure() implements RunFigure {
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
    public Optional<Reading> at(Place place, String name, Percentiles percentiles) {
        return place.capacity().map(load -> Reading.of(load, 1, "searches"));
    }
}
