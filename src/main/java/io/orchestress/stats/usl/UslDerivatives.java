package io.orchestress.stats.usl;

/**
 * {@code f_i = N_i ÷ D_i}, {@code D_i = 1 + σ(N_i − 1) + κN_i(N_i − 1)}, of all points, with its derivatives.
 *
 * @param bySigma, byKappa {@code ∂f_i ÷ ∂σ}, {@code ∂f_i ÷ ∂κ}
 */
record UslDerivatives(double[] f, double[] bySigma, double[] byKappa) {
    /** A search may step where the law has no throughput; there it is so high that the step is taken back. */
    private static final double LEAST_DENOMINATOR = 1e-6;

    static UslDerivatives of(Points points, double sigma, double kappa) {
        int size = points.size();
        UslDerivatives shape = new UslDerivatives(new double[size], new double[size], new double[size]);
        for (int i = 0; i < size; i++) {
            double n = points.n(i);
            double d = Math.max(LEAST_DENOMINATOR, 1 + sigma * (n - 1) + kappa * n * (n - 1));
            shape.f[i] = n / d;
            shape.bySigma[i] = -n * (n - 1) / (d * d);
            shape.byKappa[i] = n * shape.bySigma[i];
        }
        return shape;
    }
}
