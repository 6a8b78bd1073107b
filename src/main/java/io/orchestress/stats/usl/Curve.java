package io.orchestress.stats.usl;

/**
 * {@code X(N) = λN ÷ (1 + σ(N − 1) + κN(N − 1))}. Source: Gunther, <i>Guerrilla Capacity Planning</i> (2007), equation 4.31, times
 * {@code λ = X(1)}.
 *
 * @param lambda throughput of one, in the unit of throughput, above 0
 * @param sigma contention: share of the work that waits for its turn, 0 to 1
 * @param kappa crosstalk, or coherency: what each pair costs for agreeing with each other, 0 or more
 */
public record Curve(double lambda, double sigma, double kappa) {
    public Curve {
        if (!(lambda > 0 && sigma >= 0 && sigma <= 1 && kappa >= 0)
                || Double.isInfinite(lambda)
                || Double.isInfinite(kappa)) {
            throw new IllegalArgumentException("λ " + lambda + ", σ " + sigma + ", κ " + kappa);
        }
    }

    /** {@code X(N)}. */
    public double throughputAt(double n) {
        return lambda * n / (1 + sigma * (n - 1) + kappa * n * (n - 1));
    }

    /** {@code √((1 − σ) ÷ κ)}, where throughput is highest; infinite without crosstalk. */
    public double peakN() {
        return kappa == 0 ? Double.POSITIVE_INFINITY : Math.sqrt((1 - sigma) / kappa);
    }

    /** Throughput at the peak; its asymptote {@code λ ÷ σ} without crosstalk, infinite without contention, too. */
    public double peakThroughput() {
        return lambda / LambdaModel.peakLoss(sigma, kappa);
    }
}
