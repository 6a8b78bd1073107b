package io.orchestress.analysis.endurance;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Length of a pattern that repeats in a series without a trend: the first lag at which the autocorrelation
 * {@code r(k) = Σ (x_i − m)(x_{i+k} − m) ÷ (n − k) ÷ Var} has a peak near its highest, above {@value #LEAST}, that comes again at twice
 * the lag. Three whole periods must have been seen; fewer are no pattern. Times the lag's multiples are looked at, its length is known to a
 * fraction of a bin.
 */
final class Periodicity {
    private static final double LEAST = 0.4;
    /** Peak less the lowest before it. */
    private static final double CLEAR = 0.3;

    private static final double NEAR_THE_HIGHEST = 0.85;
    private static final int SHORTEST = 3;

    private Periodicity() {}

    /** In bins; empty where there is none. */
    static OptionalDouble of(double[] values) {
        int most = values.length / 3;
        if (most < 2 * SHORTEST) {
            return OptionalDouble.empty();
        }
        double[] r = autocorrelation(values, 2 * most);
        double lowest = 1;
        double highest = 0;
        boolean[] peaks = new boolean[most + 1];
        for (int lag = 1; lag <= most; lag++) {
            lowest = Math.min(lowest, r[lag]);
            peaks[lag] = lag >= SHORTEST
                    && r[lag] >= r[lag - 1]
                    && r[lag] >= r[lag + 1]
                    && r[lag] >= LEAST
                    && r[lag] - lowest >= CLEAR;
            highest = peaks[lag] ? Math.max(highest, r[lag]) : highest;
        }
        for (int lag = SHORTEST; lag <= most; lag++) {
            if (peaks[lag] && r[lag] >= NEAR_THE_HIGHEST * highest && comesAgain(r, lag)) {
                return OptionalDouble.of(refined(r, lag));
            }
        }
        return OptionalDouble.empty();
    }

    private static boolean comesAgain(double[] r, int lag) {
        int twice = highestNear(r, 2.0 * lag, 0.1 * lag);
        return r[twice] >= r[lag] / 2;
    }

    private static double refined(double[] r, int lag) {
        double period = lag;
        for (int times = 2; times * period < r.length - 1 && times <= 20; times++) {
            int near = highestNear(r, times * period, 0.1 * period);
            if (r[near] < r[lag] / 2) {
                break;
            }
            period = (double) near / times;
        }
        return period;
    }

    private static int highestNear(double[] r, double place, double tolerance) {
        int from = (int) Math.max(1, Math.round(place - Math.max(1, tolerance)));
        int to = (int) Math.min(r.length - 1, Math.round(place + Math.max(1, tolerance)));
        int best = from;
        for (int lag = from; lag <= to; lag++) {
            best = r[lag] > r[best] ? lag : best;
        }
        return best;
    }

    private static double[] autocorrelation(double[] values, int most) {
        double mean = Arrays.stream(values).average().orElse(0);
        double[] r = new double[most + 1];
        for (int lag = 0; lag <= most; lag++) {
            double sum = 0;
            for (int i = 0; i + lag < values.length; i++) {
                sum += (values[i] - mean) * (values[i + lag] - mean);
            }
            r[lag] = sum / (values.length - lag);
        }
        double variance = r[0];
        for (int lag = 0; lag <= most; lag++) {
            r[lag] = variance > 0 ? r[lag] / variance : 0;
        }
        return r;
    }
}
