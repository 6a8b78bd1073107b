package io.orchestress.analysis.regression;

import java.util.Map;

/**
 * Variance of a sum of influences, from their scatter over blocks of time: what resampling whole blocks would give, in closed
 * form.
 *
 * <p>For a phase with influences {@code ψ_1 … ψ_B} and deviations {@code e_b} from their mean:
 * {@code V = B ÷ (B − 1) × (Σ e_b² + max(0, Σ e_b e_b+1))}, the second sum weighted as Newey and West (Econometrica 55, 1987) weight the first of one lag, for blocks that are still
 * alike. Phases are independent. Degrees of freedom as Satterthwaite (Biometrics Bulletin 2, 1946):
 * {@code V² ÷ Σ V_i² ÷ (B_i − 1)}.
 *
 * @param variance of the logarithm of a figure; infinite where a phase has one block only
 * @param degreesOfFreedom 1 or more
 */
record BlockVariance(double variance, double degreesOfFreedom) {
    static BlockVariance of(Map<String, double[]> influence) {
        double sum = 0;
        double ofSquares = 0;
        int most = 1;
        for (double[] blocks : influence.values()) {
            int count = blocks.length;
            if (count < 2) {
                return new BlockVariance(Double.POSITIVE_INFINITY, 1);
            }
            double mean = 0;
            for (double block : blocks) {
                mean += block / count;
            }
            double squares = 0;
            double neighbours = 0;
            for (int b = 0; b < count; b++) {
                squares += (blocks[b] - mean) * (blocks[b] - mean);
                neighbours += b == 0 ? 0 : (blocks[b] - mean) * (blocks[b - 1] - mean);
            }
            double variance = count / (count - 1.0) * (squares + Math.max(0, neighbours));
            sum += variance;
            ofSquares += variance * variance / (count - 1);
            most = Math.max(most, count - 1);
        }
        return new BlockVariance(sum, ofSquares == 0 ? most : Math.max(1, sum * sum / ofSquares));
    }
}
