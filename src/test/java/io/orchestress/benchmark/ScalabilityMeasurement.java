package io.orchestress.benchmark;

import io.orchestress.analysis.capacity.ScalabilityAnalysis;
import io.orchestress.analysis.capacity.ScalingPoint;
import io.orchestress.record.Estimate;
import io.orchestress.record.Scalability;
import io.orchestress.stats.usl.Curve;
import io.orchestress.stats.usl.Points;
import io.orchestress.testkit.Throughputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How often the 95 % intervals of the scalability law cover, on points drawn from a known law: coefficients, peak, and what twice the
 * largest concurrency would carry, with a further run drawn there. Concurrencies up to 32.
 */
public final class ScalabilityMeasurement {
    private static final Curve[] TRUTHS = {
        new Curve(1000, 0.03, 8e-4),
        new Curve(1000, 0.1, 2e-3),
        new Curve(1000, 0.02, 1e-4),
        new Curve(1000, 0.05, 0),
        new Curve(1000, 0, 0)
    };
    private static final double[][] CONCURRENCIES = {
        {1, 2, 4, 8, 16, 32},
        {1, 2, 4, 8, 12, 16, 24, 32},
        {1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 24, 32},
        IntStream.rangeClosed(1, 32).asDoubleStream().toArray()
    };
    private static final double TWICE = 64;
    private static final double WITHIN = 24;

    private ScalabilityMeasurement() {}

    /** Counts over draws of one kind. */
    private static final class Count {
        private final List<Double> errors = new ArrayList<>();
        private final List<Double> peakErrors = new ArrayList<>();
        private int draws;
        private int lambda;
        private int sigma;
        private int kappa;
        private int within;
        private int peakCovered;
        private int answered;
        private int answerCovered;

        double percent(int count) {
            return 100.0 * count / draws;
        }

        void add(Count other) {
            errors.addAll(other.errors);
            peakErrors.addAll(other.peakErrors);
            draws += other.draws;
            lambda += other.lambda;
            sigma += other.sigma;
            kappa += other.kappa;
            within += other.within;
            peakCovered += other.peakCovered;
            answered += other.answered;
            answerCovered += other.answerCovered;
        }
    }

    public static void main(String[] arguments) {
        Options options = Options.of(arguments, Map.of("draws", 200));
        int draws = options.get("draws");
        Measuring.line(
                "coverage of 95 %% intervals in percent; of peaks and answers: given in percent, covered of those");
        Measuring.line(
                "%-8s %5s %7s %3s %5s | %6s %6s %6s %6s | %6s %7s %6s | %8s %7s %6s %6s",
                "errors", "sigma", "kappa", "n", "noise", "lambda", "sigma", "kappa", "X(24)", "peak", "covered",
                "error", "X(64)", "covered", "error", "of 95");
        List<Double> coverages = new ArrayList<>();
        Map<String, Count> together = new TreeMap<>();
        for (boolean relative : new boolean[] {true, false}) {
            for (Curve truth : TRUTHS) {
                for (double[] n : CONCURRENCIES) {
                    for (double noise : new double[] {0.01, 0.03, 0.1}) {
                        Count count = new Count();
                        for (int draw = 0; draw < draws; draw++) {
                            add(count, truth, n, noise, relative, new SplittableRandom(draw));
                        }
                        String errors = relative ? "relative" : "absolute";
                        row(errors, "%5.2f %7.4f".formatted(truth.sigma(), truth.kappa()), n.length, noise, count);
                        together.computeIfAbsent(
                                        errors + " %3d %4.0f".formatted(n.length, 100 * noise), key -> new Count())
                                .add(count);
                        coverages.addAll(List.of(
                                count.percent(count.lambda),
                                count.percent(count.sigma),
                                count.percent(count.kappa),
                                count.percent(count.within)));
                    }
                }
            }
        }
        Measuring.line("the same over all truths");
        together.forEach((key, count) -> {
            String[] parts = key.split(" +");
            row(parts[0], " ".repeat(13), Integer.parseInt(parts[1]), Double.parseDouble(parts[2]) / 100, count);
        });
        coverages.sort(null);
        Measuring.result(
                "scalability: coverage of lambda, sigma, kappa, X(24) median %.1f %%, lowest tenth %.1f %%, lowest %.1f %% of %d",
                coverages.get(coverages.size() / 2), coverages.get(coverages.size() / 10), coverages.get(0), draws);
    }

    private static void add(
            Count count, Curve truth, double[] n, double noise, boolean relative, SplittableRandom random) {
        Points points = Throughputs.drawn(truth, n, noise, relative, random);
        List<ScalingPoint> measured = IntStream.range(0, points.size())
                .mapToObj(i -> ScalingPoint.of(points.n(i), points.throughput(i)))
                .toList();
        Scalability scalability = ScalabilityAnalysis.of("users", measured, List.of(TWICE));
        count.draws++;
        Scalability.Fit fit = scalability.fit();
        if (fit == null) {
            return;
        }
        count.lambda += covers(fit.lambda(), truth.lambda());
        count.sigma += covers(fit.sigma(), truth.sigma());
        count.kappa += covers(fit.kappa(), truth.kappa());
        fit.curve().stream()
                .min((a, b) -> Double.compare(Math.abs(a.n() - WITHIN), Math.abs(b.n() - WITHIN)))
                .filter(at -> {
                    double there = truth.throughputAt(at.n());
                    return at.low() * (1 - 1e-9) <= there && there <= at.high() * (1 + 1e-9);
                })
                .ifPresent(at -> count.within++);
        @Nullable Estimate peak = fit.peakThroughput();
        if (peak != null) {
            count.peakErrors.add(100 * Math.abs(peak.value() / truth.peakThroughput() - 1));
            count.peakCovered += covers(peak, truth.peakThroughput());
        }
        @Nullable Estimate twice = scalability.whatIf().get(0).throughputPerSec();
        if (twice != null) {
            double there = truth.throughputAt(TWICE);
            double most = IntStream.range(0, n.length)
                    .mapToDouble(i -> truth.throughputAt(n[i]))
                    .max()
                    .orElse(0);
            count.answered++;
            count.errors.add(100 * Math.abs(twice.value() / there - 1));
            count.answerCovered += covers(twice, there + noise * (relative ? there : most) * random.nextGaussian());
        }
    }

    private static int covers(Estimate estimate, double truth) {
        return estimate.low() <= truth * (1 + 1e-9) + 1e-12 && truth * (1 - 1e-9) - 1e-12 <= estimate.high() ? 1 : 0;
    }

    private static void row(String errors, String truth, int n, double noise, Count count) {
        Measuring.line(
                "%-8s %s %3d %4.0f%% | %6.1f %6.1f %6.1f %6.1f | %6.1f %7s %6s | %8.1f %7s %6s %6s",
                errors,
                truth,
                n,
                100 * noise,
                count.percent(count.lambda),
                count.percent(count.sigma),
                count.percent(count.kappa),
                count.percent(count.within),
                count.percent(count.peakErrors.size()),
                share(count.peakCovered, count.peakErrors.size()),
                quantile(count.peakErrors, 0.5),
                count.percent(count.answered),
                share(count.answerCovered, count.answered),
                quantile(count.errors, 0.5),
                quantile(count.errors, 0.95));
    }

    private static String share(int part, int whole) {
        return whole == 0 ? "–" : String.format("%.1f", 100.0 * part / whole);
    }

    private static String quantile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? "–" : String.format("%.1f", sorted.get((int) (share * (sorted.size() - 1))));
    }
}
