package io.orchestress.analysis.regression;

import io.orchestress.record.Comparison.Sensitivity;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How small a change a comparison could have seen, and what would make that smaller.
 *
 * <p>A change of {@code δ} on the scale of the metric is called with power 0.8 when {@code δ = (t_(1−α) + t_0.8) √V}, {@code α} the one-sided level of
 * the metric in its family; an unchanged run passes with that power when {@code (t_0.95 + t_0.8) √V} is no more than the tolerance.
 */
final class Sensitivities {
    /** Beyond it nobody makes that many runs. */
    private static final int MOST_RUNS = 50;

    private static final double MOST_LONGER = 20;
    private static final double RUNS_IN_A_PAIR = 2;

    /** Of the length of a run of a duel, that which is judged. */
    private static final double JUDGED = 0.8;

    private static final int LEAST_PAIRS = 2;

    private Sensitivities() {}

    /** {@code δ}, above 0; infinite where nothing can be told. @param level {@code α} */
    static double smallest(Difference difference, double level) {
        return difference.isKnown()
                ? (difference.quantile(1 - level) + difference.quantile(ChangeClassifier.POWER))
                        * difference.standardError()
                : Double.POSITIVE_INFINITY;
    }

    /**
     * Of one metric whose worse is up; empty ({@code null}) where its uncertainty cannot be told.
     *
     * @param tolerance on the scale of the metric, above 0
     * @param earlier runs that its noise is known from, beside the baseline's
     * @param seconds of constant load in the candidate
     */
    static @Nullable Sensitivity of(
            String metric,
            Difference difference,
            double level,
            double tolerance,
            int earlier,
            double seconds,
            RegressionLimits.Duel duel) {
        if (!difference.isKnown() || !(seconds > 0)) {
            return null;
        }
        double noise = difference.noise() * difference.noise();
        double within = Math.min(1, difference.within() / noise);
        double assumed = (1 - within) * Math.min(1, difference.assumed());
        double apart = Math.max(0, noise - difference.within());
        int pairs = pairs(
                difference.within() * seconds / (JUDGED * duel.runSeconds()) + apart,
                level,
                Math.log1p(duel.tolerance()));
        return new Sensitivity(
                metric,
                difference.changeOf(smallest(difference, level)),
                difference.changeOf(difference.noise()),
                earlier,
                within,
                1 - within - assumed,
                assumed,
                runs(difference, tolerance),
                longer(difference, apart, tolerance, seconds),
                pairs,
                pairs * RUNS_IN_A_PAIR * duel.runSeconds() / 60);
    }

    /** Baseline runs with which an unchanged run would pass; each of them makes the noise better known, too. */
    private static @Nullable Integer runs(Difference difference, double tolerance) {
        for (int runs = difference.runs(); runs <= MOST_RUNS; runs++) {
            double freedom = difference.degreesOfFreedom() + runs - difference.runs();
            double error = difference.noise() * Math.sqrt(1 + Difference.share(runs));
            if (passes(freedom, error, tolerance)) {
                return runs;
            }
        }
        return null;
    }

    /** Seconds of each run with which an unchanged run would pass. */
    private static @Nullable Double longer(Difference difference, double apart, double tolerance, double seconds) {
        for (double times = 1; times <= MOST_LONGER; times *= 1.1) {
            double variance = (apart + difference.within() / times) * (1 + Difference.share(difference.runs()));
            if (passes(difference.degreesOfFreedom(), Math.sqrt(variance), tolerance)) {
                return seconds * times;
            }
        }
        return null;
    }

    private static boolean passes(double freedom, double error, double tolerance) {
        TDistribution student = new TDistribution(freedom);
        double wanted = student.inverseCumulativeProbability(0.5 + ChangeClassifier.CONFIDENCE / 2)
                + student.inverseCumulativeProbability(ChangeClassifier.POWER);
        return wanted * error <= tolerance;
    }

    /** {@code n = 2 · 1.02² s² ((z_(1−α) + z_0.8) ÷ tolerance)²}, {@code s²} of one run of a pair. */
    private static int pairs(double variance, double level, double tolerance) {
        NormalDistribution normal = new NormalDistribution();
        double wanted = normal.inverseCumulativeProbability(1 - level)
                + normal.inverseCumulativeProbability(ChangeClassifier.POWER);
        double pairs = 2 * 1.04 * variance * wanted * wanted / tolerance / tolerance;
        return (int) Math.min(9_999, Math.max(LEAST_PAIRS, Math.ceil(pairs)));
    }
}
