package io.orchestress.stats.changepoint;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The change points of a row of values, one a run, oldest first; {@code NaN} is a run without a value: a gap, neither 0 nor
 * repeated. The same values give the same answer.
 *
 * <p>The row is divided in two, or a stretch is cut out of it (Olshen et al., Biostatistics 5 (2004)), as long as hardly any other
 * order of the same values divides as well, outliers pulled in in each (Matteson and James, JASA 109 (2014)). Windows slide as in
 * Fleming et al., <i>Hunter</i> (ICPE 2023). A step that a straight line explains better is none; a line that is sure is a
 * {@link DriftingLevel}. docs/MATH.md §11 has the formulae.
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
        LevelScale scale = settings.scale().fitting(known);
        Segmentation levels =
                new Segmentation(Arrays.stream(known).map(scale::to).toArray(), settings, scale);
        return new Found(
                levels.points().stream()
                        .map(point -> new ChangePoint(
                                runs[point.index()],
                                point.before(),
                                point.after(),
                                point.relativeChange(),
                                point.pValue()))
                        .toList(),
                levels.drifts().stream()
                        .map(drift -> new DriftingLevel(
                                runs[drift.from()],
                                runs[drift.to()],
                                drift.runs(),
                                drift.start(),
                                drift.end(),
                                drift.relativeChange(),
                                drift.z()))
                        .toList());
    }

    /**
     * Enough runs to tell.
     *
     * @param points oldest first; none: the level never changed by as much as can be told from the noise
     * @param drifts oldest first
     */
    record Found(List<ChangePoint> points, List<DriftingLevel> drifts) implements ChangePoints {
        public Found {
            points = List.copyOf(points);
            drifts = List.copyOf(drifts);
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
