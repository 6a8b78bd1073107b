package io.orchestress.analysis.gates;

import java.util.Optional;

/** From the start of the target's process to its first answer; of a target that we started. */
record StartupTimeMetric() implements RunMetric {
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
    public Optional<MetricValue> at(Scope place, String name, Percentiles percentiles) {
        return place.startupMillis().map(millis -> MetricValue.of(millis, 1, "starts"));
    }
}
