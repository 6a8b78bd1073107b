package io.orchestress.testkit;

import io.orchestress.stats.SectionedRatio;
import io.orchestress.stats.SectionedRatio.Side;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Latencies, in the order in which requests end, of which the ratio of the p95s of two sides is known. */
public final class SimulatedRatios {
    private static final double P95 = 0.95;
    private static final double SIGMA = 0.6;
    private static final double SERVED_PER_SECOND = 100;
    private static final int TO_BE_STEADY = 500;

    private final Law law;
    private final double scale;

    private SimulatedRatios(Law law, double scale) {
        this.law = law;
        this.scale = scale;
    }

    @FunctionalInterface
    private interface Law {
        double[] draw(SplittableRandom random, int count, double scale);
    }

    /** Lognormal, whose logarithms follow each other as an autoregression of order 1: the marginal law is the same for each {@code rho}. */
    public static SimulatedRatios correlated(double rho) {
        return new SimulatedRatios(
                (random, count, scale) -> {
                    double[] drawn = new double[count];
                    double state = random.nextGaussian();
                    for (int i = 0; i < count; i++) {
                        drawn[i] = scale * Math.exp(SIGMA * state);
                        state = rho * state + Math.sqrt(1 - rho * rho) * random.nextGaussian();
                    }
                    return drawn;
                },
                0.2);
    }

    /** Times in an M/M/1 queue by Lindley's recursion, exponential with mean {@code 1 ÷ (μ − λ)}: μ is 100/s, and without the other λ is 20/s. */
    public static SimulatedRatios queue() {
        return new SimulatedRatios(
                (random, count, scale) -> {
                    double rate = SERVED_PER_SECOND - 1 / scale;
                    double[] drawn = new double[count];
                    double waiting = -Math.log1p(-random.nextDouble()) * scale;
                    for (int i = 0; i < TO_BE_STEADY + count; i++) {
                        double time = waiting - Math.log1p(-random.nextDouble()) / SERVED_PER_SECOND;
                        if (i >= TO_BE_STEADY) {
                            drawn[i - TO_BE_STEADY] = time;
                        }
                        waiting = Math.max(0, time + Math.log1p(-random.nextDouble()) / rate);
                    }
                    return drawn;
                },
                1 / 80.0);
    }

    /**
     * Share of runs whose interval holds the ratio that is known, in percent; of 1 000 runs 95 % have a standard deviation of 0.7 points.
     *
     * @param without requests on the side without the other, in 20 sections
     * @param with requests on the side with it, in 10
     */
    public double coverage(int without, int with, double ratio, int runs) {
        int held = 0;
        for (int run = 1; run <= runs; run++) {
            SplittableRandom random = new SplittableRandom(run);
            SectionedRatio found = SectionedRatio.of(
                    side(law.draw(random, with, scale * ratio), 10), side(law.draw(random, without, scale), 20));
            held += found.low() <= ratio && ratio <= found.high() ? 1 : 0;
        }
        return 100.0 * held / runs;
    }

    private static double p95(double[] drawn, int from, int to) {
        double[] sorted = Arrays.copyOfRange(drawn, from, to);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(P95 * sorted.length) - 1];
    }

    private static Side side(double[] drawn, int sections) {
        double[] figures = new double[sections];
        double[] weights = new double[sections];
        for (int i = 0; i < sections; i++) {
            int from = i * drawn.length / sections;
            int to = (i + 1) * drawn.length / sections;
            figures[i] = p95(drawn, from, to);
            weights[i] = to - from;
        }
        return Side.ofPercentile(p95(drawn, 0, drawn.length), figures, weights);
    }
}
