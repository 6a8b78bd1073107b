package io.orchestress.stats.changepoint;

import java.util.SplittableRandom;

/**
 * The best step beside a straight line, and how likely it is chance. Statistic: the largest of {@code RSS(line) ÷ RSS(line and step at k)}
 * over the places {@code k}, outliers pulled in. Its law where there is a line only: that of the line's residuals in random order (Freedman
 * and Lane, J. Bus. Econ. Stat. 1 (1983)).
 *
 * @param index first run of the new level
 * @param pValue as of {@link Permutations#pValue}
 */
record StepsBesideLine(int index, double pValue) {

    /** @param values of a piece, as they were measured, at least {@code 2 × levelRuns} */
    static StepsBesideLine of(double[] values, ChangeSettings settings) {
        double[] rest = values.clone();
        PiecewiseLine line = PiecewiseLine.of(values, new int[] {0}, values.length, true);
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= line.at(0, i);
        }
        Fits fits = new Fits(values.length, settings.levelRuns());
        Fits.Best observed = fits.best(Outliers.pulledIn(rest, settings.levelRuns()));
        SplittableRandom random = new SplittableRandom(Permutations.SEED);
        double p = Permutations.pValue(settings.falseAlarms(), observed.gain(), () -> {
            Permutations.shuffle(rest, random);
            return fits.best(Outliers.pulledIn(rest, settings.levelRuns())).gain();
        });
        return new StepsBesideLine(observed.index(), p);
    }

    /** Sums of rows of one length. */
    private static final class Fits {
        private final int n;
        private final int level;
        private final double middle;
        private final double xx;

        record Best(int index, double gain) {}

        Fits(int n, int level) {
            this.n = n;
            this.level = level;
            this.middle = (n - 1) / 2.0;
            this.xx = n * ((double) n * n - 1) / 12;
        }

        /** By Frisch, Waugh and Lovell: what a step adds is what its part that no line explains adds. */
        Best best(double[] y) {
            double mean = 0;
            for (double value : y) {
                mean += value / n;
            }
            double xy = 0;
            double yy = 0;
            for (int i = 0; i < n; i++) {
                xy += (i - middle) * (y[i] - mean);
                yy += (y[i] - mean) * (y[i] - mean);
            }
            double slope = xy / xx;
            double line = yy - slope * xy;
            if (line <= 1e-12 * yy) {
                return new Best(level, 1);
            }
            Best best = new Best(level, 1);
            double after = 0;
            for (int k = n - 1; k >= level; k--) {
                after += y[k] - mean - slope * (k - middle);
                int m = n - k;
                if (m >= level) {
                    // Of the step less its mean m ÷ n: with itself, and with x, whose mean over the last m is k ÷ 2.
                    double withX = m * (k / 2.0);
                    double own = (double) m * k / n - withX * withX / xx;
                    double gained = own <= 0 ? 0 : after * after / own;
                    double gain = line / Math.max(line - gained, 1e-9 * line);
                    best = gain > best.gain ? new Best(k, gain) : best;
                }
            }
            return best;
        }
    }
}
