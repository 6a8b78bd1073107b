package io.orchestress.analysis.regression;

import java.util.Map;

/**
 * One figure of one run, with what every block of time contributed to it.
 *
 * <p>The influence {@code ψ_b} of block {@code b} is by how much the figure on its {@link Scale} would differ, to first order, had the
 * block been like the rest of the run: {@code f(θ̂) − f(θ) ≈ Σ ψ_b}. Over the blocks of a phase the influences add up to about 0,
 * and their scatter is what the figure's standard error is made of.
 *
 * @param value in the unit of the metric
 * @param influence by phase and block
 * @param leastVariance of {@code f(θ̂)}, whatever the blocks say: where a figure has not moved at all its blocks know no scatter
 */
record RunEstimate(double value, Scale scale, Map<String, double[]> influence, double leastVariance) {
    /** On which differences of a figure are measured. */
    enum Scale {
        /** {@code f = ln}: differences are shares of the figure. Only of what is above 0. */
        LOG,
        /** {@code f(x) = x}: of shares, whose differences are points. */
        POINTS
    }

    RunEstimate {
        if (!Double.isFinite(value) || (scale == Scale.LOG && value <= 0)) {
            throw new IllegalArgumentException(
                    "figure is " + value + ", must be " + (scale == Scale.LOG ? "above 0" : "a number"));
        }
        influence = Map.copyOf(influence);
    }

    /** On a logarithmic scale. */
    RunEstimate(double value, Map<String, double[]> influence, double leastVariance) {
        this(value, Scale.LOG, influence, leastVariance);
    }

    /** {@code f(θ̂)}. */
    double scaled() {
        return scaled(scale, value);
    }

    static double scaled(Scale scale, double value) {
        return scale == Scale.LOG ? Math.log(value) : value;
    }
}
