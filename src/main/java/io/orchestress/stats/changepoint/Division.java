package io.orchestress.stats.changepoint;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Where a row divides best into two levels: at one place, or at two, with a stretch {@code [from, to)} at a level of its own.
 *
 * <p>For {@code m} of the {@code n} values of a window, {@code B = m (n − m) ÷ n × (mean inside − mean outside)²} of the sum of squares
 * {@code Q} about the mean is between the levels; {@code t² = (n − 2) B ÷ (Q − B)}. Score:
 * {@code n ÷ 2 × ln(1 + s t² ÷ (n − 2)) − ln c}, the gain in log-likelihood less the choice among {@code c} places; of stretches there are
 * {@code c} pairs of places, and they get a twentieth of the error. Windows of {@code windowRuns}, and of twice, four times … as many, begin every half of their length; stretches are looked for in the
 * short ones.
 *
 * <p>Runs that resemble their neighbours tell less: for a row as it was measured {@code s = (1 − ρ) ÷ (1 + ρ)}, {@code ρ} the
 * autocorrelation at lag 1 of the distances from the levels, with those that a gain of 12 puts beyond doubt, in the window or in the mean of all windows, where it is above
 * {@code 1.645 ÷ √n} of its {@code n} values; else {@code s} is 1.
 *
 * @param from first run of the new level
 * @param to first run after it; the end of the window for a single place
 * @param score 0 or less where nothing is gained
 */
record Division(int from, int to, double score, boolean isStretch) {
    /** This share of a sum of squares is rounding. */
    private static final double ROUNDING = 1e-12;

    /** So that levels without any noise are equally sure. */
    private static final double LEAST_WITHIN = 1e-9;

    /** One-sided 5 %. Short rows of independent runs seem to resemble their neighbours often enough, and power is lost for it. */
    private static final double SURELY_CORRELATED = 1.645;

    private static final double MOST_CORRELATED = 0.9;
    /** Gain in log-likelihood. */
    private static final double BEYOND_DOUBT = 12;
    /** Natural logarithm of how many times less of the error is for stretches. */
    private static final double RARER = Math.log(20);

    private static final Division NONE = new Division(0, 0, Double.NEGATIVE_INFINITY, false);

    /** Of a row as it was measured, less its outliers. */
    static Division ofMeasured(double[] values, ChangeSettings settings) {
        return best(values, settings, true);
    }

    /** Of a row in another order, less its outliers: what neighbours have of each other is gone. */
    static Division ofShuffled(double[] values, ChangeSettings settings) {
        return best(values, settings, false);
    }

    private static Division best(double[] values, ChangeSettings settings, boolean measured) {
        int n = values.length;
        Sums sums = new Sums(values);
        List<Split> splits = new ArrayList<>();
        for (int window = Math.min(n, settings.windowRuns()); ; window = Math.min(n, 2 * window)) {
            for (int start = 0; ; start = Math.min(start + (window + 1) / 2, n - window)) {
                sums.best(start, start + window, settings, splits);
                if (start + window == n) {
                    break;
                }
            }
            if (window == n) {
                break;
            }
        }
        double ofAll = measured ? sums.meanCorrelation(splits) : 0;
        Division best = NONE;
        for (Split split : splits) {
            double rho = measured ? Math.max(ofAll, sure(sums.correlation(split), split.end - split.start)) : 0;
            double score = split.score(rho);
            best = score > best.score ? new Division(split.from, split.to, score, split.stretch) : best;
        }
        return best;
    }

    private static double sure(double rho, int runs) {
        return rho > SURELY_CORRELATED / Math.sqrt(runs) ? Math.min(MOST_CORRELATED, rho) : 0;
    }

    /**
     * The best of a window.
     *
     * @param odds {@code B ÷ (Q − B)}
     * @param choice natural logarithm of the places that it was chosen among
     */
    private record Split(int start, int end, int from, int to, int level, double odds, double choice, boolean stretch) {
        double score(double rho) {
            return (end - start) / 2.0 * Math.log1p(odds * (1 - rho) / (1 + rho)) - choice;
        }
    }

    /** Of a row, less its mean. */
    private static final class Sums {
        private final double[] values;
        private final double[] sums;
        private final double[] squares;

        Sums(double[] row) {
            double mean = 0;
            for (double value : row) {
                mean += value / row.length;
            }
            values = new double[row.length];
            sums = new double[row.length + 1];
            squares = new double[row.length + 1];
            for (int i = 0; i < row.length; i++) {
                values[i] = row[i] - mean;
                sums[i + 1] = sums[i] + values[i];
                squares[i + 1] = squares[i] + values[i] * values[i];
            }
        }

        void best(int start, int end, ChangeSettings settings, List<Split> splits) {
            int level = settings.levelRuns();
            int n = end - start;
            double mean = (sums[end] - sums[start]) / n;
            double all = squares[end] - squares[start] - n * mean * mean;
            if (all <= ROUNDING * squares[values.length]) {
                return;
            }
            double[] weights = new double[n];
            for (int m = 1; m < n; m++) {
                weights[m] = (double) n / m / (n - m);
            }
            int at = start;
            double most = -1;
            for (int k = start + level; k <= end - level; k++) {
                double between = between(k, end, mean, weights);
                if (between > most) {
                    most = between;
                    at = k;
                }
            }
            Split single = new Split(start, end, at, end, level, odds(most, all), Math.log(n - 2 * level + 1), false);
            int from = start;
            int to = end;
            double mostOfStretch = -1;
            int pairs = 0;
            int last = n > settings.windowRuns() ? start : end - 2 * level;
            for (int i = start + level; i <= last; i++) {
                for (int j = i + level; j <= end - level; j++) {
                    pairs++;
                    double between = between(i, j, mean, weights);
                    if (between > mostOfStretch) {
                        mostOfStretch = between;
                        from = i;
                        to = j;
                    }
                }
            }
            Split stretch = new Split(
                    start, end, from, to, level, odds(mostOfStretch, all), Math.log(Math.max(1, pairs)) + RARER, true);
            splits.add(pairs == 0 || single.score(0) >= stretch.score(0) ? single : stretch);
        }

        private double between(int from, int to, double mean, double[] weights) {
            double inside = sums[to] - sums[from] - (to - from) * mean;
            return inside * inside * weights[to - from];
        }

        private static double odds(double between, double all) {
            return between / Math.max(all - between, LEAST_WITHIN * all);
        }

        /** Over all windows, where it is surely one. */
        double meanCorrelation(List<Split> splits) {
            double sum = 0;
            for (Split split : splits) {
                sum += correlation(split);
            }
            return splits.isEmpty() ? 0 : sure(sum / splits.size(), values.length);
        }

        /**
         * At lag 1, of the distances from the levels of the pieces that a window is divided into, and that those are divided into where
         * that is beyond doubt: a level not found yet makes all its runs alike.
         */
        double correlation(Split split) {
            TreeSet<Integer> ends = new TreeSet<>();
            refine(split.start, split.from, split.level, ends);
            refine(split.from, split.to, split.level, ends);
            refine(split.to, split.end, split.level, ends);
            double products = 0;
            double own = 0;
            int from = split.start;
            for (int end : ends) {
                double mean = mean(from, end);
                for (int i = from; i < end; i++) {
                    own += (values[i] - mean) * (values[i] - mean);
                    products += i == from ? 0 : (values[i] - mean) * (values[i - 1] - mean);
                }
                from = end;
            }
            return own <= ROUNDING * squares[values.length] ? 0 : products / own;
        }

        private void refine(int start, int end, int level, TreeSet<Integer> ends) {
            if (start == end) {
                return;
            }
            double mean = mean(start, end);
            double all = squares[end] - squares[start] - (end - start) * mean * mean;
            int at = start;
            double most = 0;
            for (int k = start + level; k <= end - level; k++) {
                double inside = sums[k] - sums[start] - (k - start) * mean;
                double between = inside * inside * (end - start) / (k - start) / (end - k);
                if (between > most) {
                    most = between;
                    at = k;
                }
            }
            if (at > start && (end - start) / 2.0 * Math.log1p(odds(most, all)) > BEYOND_DOUBT) {
                refine(start, at, level, ends);
                refine(at, end, level, ends);
            } else {
                ends.add(end);
            }
        }

        private double mean(int from, int to) {
            return (sums[to] - sums[from]) / (to - from);
        }
    }
}
