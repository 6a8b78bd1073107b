package io.orchestress.analysis.regression;

import java.util.Map;

/**
 * One figure of one run, with what every block of time contributed to it.
 *
 * <p>The influence {@code ψ_b} of block {@code b} is by how much the logarithm of the figure would differ, to first order, had the
 * block been like the rest of the run: {@code ln θ̂ − ln θ ≈ Σ ψ_b}. Over the blocks of a phase the influences add up to about 0,
 * and their scatter is what the figure's standard error is made of.
 *
 * @param value above 0, in the unit of the metric
 * @param influence by phase and block
 * @param leastVariance of {@code ln θ̂}, whatever the blocks say: where a figure has not moved at all its blocks know no scatter
 */
record Figure(double value, Map<String, double[]> influence, double leastVariance) {
    Figure {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException("figure is " + value + ", must be above 0");
        }
        influence = Map.copyOf(influence);
    }

    double log() {
        return Math.log(value);
    }
}
