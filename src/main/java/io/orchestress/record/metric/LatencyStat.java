package io.orchestress.record.metric;

import io.orchestress.record.RequestResult.Latency;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The statistics of a distribution of times that {@code run.json} holds, in microseconds. */
public enum LatencyStat {
    MIN("min", 0, "The fastest response.", Latency::min),
    MEAN("mean", -1, "Arithmetic mean of all responses, failed ones included.", Latency::mean),
    SD("sd", -1, "Standard deviation of latency.", Latency::stdDev),
    P50("p50", 50, "Median latency of all responses.", Latency::p50),
    P75("p75", 75, "75 % of responses took at most this long.", Latency::p75),
    P90("p90", 90, "90 % of responses took at most this long.", Latency::p90),
    P95("p95", 95, "95 % of responses took at most this long.", Latency::p95),
    P99("p99", 99, "99 % of responses took at most this long.", Latency::p99),
    P999("p99.9", 99.9, "99.9 % of responses took at most this long.", Latency::p999),
    MAX("max", 100, "The slowest response.", Latency::max);

    private final String label;
    private final double percentile;
    private final String meaning;
    private final ToDoubleFunction<Latency> source;

    LatencyStat(String label, double percentile, String meaning, ToDoubleFunction<Latency> source) {
        this.label = label;
        this.percentile = percentile;
        this.meaning = meaning;
        this.source = source;
    }

    /** Last level of a metric's name. */
    public String label() {
        return label;
    }

    /** One line, of answers. */
    public String meaning() {
        return meaning;
    }

    /** Whether it is one of the few by which runs are compared. */
    public boolean isKey() {
        return this == MEAN || this == P50 || this == P95 || this == P99;
    }

    /** Whether samples are ranked for it: all but mean and standard deviation. */
    public boolean isPercentile() {
        return percentile >= 0;
    }

    /** 0 (the quickest) to 100 (the slowest). */
    public double percentile() {
        if (!isPercentile()) {
            throw new IllegalStateException(label + " is not a percentile");
        }
        return percentile;
    }

    public double micros(Latency latency) {
        return source.applyAsDouble(latency);
    }

    /** Empty where none has the label. */
    public static Optional<LatencyStat> of(String label) {
        return Stream.of(values()).filter(stat -> stat.label.equals(label)).findFirst();
    }
}
