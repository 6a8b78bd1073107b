package io.orchestress.stats.usl;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * The values of a figure that the data does not contradict: those at which the best curve with exactly that value has a sum of squares
 * of at most a limit. Figures are 0 or more.
 */
final class ProfileInterval {
    private static final double FIRST_STEP = 0.005;
    /** Where so many do not come to an end, there is none. */
    private static final int MOST_DOUBLINGS = 40;

    private static final int MOST_EVALUATIONS = 100;
    private static final double ACCURACY = 1e-7;
    private static final double MOST_EXCESS = 1000;

    private final BiFunction<Double, LeastSquares.Best, LeastSquares.Best> with;
    private final LeastSquares.Best best;
    private final double limit;

    /** @param with best curve with a value of the figure, from one near it */
    ProfileInterval(
            BiFunction<Double, LeastSquares.Best, LeastSquares.Best> with, LeastSquares.Best best, double limit) {
        this.with = with;
        this.best = best;
        this.limit = limit;
    }

    /**
     * Around the fitted value.
     *
     * @param unit a difference in which the figure is thought of, above 0
     * @param highest bound of the figure
     */
    ConfidenceInterval around(double value, double unit, double highest) {
        return new ConfidenceInterval(value, new Side(value, -unit, 0).end(), new Side(value, unit, highest).end());
    }

    /** From the fitted value in one direction; each curve is looked for from the one before it. */
    private final class Side {
        private final double value;
        private final double unit;
        private final double bound;
        private final Map<Double, Double> known = new HashMap<>();
        private LeastSquares.Best last = best;

        Side(double value, double unit, double bound) {
            this.value = value;
            this.unit = unit;
            this.bound = bound;
            known.put(value, Math.sqrt(best.squares() / limit) - 1);
        }

        double end() {
            double inside = value;
            double step = FIRST_STEP * unit;
            for (int i = 0; i < MOST_DOUBLINGS; i++) {
                double next = value + step;
                if (unit < 0 ? next <= bound : next >= bound) {
                    return excess(bound) <= 0 ? bound : between(inside, bound);
                }
                if (excess(next) > 0) {
                    return between(inside, next);
                }
                inside = next;
                step *= 2;
            }
            return unit < 0 ? bound : Double.POSITIVE_INFINITY;
        }

        private double between(double inside, double outside) {
            double accuracy = ACCURACY * Math.abs(outside - inside);
            return new BracketingNthOrderBrentSolver(ACCURACY, accuracy, 5)
                    .solve(MOST_EVALUATIONS, this::excess, Math.min(inside, outside), Math.max(inside, outside));
        }

        /** Below 0 within the interval; of roots, which are nearly straight in the figure. */
        private double excess(double x) {
            return known.computeIfAbsent(x, this::excessFrom);
        }

        private double excessFrom(double x) {
            last = with.apply(x, last);
            return Math.min(MOST_EXCESS, Math.sqrt(last.squares() / limit) - 1);
        }
    }
}
