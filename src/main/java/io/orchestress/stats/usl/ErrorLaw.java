package io.orchestress.stats.usl;

/** How single runs scatter around the curve. */
enum ErrorLaw {
    /** By as much throughput everywhere. */
    ABSOLUTE {
        @Override
        double of(double throughput) {
            return throughput;
        }

        @Override
        double inverse(double value) {
            return value;
        }

        @Override
        double slope(double throughput) {
            return 1;
        }

        @Override
        LambdaModel bestScale(double[] throughput) {
            return LambdaModel.leastSquares(throughput);
        }
    },
    /** In proportion to the throughput: logarithms scatter by as much everywhere. */
    RELATIVE {
        @Override
        double of(double throughput) {
            return Math.log(throughput);
        }

        @Override
        double inverse(double value) {
            return Math.exp(value);
        }

        @Override
        double slope(double throughput) {
            return 1 / throughput;
        }

        @Override
        LambdaModel bestScale(double[] throughput) {
            return LambdaModel.leastLogSquares(throughput);
        }
    };

    /** Throughput in the scale in which its errors are alike. */
    abstract double of(double throughput);

    /** From {@link #of} back to throughput. */
    abstract double inverse(double value);

    /** Derivative of {@link #of}. */
    abstract double slope(double throughput);

    abstract LambdaModel bestScale(double[] throughput);
}
