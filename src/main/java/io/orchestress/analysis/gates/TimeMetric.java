package io.orchestress.analysis.gates;

import io.orchestress.record.Better;

/** A statistic of times: shorter is better, and each phase is judged by itself. */
sealed interface TimeMetric extends GateMetric permits LatencyMetric, TimesMetric {
    Stat stat();

    @Override
    default Dimension dimension() {
        return Dimension.TIME;
    }

    @Override
    default Better better() {
        return Better.LOWER;
    }

    @Override
    default boolean byLoadPhase() {
        return true;
    }

    @Override
    default boolean isPercentile() {
        return stat().percentile().isPresent();
    }

    @Override
    default long samplesToPass() {
        return stat().samplesToPass();
    }

    @Override
    default boolean needsHistograms() {
        return !stat().isRecorded();
    }
}
