package io.orchestress.stats.noise;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * How much of an error each look may spend, so that all looks together spend no more: up to look {@code n} of at most {@code N} the share
 * {@code (n ÷ N)^1.5} (Kim and DeMets, Biometrika 74, 1987, with ρ = 1.5).
 *
 * <p>The level of a look is that of the boundary which is crossed there <i>for the first time</i> with the probability that is new
 * (Lan and DeMets, Biometrika 70, 1983), for sums of independent normal values, by the recursion of Armitage, McPherson and Rowe (J. R. Stat.
 * Soc. A 132, 1969). It is applied to the probabilities of Student's law, as usual.
 */
public final class Spending {
    private static final double POWER = 1.5;
    private static final int GRID = 600;
    private static final double FAR = 8;
    private static final NormalDistribution NORMAL = new NormalDistribution();

    private final Looks looks;
    private final double[] levels;

    /** @param error one-sided, of all looks together; 0 to 1, both excluded */
    public Spending(Looks looks, double error) {
        if (!(error > 0 && error < 1)) {
            throw new IllegalArgumentException("no probability: " + error);
        }
        this.looks = looks;
        this.levels = levels(looks.pairs(), error);
    }

    /** One-sided level of look {@code n}. @throws IllegalArgumentException if it is no look */
    public double levelAt(int n) {
        int index = looks.pairs().indexOf(n);
        if (index < 0) {
            throw new IllegalArgumentException(n + " is none of the looks " + looks.pairs());
        }
        return levels[index];
    }

    private static double[] levels(List<Integer> pairs, double error) {
        double most = pairs.get(pairs.size() - 1);
        double[] levels = new double[pairs.size()];
        Density density = null;
        double spent = 0;
        int before = 0;
        for (int k = 0; k < levels.length; k++) {
            int n = pairs.get(k);
            double until = error * Math.pow(n / most, POWER);
            double boundary = density == null
                    ? -NORMAL.inverseCumulativeProbability(until) * Math.sqrt(n)
                    : density.boundary(until - spent, n - before, n);
            levels[k] = 1 - NORMAL.cumulativeProbability(boundary / Math.sqrt(n));
            density = density == null ? Density.first(n, boundary) : density.next(n - before, n, boundary);
            spent = until;
            before = n;
        }
        return levels;
    }

    /** Of the sum of {@code n} standard normal values that has crossed no boundary yet, on a grid that ends at the last one. */
    private record Density(double from, double step, double[] values) {
        static Density first(int n, double boundary) {
            return grid(n, boundary, s -> normal(s, n));
        }

        Density next(int more, int n, double boundary) {
            return grid(n, boundary, s -> integral(u -> normal(s - u, more)));
        }

        /** Beyond which the next sum, of {@code more} values more, lies with a probability. */
        double boundary(double probability, int more, int n) {
            double low = 0;
            double high = 2 * FAR * Math.sqrt(n);
            double deviation = Math.sqrt(more);
            for (int i = 0; i < 60; i++) {
                double middle = (low + high) / 2;
                if (integral(u -> NORMAL.cumulativeProbability((u - middle) / deviation)) > probability) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return high;
        }

        private static Density grid(int n, double boundary, DoubleUnaryOperator density) {
            double from = -FAR * Math.sqrt(n);
            double step = (boundary - from) / GRID;
            double[] values = new double[GRID + 1];
            for (int i = 0; i <= GRID; i++) {
                values[i] = density.applyAsDouble(from + i * step);
            }
            return new Density(from, step, values);
        }

        /** Simpson's rule. */
        private double integral(DoubleUnaryOperator factor) {
            double sum = 0;
            for (int i = 0; i <= GRID; i++) {
                double weight = i == 0 || i == GRID ? 1 : i % 2 == 1 ? 4 : 2;
                sum += weight * values[i] * factor.applyAsDouble(from + i * step);
            }
            return sum * step / 3;
        }

        private static double normal(double x, double variance) {
            return Math.exp(-x * x / 2 / variance) / Math.sqrt(2 * Math.PI * variance);
        }
    }
}
