package io.orchestress.stats.changepoint;

import org.jspecify.annotations.Nullable;

/**
 * Energy distance of neighbouring pieces of a row, E-divisive's measure of how different they are, with exponent 1. For
 * {@code X = x[a, b)} of {@code n} values and {@code Y = x[b, c)} of {@code m}:
 *
 * <pre>
 * q = 2 ÷ (m + n) × Σ |X_i − Y_j|
 *   − 2 m ÷ ((m + n)(n − 1)) × Σ_(i&lt;k) |X_i − X_k|
 *   − 2 n ÷ ((m + n)(m − 1)) × Σ_(j&lt;k) |Y_j − Y_k|
 * </pre>
 *
 * A sum over pairs of fewer than two values is 0. Matteson and James (2014), equations 5 to 7.
 */
final class Energy {
    /** sums[i][j]: of all distances between the first i and the first j values. */
    private final double[][] sums;

    /** Where a piece divides best. */
    record Division(int index, int end, double energy) {}

    Energy(double[] values) {
        int n = values.length;
        sums = new double[n + 1][n + 1];
        for (int i = 0; i < n; i++) {
            double row = 0;
            for (int j = 0; j < n; j++) {
                row += Math.abs(values[i] - values[j]);
                sums[i + 1][j + 1] = sums[i][j + 1] + row;
            }
        }
    }

    /** Of {@code [from, middle)} and {@code [middle, to)}. */
    double between(int from, int middle, int to) {
        double n = middle - from;
        double m = to - middle;
        double across = block(from, middle, middle, to);
        double left = n < 2 ? 0 : block(from, middle, from, middle) / 2 / (n - 1);
        double right = m < 2 ? 0 : block(middle, to, middle, to) / 2 / (m - 1);
        return 2 / (m + n) * (across - m * left - n * right);
    }

    /**
     * The first {@code index} and {@code end} with the greatest energy of {@code [from, index)} and {@code [index, end)}: what lies
     * beyond {@code end} may be a third level. Null where there is no room for two pieces of {@code least} values.
     */
    @Nullable
    Division best(int from, int to, int least) {
        Division best = null;
        for (int index = from + least; index <= to - least; index++) {
            for (int end = index + least; end <= to; end++) {
                double energy = between(from, index, end);
                if (best == null || energy > best.energy) {
                    best = new Division(index, end, energy);
                }
            }
        }
        return best;
    }

    private double block(int i0, int i1, int j0, int j1) {
        return sums[i1][j1] - sums[i0][j1] - sums[i1][j0] + sums[i0][j0];
    }
}
