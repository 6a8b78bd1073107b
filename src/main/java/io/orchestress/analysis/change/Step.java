package io.orchestress.analysis.change;

import org.hipparchus.distribution.continuous.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * Two neighbouring pieces of a row as two levels: Student's t of their means with pooled variance, the standard error widened by
 * {@code √((1 + ρ) ÷ (1 − ρ))} where runs resemble their neighbours. {@code ρ} is the autocorrelation of the distances from
 * the levels at lag 1, not below 0; the degrees of freedom are {@code n (1 − ρ) ÷ (1 + ρ) − 2}, at least 1.
 *
 * @param index first of the right piece
 * @param squares sum of the squared distances from the levels
 * @param pValue two-sided, of this index alone
 * @param drift whether a straight line through both pieces leaves a smaller sum of squares than the two levels
 */
record Step(int index, double before, double after, double squares, double pValue, boolean drift) {
    private static final double MOST_CORRELATED = 0.9;

    static Step of(double[] values, int from, int index, int to) {
        return of(values, from, index, to, MOST_CORRELATED);
    }

    /** Generous: without regard to what runs have of their neighbours, because that may be a level not found yet. */
    static Step ofIndependent(double[] values, int from, int index, int to) {
        return of(values, from, index, to, 0);
    }

    private static Step of(double[] values, int from, int index, int to, double mostCorrelated) {
        double before = mean(values, from, index);
        double after = mean(values, index, to);
        int n = to - from;
        double squares = 0;
        double products = 0;
        double last = Double.NaN;
        for (int i = from; i < to; i++) {
            double away = values[i] - (i < index ? before : after);
            squares += away * away;
            products += i == from || i == index ? 0 : away * last;
            last = away;
        }
        double rho = squares == 0 ? 0 : Math.max(0, Math.min(mostCorrelated, products / squares));
        double shrink = (1 - rho) / (1 + rho);
        double error = Math.sqrt(squares / (n - 2) * (1.0 / (index - from) + 1.0 / (to - index)) / shrink);
        return new Step(
                index,
                before,
                after,
                squares,
                pValue(after - before, error, Math.max(1, n * shrink - 2)),
                squaresFromLine(values, from, to) < squares * Math.pow(n, 1.0 / n));
    }

    private static double pValue(double difference, double error, double freedom) {
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        return 2 * new TDistribution(freedom).cumulativeProbability(-Math.abs(difference) / error);
    }

    /** {@code |after − before| ÷ |before|}; without bound where the level was 0. */
    double size() {
        return before == after ? 0 : Math.abs(after - before) / Math.abs(before);
    }

    /** @param corrected p-value of the choice of this index */
    ChangePoint at(double corrected) {
        @Nullable Double relative = before == 0 ? null : (Double) ((after - before) / Math.abs(before));
        return new ChangePoint(index, before, after, relative, corrected);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static double squaresFromLine(double[] values, int from, int to) {
        double n = to - from;
        double middle = (n - 1) / 2;
        double mean = mean(values, from, to);
        double xy = 0;
        double yy = 0;
        for (int i = from; i < to; i++) {
            double y = values[i] - mean;
            xy += (i - from - middle) * y;
            yy += y * y;
        }
        return yy - xy * xy / (n * (n * n - 1) / 12);
    }
}
