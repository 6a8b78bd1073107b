package io.orchestress.stats.changepoint;

import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/**
 * How often a row in another order divides as well as it does: the whole procedure, the filter of outliers included, on {@value #DRAWS}
 * random orders of the values as they were measured. Where the order means nothing,
 * {@code p = (1 + number of orders that score as high) ÷ (draws + 1)} is below {@code α} with a probability of {@code α} at most, whatever
 * the law of the values, ties included (Phipson and Smyth, Stat. Appl. Genet. Mol. Biol. 9 (2010)); it is never 0. The
 * orders are the same for rows of the same length, so the same values give the same answer.
 */
final class Permutations {
    static final int DRAWS = 999;
    private static final int MOST_DRAWS = 9_999;
    private static final int CLEAR = 3;
    static final long SEED = 20_261_129;
    /** Orders that are as good but for rounding are as good. */
    private static final double ROUNDING = 1e-9;

    private Permutations() {}

    /** Of a division of a row; 1 where it is not below {@code falseAlarms}. */
    static double pValue(double[] values, Division observed, ChangeSettings settings) {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] shuffled = values.clone();
        return pValue(settings.falseAlarms(), observed.score(), () -> {
            shuffle(shuffled, random);
            return Division.ofShuffled(Outliers.pulledIn(shuffled, settings.levelRuns()), settings)
                    .score();
        });
    }

    /**
     * Nothing is gained by more than {@value #DRAWS} orders where it is clear by then: at most two were as good, or three times as many
     * as may be. Else there are {@value #MOST_DRAWS}.
     *
     * @param another what is observed, of the next order
     */
    static double pValue(double falseAlarms, double observed, DoubleSupplier another) {
        double least = observed - ROUNDING * Math.abs(observed);
        int asGood = 1;
        int draws = 0;
        for (int stop : new int[] {DRAWS, MOST_DRAWS}) {
            double hopeless = (stop == DRAWS ? CLEAR : 1) * falseAlarms * (stop + 1);
            for (; draws < stop && asGood < hopeless; draws++) {
                asGood += another.getAsDouble() >= least ? 1 : 0;
            }
            if (asGood >= hopeless) {
                return 1;
            }
            if (asGood <= CLEAR) {
                break;
            }
        }
        return (double) asGood / (draws + 1);
    }

    static void shuffle(double[] values, SplittableRandom random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            double value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
    }
}
