package io.orchestress.analysis.gates;

import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.metric.LatencyStat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One figure of a distribution of times.
 *
 * @param name label of a {@link LatencyStat}, or another percentile such as {@code p99.9}
 * @param percentile above 0, below 100; absent for those that are none
 */
record Stat(String name, OptionalDouble percentile) {
    private static final Pattern PERCENTILE = Pattern.compile("p\\d{1,2}(\\.\\d{1,4})?");
    static final String MEAN = LatencyStat.MEAN.label();

    /** Those of a recorded distribution, with the slowest as that of all. */
    static final List<Stat> RECORDED_PERCENTILES = Stream.of(LatencyStat.values())
            .filter(recorded -> recorded.isPercentile() && recorded != LatencyStat.MIN)
            .map(recorded -> new Stat(recorded.label(), OptionalDouble.of(recorded.percentile())))
            .toList();

    /** Empty where the word names none. */
    static Optional<Stat> of(String word) {
        Optional<LatencyStat> recorded = LatencyStat.of(word);
        if (recorded.isPresent() && !word.startsWith("p")) {
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
        return LatencyStat.of(name).isPresent();
    }

    /** Of a distribution, in microseconds; only for what {@link #isRecorded()}. */
    double micros(Latency latency) {
        return LatencyStat.of(name)
                .orElseThrow(() -> new IllegalStateException(name + " is not in a recorded distribution"))
                .micros(latency);
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
