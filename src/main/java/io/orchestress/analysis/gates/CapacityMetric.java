package io.orchestress.analysis.gates;

import java.util.Optional;

/** The highest load that was found to meet the SLO, in the unit of the search; of a run that searched for it and found it. */
record CapacityMetric() implements RunMetric {
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
    public Optional<MetricValue> at(Scope place, String name, Percentiles percentiles) {
        return place.capacity().map(load -> MetricValue.of(load, 1, "searches"));
    }
}
