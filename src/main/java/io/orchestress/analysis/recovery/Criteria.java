package io.orchestress.analysis.recovery;

import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.stats.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The figures by which a target is back, each judged by itself.
 *
 * @param seconds from the beginning of the disturbance on
 * @param released, end indexes of the first second after the release, and of the one after the last that was watched
 * @param window seconds over which a figure is called the worst
 */
record Criteria(
        ReferenceLevel normal,
        Quantile p95,
        double limitMillis,
        double worstMillis,
        CountsBySecond seconds,
        int released,
        int end,
        int sustained,
        int window) {
    /** Probability, at most, with which any figure of a recovery is called disturbed by chance. */
    private static final double FALSE_ALARMS = 0.01;
    /** Figures × alternatives. */
    private static final int TESTS = 8;

    private static final double BEYOND_P95 = 0.05;
    /** A share of twice what may be is not back. */
    private static final double TWICE = 2;
    /** Where so many fail, nothing is back, however few may. */
    private static final double FAILING = 0.05;

    private static final double LEAST_ERROR_LIMIT = 0.01;
    private static final long ENOUGH_REQUESTS = 5;
    private static final int ENOUGH_READINGS = 3;

    /** A criterion, and what it was judged by. */
    record Judged(Criterion criterion, RecoveryEstimate judgement) {}

    /**
     * Those that can be judged.
     *
     * @param throughputFactor expected throughput ÷ that of the reference; empty: nothing is expected
     */
    List<Judged> judged(double tolerance, Optional<Double> throughputFactor, double releasedAtSeconds) {
        List<Judged> judged = new ArrayList<>();
        judged.add(latency(releasedAtSeconds));
        judged.add(errors(tolerance, releasedAtSeconds));
        throughputFactor
                .map(factor -> factor * normal.okPerSec())
                .filter(expected -> expected > 0)
                .ifPresent(expected -> judged.add(throughput(expected, tolerance, releasedAtSeconds)));
        queue("queue", normal.queue(), seconds.queue(end), tolerance, true, releasedAtSeconds)
                .or(() -> queue(
                        "in-flight", normal.inFlight(), seconds.inFlight(end), tolerance, false, releasedAtSeconds))
                .ifPresent(judged::add);
        return judged;
    }

    private Judged latency(double at) {
        long[] ok = Arrays.copyOf(seconds.ok, end);
        LikelihoodScores evidence = LikelihoodScores.ofShares(
                Arrays.copyOf(seconds.slow, end),
                ok,
                BEYOND_P95,
                TWICE * BEYOND_P95,
                normal.slowDispersion(p95.millis()),
                0.15,
                0.6);
        RecoveryEstimate judgement = judge(evidence, ENOUGH_REQUESTS, true);
        return judged("p95", "ms", p95.millis(), limitMillis, worstMillis, judgement, at);
    }

    private Judged errors(double tolerance, double at) {
        long[] failed = Arrays.copyOf(seconds.failed, end);
        long[] all = new long[end];
        Arrays.setAll(all, i -> seconds.ok[i] + failed[i]);
        double of = normal.ok() + normal.failed();
        double reference = normal.failed() / of;
        double chance = reference + 2 * Math.sqrt(reference * (1 - reference) / of);
        double limit = Math.max(LEAST_ERROR_LIMIT, Math.max(chance, reference * (1 + tolerance)));
        double dispersion = normal.failed() == 0 ? 1 : normal.failedDispersion();
        RecoveryEstimate judgement = judge(
                LikelihoodScores.ofShares(
                        failed,
                        all,
                        limit,
                        Math.max(FAILING, Math.min(0.9, TWICE * limit)),
                        dispersion,
                        Math.min(0.5, 3 * limit),
                        0.6),
                ENOUGH_REQUESTS,
                true);
        double worst = windows()
                .mapToDouble(from -> share(failed, all, from, Math.min(end, from + window)))
                .max()
                .orElse(0);
        return judged(MetricCatalogue.ERROR_RATE.name(), "ratio", reference, limit, worst, judgement, at);
    }

    private Judged throughput(double expected, double tolerance, double at) {
        double[] ok = IntStream.range(0, end).mapToDouble(i -> seconds.ok[i]).toArray();
        double limit = Math.max(expected * (1 - Math.min(0.9, tolerance)), Double.MIN_NORMAL);
        double margin = Math.max(expected * (1 - Math.min(0.9, TWICE * tolerance)), Double.MIN_NORMAL);
        LikelihoodScores evidence =
                LikelihoodScores.ofCounts(ok, limit, margin, normal.okDispersion(), 0.5 * limit, 0.1 * limit);
        double worst = windows()
                .mapToDouble(from -> mean(ok, from, Math.min(end, from + window)))
                .min()
                .orElse(0);
        return judged(
                MetricCatalogue.THROUGHPUT.name(),
                "1/s",
                expected,
                limit,
                worst,
                judge(evidence, ENOUGH_READINGS, true),
                at);
    }

    private Optional<Judged> queue(
            String metric, double[] before, double[] after, double tolerance, boolean tellsBefore, double at) {
        long read = Arrays.stream(after)
                .skip(released)
                .filter(value -> !Double.isNaN(value))
                .count();
        if (before.length < ENOUGH_READINGS || read == 0) {
            return Optional.empty();
        }
        double[] sorted = before.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(before).average().orElse(0);
        double usual = sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
        double limit = Math.max(Math.max(usual, mean * (1 + tolerance)), mean + 1);
        LikelihoodScores evidence = LikelihoodScores.ofCounts(
                after, limit, TWICE * limit, ReferenceLevel.countDispersion(before), TWICE * limit);
        double worst = Arrays.stream(after)
                .skip(released)
                .filter(value -> !Double.isNaN(value))
                .max()
                .orElse(0);
        RecoveryEstimate judgement = judge(evidence, ENOUGH_READINGS, tellsBefore);
        return Optional.of(judged(metric, "count", mean, limit, worst, judgement, at));
    }

    private RecoveryEstimate judge(LikelihoodScores evidence, long enough, boolean tellsBefore) {
        double threshold = Math.log(TESTS * Math.max(1, end) / FALSE_ALARMS);
        return RecoveryEstimate.of(
                evidence, released, sustained, Math.min(enough, Math.max(1, end)), threshold, tellsBefore);
    }

    private Judged judged(
            String metric,
            String unit,
            double reference,
            double limit,
            double worst,
            RecoveryEstimate judgement,
            double at) {
        @Nullable Double back = judgement.outcome() == Outcome.RECOVERED ? since(seconds, judgement.back(), at) : null;
        return new Judged(new Criterion(metric, unit, reference, limit, worst, back, judgement.outcome()), judgement);
    }

    /** Starts of windows after the release. */
    private IntStream windows() {
        return IntStream.range(released, Math.max(released + 1, end - window + 1));
    }

    /** From the release to the start of a second. */
    static double since(CountsBySecond seconds, int index, double releasedAtSeconds) {
        return Math.max(0, seconds.first() + index - releasedAtSeconds);
    }

    private static double share(long[] k, long[] n, int from, int to) {
        long some = 0;
        long all = 0;
        for (int i = from; i < to; i++) {
            some += k[i];
            all += n[i];
        }
        return all == 0 ? 0 : (double) some / all;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, Math.max(from, to)).average().orElse(0);
    }
}
