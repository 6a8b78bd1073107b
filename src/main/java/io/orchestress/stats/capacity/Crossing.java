package io.orchestress.stats.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/**
 * The load at which the share of one condition crosses what is allowed: the posterior over that load {@code c} and the slope {@code β} on a grid, from all steps near it.
 * Of the share {@code a} that is allowed {@code b} is late at any load; the rest {@code q} crosses by {@code logit q = logit q₀ + β ÷ (1 − q₀) (load ÷ c − 1)}. A step with {@code b} bad ones of {@code n} has the quasi-likelihood {@code (b ln p + (n − b) ln(1 − p)) ÷ φ}
 * (McCullagh and Nelder, <i>Generalized Linear Models</i>, 1989, chapter 9). {@code φ} is what blocks of {@value #BLOCK} seconds, or whole steps, vary around the fitted curve, whichever is larger;
 * since it is estimated from {@code m} steps, a likelihood ratio {@code D} counts as {@code −(m ÷ 2) ln(1 + D ÷ m)}, Student's form. Steps that are not of the rest, see {@link #outliers}, are left out.
 *
 * @param value, low, high median, 2.5 % and 97.5 %
 * @param slope mean of β
 * @param outliers indexes of the steps that were left out
 */
record Crossing(double value, double low, double high, double slope, Set<Integer> outliers) {
    private static final int LOADS = 81;
    private static final int SLOPES = 11;
    static final int BLOCK = 8;
    /** What whole steps vary is known badly, since they are few: it counts where it is clearly more than what blocks vary. */
    private static final double WHOLE = 0.75;

    private static final double MOST_SHARE = 0.5;
    /** Steps that a share of outliers is looked for among. */
    private static final int LEAST_FOR_OUTLIERS = 5;
    /** Share of the steps that is taken away before it is asked whether they belong to the rest. */
    private static final double SUSPECTS = 0.25;
    /** Standard errors from the curve that the others make, from which on a step is not of the rest. */
    private static final double OUTLIER = 6;
    /** A queue that varies by itself has steps of which twice or three times as much is late as is allowed; one that stood still has more. */
    private static final double STANDSTILL = 0.15;
    /** By which the variance of what is left is too small when the most extreme were taken away. */
    private static final double TRIMMED = 2;
    /**
     * How much wider an interval is told than it was reckoned, in logarithms: a share of few and large clusters of late answers is more skewed than a quasi-likelihood knows. Set on the queues
     * of the study.
     */
    private static final double SKEWED = 1.35;
    /** Once a step had to be left out, others may have suffered unseen. */
    private static final double DISTURBED = 1.9;

    /** By how much the logarithm of the slope varies around what is believed of it, in standard deviations. */
    record Belief(double slope, double deviation) {}

    /**
     * What is allowed, and how much of it is late whatever the load. Far above there is always something that is quick: the curve is level there.
     *
     * @param base less than {@code allowed}
     */
    record Limit(double allowed, double base) {
        private static final double MOST_LOGIT = 2.2;

        double share(double ratio, double slope) {
            double queued = (allowed - base) / (1 - base);
            double logit = Math.log(queued / (1 - queued)) + slope / (1 - queued) * (ratio - 1);
            return base + (1 - base) / (1 + Math.exp(-Math.min(MOST_LOGIT, logit)));
        }
    }

    /** What is believed of the slope at a load. */
    interface Prior {
        Belief at(double load);
    }

    /**
     * A step near the crossing.
     *
     * @param index of it among all steps
     * @param weight 1 ÷ how much more it varies than one right at the crossing
     */
    record Near(int index, double load, long[][] counts, double bad, double total, double weight) {
        static Near of(int index, double load, long[][] counts, double weight) {
            double bad = 0;
            double total = 0;
            for (long[] count : counts) {
                bad += count[0];
                total += count[1];
            }
            return new Near(index, load, counts, Math.max(0, Math.min(total, bad)), total, weight);
        }
    }

    private record Fit(double value, double low, double high, double slope) {}

    /**
     * @param near in the order in which they were driven; empty steps left out
     * @param from, to between which the crossing is looked for
     */
    static Optional<Crossing> of(List<Near> near, Limit limit, Prior prior, double from, double to) {
        if (near.isEmpty()) {
            return Optional.empty();
        }
        Set<Integer> left = outliers(near, limit, prior, from, to);
        List<Near> kept =
                near.stream().filter(step -> !left.contains(step.index())).toList();
        Fit fit = converged(kept, limit, prior, from, to);
        double wider = left.isEmpty() ? SKEWED : DISTURBED;
        return Optional.of(new Crossing(
                fit.value,
                fit.value * Math.pow(fit.low / fit.value, wider),
                fit.value * Math.pow(fit.high / fit.value, wider),
                fit.slope,
                left));
    }

    /** The most extreme steps are taken away, the rest fitted, and those that lie within {@value #OUTLIER} standard errors of the curve taken back. */
    private static Set<Integer> outliers(List<Near> near, Limit limit, Prior prior, double from, double to) {
        Set<Integer> outliers = new TreeSet<>();
        if (near.size() < LEAST_FOR_OUTLIERS) {
            return outliers;
        }
        Fit all = fit(near, limit, prior, from, to, Math.max(1, ownDispersion(near)));
        int suspects = (int) Math.max(1, SUSPECTS * near.size());
        List<Near> byDistance = near.stream()
                .sorted(Comparator.comparingDouble((Near step) -> -Math.abs(residual(step, limit, all))))
                .toList();
        List<Near> core = byDistance.subList(suspects, byDistance.size());
        Fit fit = converged(core, limit, prior, from, to);
        double phi = TRIMMED * dispersion(core, limit, fit);
        for (Near step : byDistance.subList(0, suspects)) {
            double share = share(step.load(), limit, fit.value, fit.slope);
            if (Math.abs(residual(step, limit, fit)) > OUTLIER * Math.sqrt(phi)
                    && Math.abs(step.bad() / step.total() - share) > STANDSTILL) {
                outliers.add(step.index());
            }
        }
        return outliers;
    }

    /** In standard errors of independent requests. */
    private static double residual(Near step, Limit limit, Fit fit) {
        double p = share(step.load(), limit, fit.value, fit.slope);
        double n = step.total();
        return (step.bad() - n * p) * Math.sqrt(step.weight() / (n * p * (1 - p)));
    }

    private static Fit converged(List<Near> steps, Limit limit, Prior prior, double from, double to) {
        double phi = Math.max(1, ownDispersion(steps));
        Fit fit = fit(steps, limit, prior, from, to, phi);
        // Once: a larger φ makes the belief of the slope count for more, the curve fit less, and φ larger again.
        phi = dispersion(steps, limit, fit);
        fit = fit(steps, limit, prior, from, to, phi);
        return fit;
    }

    /** Around the share of each step; where there is no curve yet. */
    private static double ownDispersion(List<Near> steps) {
        double squares = 0;
        double expected = 0;
        for (Near step : steps) {
            double p = (step.bad() + 0.5) / (step.total() + 1);
            squares += step.weight() * squares(step, p, BLOCK);
            expected += step.total() * p * (1 - p);
        }
        return squares / expected;
    }

    /** At least 1; of blocks, or of whole steps where that is clearly more. */
    private static double dispersion(List<Near> steps, Limit limit, Fit fit) {
        double steady = 0;
        double blocks = 0;
        double whole = 0;
        double expected = 0;
        for (Near step : steps) {
            double p = share(step.load(), limit, fit.value, fit.slope);
            if (p > MOST_SHARE) {
                continue; // where most is late the curve is level, and says nothing of how much shares vary
            }
            steady++;
            blocks += step.weight() * squares(step, p, BLOCK);
            whole += step.weight() * squares(step, p, Integer.MAX_VALUE);
            expected += step.total() * p * (1 - p);
        }
        if (steady == 0) {
            return 1;
        }
        double free = steady > 2 ? steady / (steady - 1.5) : 2;
        return Math.max(1, free * Math.max(blocks, WHOLE * whole) / expected);
    }

    private static double squares(Near step, double p, int length) {
        double squares = 0;
        double off = 0;
        long[][] counts = step.counts();
        for (int i = 0; i < counts.length; i++) {
            off += counts[i][0] - p * counts[i][1];
            if (i + 1 == counts.length || (i + 1) % length == 0) {
                squares += off * off;
                off = 0;
            }
        }
        return squares;
    }

    private static double share(double load, Limit limit, double crossing, double slope) {
        return limit.share(load / crossing, slope);
    }

    private static Fit fit(List<Near> steps, Limit limit, Prior prior, double from, double to, double phi) {
        double[] loads = new double[LOADS];
        double[] weights = new double[LOADS];
        double[] slopes = new double[LOADS];
        double[][] log = new double[LOADS][SLOPES];
        double most = Double.NEGATIVE_INFINITY;
        double[] bad =
                steps.stream().mapToDouble(step -> step.weight() * step.bad()).toArray();
        double[] total =
                steps.stream().mapToDouble(step -> step.weight() * step.total()).toArray();
        double[] at = steps.stream().mapToDouble(Near::load).toArray();
        double free = Math.max(4, steps.size());
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < LOADS; i++) {
            loads[i] = from * Math.pow(to / from, i / (LOADS - 1.0));
            Belief belief = prior.at(loads[i]);
            for (int j = 0; j < SLOPES; j++) {
                double slope = belief.slope() * Math.exp(offset(j) * belief.deviation());
                double sum = 0;
                for (int k = 0; k < bad.length; k++) {
                    double p = limit.share(at[k] / loads[i], slope);
                    sum += bad[k] * Math.log(p) + (total[k] - bad[k]) * Math.log(1 - p);
                }
                log[i][j] = sum / phi;
                best = Math.max(best, log[i][j]);
            }
        }
        for (int i = 0; i < LOADS; i++) {
            for (int j = 0; j < SLOPES; j++) {
                double ratio = 2 * (best - log[i][j]);
                log[i][j] = -(free + 1) / 2 * Math.log1p(ratio / free) - offset(j) * offset(j) / 2;
                most = Math.max(most, log[i][j]);
            }
        }
        double sum = 0;
        double slopeSum = 0;
        for (int i = 0; i < LOADS; i++) {
            Belief belief = prior.at(loads[i]);
            for (int j = 0; j < SLOPES; j++) {
                double w = Math.exp(log[i][j] - most);
                weights[i] += w;
                slopes[i] += w * belief.slope() * Math.exp(offset(j) * belief.deviation());
            }
            sum += weights[i];
            slopeSum += slopes[i];
        }
        return new Fit(
                quantile(loads, weights, sum, 0.5),
                quantile(loads, weights, sum, 0.025),
                quantile(loads, weights, sum, 0.975),
                slopeSum / sum);
    }

    private static double offset(int j) {
        return 2.5 * (2.0 * j / (SLOPES - 1) - 1);
    }

    private static double quantile(double[] loads, double[] weights, double sum, double q) {
        double seen = 0;
        for (int i = 0; i < loads.length; i++) {
            double next = seen + weights[i] / sum;
            if (next >= q) {
                double part = weights[i] > 0 ? (q - seen) / (next - seen) - 0.5 : 0;
                int other = Math.max(0, Math.min(loads.length - 1, i + (part < 0 ? -1 : 1)));
                return loads[i] * Math.pow(loads[other] / loads[i], Math.abs(part));
            }
            seen = next;
        }
        return loads[loads.length - 1];
    }

    /** Steps of which a condition was counted. */
    static List<Near> near(List<StepFigures> steps, int condition, double from, double to, DoubleUnaryOperator weight) {
        List<Near> near = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            StepFigures step = steps.get(i);
            if (!step.isVoid() && step.load() >= from && step.load() <= to && !Saturation.overloads(step)) {
                Near one = Near.of(i, step.load(), step.counts().get(condition), weight.applyAsDouble(step.load()));
                if (one.total() > 0) {
                    near.add(one);
                }
            }
        }
        return near;
    }

    static Set<Integer> union(List<Crossing> crossings) {
        Set<Integer> all = new TreeSet<>();
        crossings.forEach(crossing -> all.addAll(crossing.outliers()));
        return all;
    }
}
