package io.orchestress.analysis.gates;

import io.orchestress.record.RequestResult.Latency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;

/**
 * One figure of a distribution of times.
 *
 * @param name {@code min}, {@code mean}, {@code max}, or a percentile such as {@code p99.9}
 * @param percentile above 0, below 100; absent for those that are none
 */
record Stat(String name, OptionalDouble percentile) {
    private static final Pattern PERCENTILE = Pattern.compile("p\\d{1,2}(\\.\\d{1,4})?");
    static final String MEAN = "mean";

    private static final Map<String, ToDoubleFunction<Latency>> RECORDED = Map.of(
            "min",
            Latency::min,
            MEAN,
            Latency::mean,
            "max",
            Latency::max,
            "p50",
            Latency::p50,
            "p75",
            Latency::p75,
            "p90",
            Latency::p90,
            "p95",
            Latency::p95,
            "p99",
            Latency::p99,
            "p99.9",
            Latency::p999);

    /** Those of a recorded distribution, with the slowest as that of all. */
    static final List<Stat> RECORDED_PERCENTILES = List.of(
            recorded("p50", 50),
            recorded("p75", 75),
            recorded("p90", 90),
            recorded("p95", 95),
            recorded("p99", 99),
            recorded("p99.9", 99.9),
            recorded("max", 100));

    private static Stat recorded(String name, double percentile) {
        return new Stat(name, OptionalDouble.of(percentile));
    }

    /** Empty where the word names none. */
    static Optional<Stat> of(String word) {
        if (word.equals("min") || word.equals(MEAN) || word.equals("max")) {
            return Optional.of(new Stat(word, OptionalDouble.empty()));
        }
        if (!PERCENTILE.matcher(word).matches()) {
            return Optional.empty();
        }
        double percentile = Double.parseDouble(word.substring(1));
        if (percentile == 0) {
            return Optional.empty();
        }
        String shortest = percentile == Math.rint(percentile) ? "p" + (int) percentile : "p" + percentile;
        return Optional.of(new Stat(shortest, OptionalDouble.of(percentile)));
    }

    /** Whether {@code run.json} has it; the others are in the histograms only. */
    boolean isRecorded() {
        return RECORDED.containsKey(name);
    }

    /** Of a distribution, in microseconds; only for what {@link #isRecorded()}. */
    double micros(Latency latency) {
        ToDoubleFunction<Latency> figure = RECORDED.get(name);
        if (figure == null) {
            throw new IllegalStateException(name + " is not in a recorded distribution");
        }
        return figure.applyAsDouble(latency);
    }

    /** {@code p^n ≤ ½} for a percentile: 14 for p95, 69 for p99, 693 for p99.9. */
    long samplesToPass() {
        return percentile.isEmpty() ? 1 : CountEvidence.leastFor(1 - percentile.getAsDouble() / 100);
    }

    /** With fewer samples the percentile is the slowest of them: {@code 100 ÷ (100 − p)}. */
    long samplesForTail() {
        return percentile.isEmpty() ? 1 : (long) Math.ceil(100 / (100 - percentile.getAsDouble()) - 1e-9);
    }
}
