package io.orchestress.stats.usl;

import org.hipparchus.exception.MathRuntimeException;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * {@code N ÷ X = a + b(N − 1) + cN(N − 1)} with {@code a = 1 ÷ λ}, {@code b = σ ÷ λ}, {@code c = κ ÷ λ}, by linear least squares with
 * weights {@code (X² ÷ N)²}, which make the errors of {@code N ÷ X} those of {@code X}.
 */
final class Linearised {
    private Linearised() {}

    /** σ and κ near the optimum, within their bounds. */
    static double[] start(Points points) {
        double[][] left = new double[points.size()][];
        double[] right = new double[points.size()];
        for (int i = 0; i < right.length; i++) {
            double n = points.n(i);
            double x = points.throughput(i) / points.largestThroughput();
            double weight = x * x / n;
            left[i] = new double[] {weight, weight * (n - 1), weight * n * (n - 1)};
            right[i] = weight * n / x;
        }
        try {
            double[] abc = new QRDecomposition(new Array2DRowRealMatrix(left, false))
                    .getSolver()
                    .solve(new ArrayRealVector(right, false))
                    .toArray();
            return abc[0] > 0
                    ? new double[] {Math.min(1, Math.max(0, abc[1] / abc[0])), Math.max(0, abc[2] / abc[0])}
                    : new double[] {1, 0};
        } catch (MathRuntimeException e) {
            return new double[] {0, 0}; // fewer than three concurrencies: no one solution, any start is as good
        }
    }
}
