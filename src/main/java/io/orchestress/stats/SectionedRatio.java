package io.orchestress.stats;

import java.util.function.DoubleBinaryOperator;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * Ratio of two figures of which each was taken from stretches of time, with its 95 % interval, by sectioning: sections of time see what neighbouring samples have in
 * common, which an interval that takes samples for independent does not.
 *
 * <p>A side is a figure {@code θ} of all its samples, and {@code θ_i} of its section {@code i}, one of {@code m}, with the share {@code w_i} of its samples or time.
 * The variance of {@code ln θ} is
 *
 * <pre>
 * V = m ÷ (m − 1) × Σ w_i² e_i² × (1 + r) ÷ (1 − r)     e_i = ln θ_i − ln θ, of a mean θ_i ÷ θ − 1
 * r = Σ e_i e_{i+1} ÷ Σ e_i², from 0 to 0.8
 * </pre>
 *
 * <p>around the figure of all rather than around the mean of the sections, which has the bias of few samples (Asmussen and Glynn, <i>Stochastic Simulation</i>, III.5a;
 * Nakayama, ACM TOMACS 24 (2014), 19). The last factor is the variance of a mean of values that follow each other as an autoregression of order 1: what lasts longer than a section is in
 * the next one, too. The interval is {@code ratio × exp(±t √(V₁ + V₂))} with Student's t at 97.5 % and Welch's degrees of freedom,
 * {@code (V₁ + V₂)² ÷ (V₁² ÷ (m₁ − 1) + V₂² ÷ (m₂ − 1))}.
 *
 * @param value of the first side ÷ of the second
 * @param low, high of the interval
 */
public record SectionedRatio(double value, double low, double high) {
    private static final double UPPER = 0.975;
    private static final double MOST_LASTING = 0.8;

    /**
     * One side.
     *
     * @param figure of all samples, above 0
     * @param variance of its logarithm
     * @param sections at least 2
     */
    public record Side(double figure, double variance, int sections) {
        public Side {
            if (!(figure > 0) || sections < 2) {
                throw new IllegalArgumentException(
                        figure + " of " + sections + " sections; must be above 0, of 2 or more");
            }
        }

        /**
         * A percentile.
         *
         * @param figures of each section, above 0, in the order of time
         * @param weights of each section; relative
         */
        public static Side ofPercentile(double figure, double[] figures, double[] weights) {
            return of(figure, figures, weights, (section, all) -> Math.log(section / all));
        }

        /**
         * A mean, share or rate.
         *
         * @param figures of each section, 0 or more, in the order of time
         * @param weights of each section; relative
         */
        public static Side ofMean(double figure, double[] figures, double[] weights) {
            return of(figure, figures, weights, (section, all) -> section / all - 1);
        }

        private static Side of(double figure, double[] figures, double[] weights, DoubleBinaryOperator off) {
            double sum = 0;
            for (double weight : weights) {
                sum += weight;
            }
            double weighted = 0;
            double squares = 0;
            double products = 0;
            double last = 0;
            for (int i = 0; i < figures.length; i++) {
                double error = off.applyAsDouble(figures[i], figure);
                weighted += Math.pow(weights[i] / sum * error, 2);
                squares += error * error;
                products += error * last;
                last = error;
            }
            double lasting = squares == 0 ? 0 : Math.min(MOST_LASTING, Math.max(0, products / squares));
            double variance = weighted * figures.length / (figures.length - 1) * (1 + lasting) / (1 - lasting);
            return new Side(figure, variance, figures.length);
        }

        /** The same where its sections vary less than chance lets them. */
        public Side atLeast(double leastVariance) {
            return new Side(figure, Math.max(variance, leastVariance), sections);
        }
    }

    public static SectionedRatio of(Side first, Side second) {
        double variance = first.variance + second.variance;
        double ratio = first.figure / second.figure;
        if (variance == 0) {
            return new SectionedRatio(ratio, ratio, ratio);
        }
        double degrees = variance
                * variance
                / (first.variance * first.variance / (first.sections - 1)
                        + second.variance * second.variance / (second.sections - 1));
        double factor = Math.exp(new TDistribution(degrees).inverseCumulativeProbability(UPPER) * Math.sqrt(variance));
        return new SectionedRatio(ratio, ratio / factor, ratio * factor);
    }
}
