package io.orchestress.stats.changepoint;

import io.orchestress.stats.trend.MannKendall;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Neighbouring pieces of a row, and which of four models explains them best by Bayes' criterion: one level, one line, a level each, or
 * a line with steps. A line is a drift only where it is also sure and large.
 */
final class Stretch {
    /** Two-sided 0.002. */
    private static final double SURE = 3.09;

    private static final double ROUNDING = 1e-12;

    private final double[] values;
    private final int[] starts;
    private final int end;
    private final ChangeSettings settings;
    private final LevelScale scale;
    private final PiecewiseLine line;
    private final boolean drifts;

    Stretch(double[] values, int[] starts, int end, ChangeSettings settings, LevelScale scale) {
        this.values = values;
        this.starts = starts;
        this.end = end;
        this.settings = settings;
        this.scale = scale;
        this.line = PiecewiseLine.of(values, starts, end, true);
        this.drifts = isSloped()
                && scale.size(line.at(0, starts[0]), line.at(0, end - 1.0)) >= scale.least(settings.leastChange())
                && Math.abs(z()) > SURE;
    }

    Stretch with(int index, int to) {
        int[] more = Arrays.copyOf(starts, starts.length + 1);
        more[starts.length] = index;
        return new Stretch(values, more, to, settings, scale);
    }

    /** Whether the pieces are told apart: else one level, or one line, is the better account of them all. */
    boolean isDivided() {
        int[] whole = {starts[0]};
        double apart = criterion(starts, false);
        return (isLong() ? Math.min(apart, criterion(starts, true)) : apart)
                < Math.min(criterion(whole, false), criterion(whole, true));
    }

    /** Whether pieces with a slope are a better account than without. */
    boolean isSloped() {
        return isLong() && criterion(starts, true) < criterion(starts, false);
    }

    private boolean isLong() {
        return end - starts[0] >= settings.leastRuns();
    }

    /** Whether a slope explains more than none, is sure, and makes the least change from the first run to the last. */
    boolean drifts() {
        return drifts;
    }

    boolean hasStep(int index) {
        return Arrays.binarySearch(starts, index) > 0;
    }

    /** Before and after a step, on the scale. */
    double[] levels(int index) {
        int piece = Arrays.binarySearch(starts, index);
        PiecewiseLine levels = drifts ? line : PiecewiseLine.of(values, starts, end, false);
        return new double[] {levels.at(piece - 1, index), levels.at(piece, index)};
    }

    DriftingLevel drift() {
        double start = scale.from(line.at(0, starts[0]));
        double last = scale.from(line.at(0, end - 1.0));
        return new DriftingLevel(
                starts[0], end - 1, end - starts[0], start, last, ChangePoint.relative(start, last), z());
    }

    /** Of each piece by itself, the scores and their variances added: a step between must not pass for a slope. */
    private double z() {
        double score = 0;
        double variance = 0;
        for (int piece = 0; piece < starts.length; piece++) {
            int from = starts[piece];
            int to = piece + 1 < starts.length ? starts[piece + 1] : end;
            double[] own = Arrays.copyOfRange(values, from, to);
            double[] rest = own.clone();
            for (int i = 0; i < rest.length; i++) {
                rest[i] -= line.slope() * i;
            }
            double ofPiece = MannKendall.variance(own, rest);
            score += MannKendall.z(own, ofPiece) * Math.sqrt(ofPiece);
            variance += ofPiece;
        }
        return variance > 0 ? score / Math.sqrt(variance) : 0;
    }

    private double criterion(int[] pieces, boolean sloped) {
        return criterion(values, pieces, end, sloped);
    }

    /** Bayes' criterion of pieces that begin at {@code from} and at each of {@code steps}, with a slope in common or none. */
    static double criterion(double[] values, int from, Set<Integer> steps, int end, boolean sloped) {
        int[] starts = IntStream.concat(IntStream.of(from), steps.stream().mapToInt(Integer::intValue))
                .toArray();
        return criterion(values, starts, end, sloped);
    }

    private static double criterion(double[] values, int[] pieces, int end, boolean sloped) {
        double all = PiecewiseLine.of(values, new int[] {pieces[0]}, end, false).squares();
        return PiecewiseLine.of(values, pieces, end, sloped).criterion(ROUNDING * all + Double.MIN_NORMAL, sloped);
    }
}
