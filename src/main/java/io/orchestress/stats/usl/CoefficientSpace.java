package io.orchestress.stats.usl;

/**
 * Which contention and crosstalk a fit may choose from: {@code σ = σ_0 + Σ u_j · bySigma_j}, {@code κ} alike, with unknowns
 * {@code 0 ≤ u_j ≤ upper_j}.
 */
record CoefficientSpace(double sigma, double kappa, double[] bySigma, double[] byKappa, double[] upper) {
    private static final double NO_END = Double.POSITIVE_INFINITY;

    int unknowns() {
        return upper.length;
    }

    double sigmaAt(double[] u) {
        return sigma + product(u, bySigma);
    }

    double kappaAt(double[] u) {
        return kappa + product(u, byKappa);
    }

    private static double product(double[] u, double[] by) {
        double sum = 0;
        for (int i = 0; i < u.length; i++) {
            sum += u[i] * by[i];
        }
        return sum;
    }

    static CoefficientSpace free() {
        return new CoefficientSpace(0, 0, new double[] {1, 0}, new double[] {0, 1}, new double[] {1, NO_END});
    }

    static CoefficientSpace withSigma(double sigma) {
        return new CoefficientSpace(sigma, 0, new double[] {0}, new double[] {1}, new double[] {NO_END});
    }

    static CoefficientSpace withKappa(double kappa) {
        return new CoefficientSpace(0, kappa, new double[] {1}, new double[] {0}, new double[] {1});
    }

    /** Throughput is highest at {@code n}: {@code κ = (1 − σ) ÷ n²}. */
    static CoefficientSpace withPeakAt(double n) {
        double most = 1 / (n * n);
        return new CoefficientSpace(0, most, new double[] {1}, new double[] {-most}, new double[] {1});
    }

    /** Unknown {@code j} held at {@code value}, the others as before. */
    CoefficientSpace holding(int j, double value) {
        return new CoefficientSpace(
                sigma + value * bySigma[j],
                kappa + value * byKappa[j],
                without(bySigma, j),
                without(byKappa, j),
                without(upper, j));
    }

    static double[] without(double[] values, int j) {
        double[] rest = new double[values.length - 1];
        System.arraycopy(values, 0, rest, 0, j);
        System.arraycopy(values, j + 1, rest, j, rest.length - j);
        return rest;
    }
}
