package io.orchestress.stats.usl;

/** What λ is, once σ and κ are there: with its derivatives, so that a search has two unknowns at most. */
interface LambdaModel {

    /** @param bySigma, byKappa {@code ∂λ ÷ ∂σ}, {@code ∂λ ÷ ∂κ} */
    record Value(double lambda, double bySigma, double byKappa) {}

    Value at(double sigma, double kappa, UslDerivatives shape);

    /** The λ with the least squares: {@code Σ x f ÷ Σ f²} (variable projection, Golub and Pereyra 1973). */
    static LambdaModel leastSquares(double[] x) {
        return (sigma, kappa, shape) -> {
            double[] f = shape.f();
            double squares = product(f, f);
            double lambda = product(x, f) / squares;
            return new Value(
                    lambda,
                    (product(x, shape.bySigma()) - 2 * lambda * product(f, shape.bySigma())) / squares,
                    (product(x, shape.byKappa()) - 2 * lambda * product(f, shape.byKappa())) / squares);
        };
    }

    /** The λ with the least squares of logarithms: the geometric mean of {@code x ÷ f}. */
    static LambdaModel leastLogSquares(double[] x) {
        return (sigma, kappa, shape) -> {
            double log = 0;
            double bySigma = 0;
            double byKappa = 0;
            for (int i = 0; i < x.length; i++) {
                log += Math.log(x[i] / shape.f()[i]) / x.length;
                bySigma -= shape.bySigma()[i] / shape.f()[i] / x.length;
                byKappa -= shape.byKappa()[i] / shape.f()[i] / x.length;
            }
            double lambda = Math.exp(log);
            return new Value(lambda, lambda * bySigma, lambda * byKappa);
        };
    }

    static LambdaModel of(double lambda) {
        return (sigma, kappa, shape) -> new Value(lambda, 0, 0);
    }

    /** The curve goes through {@code (n, throughput)}. */
    static LambdaModel through(double n, double throughput) {
        return (sigma, kappa, shape) -> new Value(
                throughput * (1 + sigma * (n - 1) + kappa * n * (n - 1)) / n,
                throughput * (n - 1) / n,
                throughput * (n - 1));
    }

    /** The curve's highest throughput is {@code throughput}. */
    static LambdaModel peak(double throughput) {
        return (sigma, kappa, shape) -> {
            double root = Math.max(1e-12, Math.sqrt(Math.max(0, (1 - sigma) * kappa)));
            return new Value(
                    throughput * peakLoss(sigma, kappa),
                    throughput * (1 - kappa / root),
                    throughput * ((1 - sigma) / root - 1));
        };
    }

    /** {@code λ ÷ Xmax = σ − κ + 2 √((1 − σ) κ)}: the curve at {@code √((1 − σ) ÷ κ)}. */
    static double peakLoss(double sigma, double kappa) {
        return sigma - kappa + 2 * Math.sqrt(Math.max(0, (1 - sigma) * kappa));
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
