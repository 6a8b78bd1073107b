package io.orchestress.analysis.regression;

/**
 * What is known, before a metric is looked at, of how much it differs from run to run although nothing has changed.
 *
 * @param known values of earlier runs like these on the scale of the metric, each less the level of its time: they differ by noise alone; none:
 *     nothing is known
 * @param assumed {@code τ₀}: standard deviation from run to run that is assumed beside them, above 0
 * @param resolution differences of this size mean nothing on any machine, on the scale of the metric; 0: none
 */
record RunNoise(double[] known, double assumed, double resolution) {
    RunNoise {
        if (!(assumed > 0 && resolution >= 0)) {
            throw new IllegalArgumentException("assumed noise " + assumed + ", resolution " + resolution);
        }
    }

    /** Of which no earlier run is known. */
    static RunNoise assumed(double assumed) {
        return new RunNoise(new double[0], assumed, 0);
    }
}
