package io.orchestress.search;

/**
 * {@code ln(p ÷ (1 − p)) = a + b z} with {@code b >= 0}, by weighted maximum likelihood (iteratively reweighted least squares). For a queue in its steady state the share beyond
 * a limit is exponential in the load as long as it is small, which is what this is there; and it stays below 1.
 *
 * @param a, b of the line
 */
record LogisticFit(double a, double b) {
    private static final int ITERATIONS = 30;
    /** Steeper than any queue: from 1 % to 99 % within 2 % of load. */
    private static final double STEEPEST = 460;

    private static final double RIDGE = 1e-4;

    /**
     * @param z where
     * @param p share there, above 0 and below 1
     * @param weight counts it is worth
     */
    static LogisticFit of(double[] z, double[] p, double[] weight) {
        double a = -3;
        double b = 10;
        for (int i = 0; i < ITERATIONS; i++) {
            double w0 = 0;
            double w1 = 0;
            double w2 = RIDGE;
            double g0 = 0;
            double g1 = 0;
            for (int j = 0; j < z.length; j++) {
                double mean = share(a + b * z[j]);
                double w = weight[j] * Math.max(1e-9, mean * (1 - mean));
                double residual = weight[j] * (p[j] - mean);
                w0 += w;
                w1 += w * z[j];
                w2 += w * z[j] * z[j];
                g0 += residual;
                g1 += residual * z[j];
            }
            double determinant = w0 * w2 - w1 * w1;
            if (!(Math.abs(determinant) > 1e-12)) {
                break;
            }
            double da = limited((w2 * g0 - w1 * g1) / determinant, 2);
            double db = limited((w0 * g1 - w1 * g0) / determinant, 40);
            a += da;
            b = Math.min(STEEPEST, Math.max(0, b + db));
            if (Math.abs(da) < 1e-7 && Math.abs(db) < 1e-6) {
                break;
            }
        }
        return new LogisticFit(a, b);
    }

    private static double limited(double step, double most) {
        return Math.max(-most, Math.min(most, step));
    }

    static double share(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }

    double shareAt(double z) {
        return share(a + b * z);
    }

    /** Where the share is {@code p}; infinite where the line does not rise. */
    double where(double p) {
        return b <= 1e-6 ? Double.POSITIVE_INFINITY : (Math.log(p / (1 - p)) - a) / b;
    }
}
