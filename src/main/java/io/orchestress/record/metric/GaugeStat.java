package io.orchestress.record.metric;

import io.orchestress.record.ResourceResults.Gauge;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The statistics of a resource that {@code run.json} holds, over its readings, one a second. */
public enum GaugeStat {
    MEAN(Gauge::mean),
    MIN(Gauge::min),
    MAX(Gauge::max),
    FIRST(Gauge::first),
    LAST(Gauge::last);

    private final ToDoubleFunction<Gauge> source;

    GaugeStat(ToDoubleFunction<Gauge> source) {
        this.source = source;
    }

    /** Last level of a metric's name. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is one of the few by which runs are compared. */
    public boolean isKey() {
        return this == MEAN || this == MAX;
    }

    public double of(Gauge gauge) {
        return source.applyAsDouble(gauge);
    }
}
