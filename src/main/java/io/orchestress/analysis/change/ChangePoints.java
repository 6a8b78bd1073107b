package io.orchestress.analysis.change;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The change points of a row of values, one a run, oldest first; {@code NaN} is a run without a value: a gap, neither 0 nor
 * repeated. The same values give the same answer: nothing is drawn at random.
 *
 * <p>The search is E-divisive means (Matteson and James, JASA 109 (2014)) in sliding windows, with weak points that are
 * merged by significance and size as in Fleming et al., <i>Hunter</i> (ICPE 2023). Other than there: outliers are pulled in
 * before, a level must last some runs, the p-value accounts for the choice among all runs and for runs that resemble their
 * neighbours, and a step that a straight line explains better is a drift and no change point. docs/MATH.md §11 has the formulae.
 */
public sealed interface ChangePoints {

    /**
     * Looks for them.
     *
     * @param values finite or {@code NaN}
     * @throws IllegalArgumentException if a value is infinite
     */
    static ChangePoints of(double[] values, ChangeSettings settings) {
        if (Arrays.stream(values).anyMatch(Double::isInfinite)) {
            throw new IllegalArgumentException("a value is infinite");
        }
        int[] runs = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]))
                .toArray();
        if (runs.length < settings.leastRuns()) {
            return new NotEnoughEvidence(runs.length, settings.leastRuns());
        }
        double[] known = Arrays.stream(runs).mapToDouble(i -> values[i]).toArray();
        Segmentation levels = new Segmentation(Outliers.pulledIn(known, settings.levelRuns()), settings);
        return new Found(levels.points().stream()
                .map(point -> point.at(runs[point.index()]))
                .toList());
    }

    /**
     * Enough runs to tell.
     *
     * @param points oldest first; none: the level never changed by as much as can be told from the noise
     */
    record Found(List<ChangePoint> points) implements ChangePoints {
        public Found {
            points = List.copyOf(points);
        }
    }

    /**
     * Too few runs to tell a change from none.
     *
     * @param runs with a value
     * @param needed at least
     */
    record NotEnoughEvidence(int runs, int needed) implements ChangePoints {}
}
