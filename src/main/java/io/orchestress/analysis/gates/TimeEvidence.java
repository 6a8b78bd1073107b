package io.orchestress.analysis.gates;

import io.orchestress.record.RequestResult.Latency;
import io.orchestress.text.Format;
import java.util.Optional;
import java.util.OptionalDouble;
import org.hipparchus.distribution.continuous.TDistribution;

/** What samples of a time say of a limit of their percentile or mean. */
final class TimeEvidence {
    private static final double MICROS_PER_MILLI = 1e3;
    private static final double UPPER = 0.975;

    private TimeEvidence() {}

    /**
     * Judges by samples that were measured; a corrected view has more, which are no more evidence.
     *
     * @param latency its recorded figures, between which what was not counted lies
     */
    static MeasuredMetric judged(
            MeasuredMetric reading,
            Stat stat,
            Latency latency,
            Percentiles percentiles,
            String phase,
            String request,
            Optional<String> metric) {
        if (stat.percentile().isPresent()) {
            double allowed = 1 - stat.percentile().getAsDouble() / 100;
            return reading.by((limit, relation) -> counted(
                            reading, allowed, limit * MICROS_PER_MILLI, latency, percentiles, phase, request, metric)
                    .chance(false));
        }
        return stat.name().equals(Stat.MEAN) && reading.samples() > 1
                ? reading.by((limit, relation) -> ofMean(reading, latency.stdDev() / MICROS_PER_MILLI, limit, relation))
                : reading;
    }

    private static CountEvidence counted(
            MeasuredMetric reading,
            double allowed,
            double limitMicros,
            Latency latency,
            Percentiles percentiles,
            String phase,
            String request,
            Optional<String> metric) {
        long n = reading.samples();
        OptionalDouble beyond = percentiles.beyond(phase, request, metric, limitMicros);
        if (beyond.isPresent()) {
            long k = Math.round(beyond.getAsDouble() * n);
            return new CountEvidence(k, k, n, allowed, reading.noun());
        }
        return new CountEvidence(
                least(latency, n, limitMicros), most(latency, n, limitMicros), n, allowed, reading.noun());
    }

    /** Of {@code n} samples of which the one of rank {@code ⌈p n⌉} is beyond, all after it are. */
    private static long least(Latency latency, long n, double limitMicros) {
        long least = 0;
        for (Stat stat : Stat.RECORDED_PERCENTILES) {
            if (stat.micros(latency) > limitMicros) {
                least = Math.max(least, n - rank(stat, n) + 1);
            }
        }
        return least;
    }

    private static long most(Latency latency, long n, double limitMicros) {
        long most = n;
        for (Stat stat : Stat.RECORDED_PERCENTILES) {
            if (stat.micros(latency) <= limitMicros) {
                most = Math.min(most, n - rank(stat, n));
            }
        }
        return most;
    }

    /** As in {@link io.orchestress.record.LatencyCounts}. */
    private static long rank(Stat stat, long n) {
        double p = stat.percentile().orElse(100);
        return Math.max(1, (long) Math.ceil(Math.nextAfter(p, 0) * n / 100));
    }

    /** Student's t of the mean against the limit. */
    private static LimitEvidence.Chance ofMean(
            MeasuredMetric reading, double deviation, double limit, Relation relation) {
        long n = reading.samples();
        double error = deviation / Math.sqrt(n);
        if (error == 0) {
            boolean holds = relation.holds(reading.value(), limit);
            return new LimitEvidence.Chance(holds ? 1 : 0, holds ? 0 : 1, false, "", n);
        }
        TDistribution student = new TDistribution((double) n - 1);
        double above = student.cumulativeProbability((reading.value() - limit) / error);
        double half = student.inverseCumulativeProbability(UPPER) * error;
        String words = "mean of " + Format.count(n) + " " + reading.noun() + ", 95 % interval "
                + Format.of(reading.value() - half, "ms") + " to " + Format.of(reading.value() + half, "ms");
        // Samples after which the mean, if it stays, is 1.645 standard errors from the limit.
        double decisive = Math.max(
                n + 1.0, Math.pow(CountEvidence.ONE_SIDED_95 * deviation / Math.abs(reading.value() - limit), 2));
        return relation.isUpper()
                ? new LimitEvidence.Chance(1 - above, above, false, words, decisive)
                : new LimitEvidence.Chance(above, 1 - above, false, words, decisive);
    }
}
