package io.orchestress.stats.changepoint;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Runs of a level that was accepted, and the limit of a sum of what is worse than them.
 *
 * <p>The limit is 3.5 and 10 ÷ the runs of the reference, as its mean is only known so well; 1.5 more where runs differ by 6 % or more,
 * which is mostly what the machine does from run to run. It is not below what sums over {@value #AHEAD} further runs of the reference
 * itself, drawn in blocks of {@value #BLOCK} neighbours, exceed in one of five draws, so that it holds for skewed and tied figures, too.
 *
 * @param deviation at least a tenth of the least change
 * @param worse 1 where higher is worse, else −1
 */
record CusumReference(double mean, double deviation, int worse, double limit) {
    private static final double LEAST_LIMIT = 3.5;
    private static final double FOR_THE_MEAN = 10;
    private static final double NOISY = 0.06;
    private static final double FOR_THE_MACHINE = 1.5;
    private static final double FAR = 3;
    private static final double SLACK = 1;
    private static final double TO_SIGMA = 1.4826;
    private static final int AHEAD = 100;
    private static final int BLOCK = 4;
    private static final int DRAWS = 400;

    static CusumReference of(double[] values, ChangeSettings settings, LevelScale scale, boolean higherIsBetter) {
        double middle = median(values.clone());
        double reach = FAR
                * TO_SIGMA
                * median(Arrays.stream(values).map(x -> Math.abs(x - middle)).toArray());
        double[] calm = Arrays.stream(values)
                .map(x -> reach > 0 ? Math.max(middle - reach, Math.min(middle + reach, x)) : x)
                .toArray();
        double mean = Arrays.stream(calm).average().orElseThrow();
        double squares = Arrays.stream(calm).map(x -> (x - mean) * (x - mean)).sum();
        double least = scale.least(settings.leastChange()) / 10 * (scale == LevelScale.LINEAR ? Math.abs(mean) : 1);
        double deviation = Math.max(Math.sqrt(squares / (values.length - 1)), Math.max(least, Double.MIN_NORMAL));
        CusumReference bare = new CusumReference(mean, deviation, higherIsBetter ? -1 : 1, Double.POSITIVE_INFINITY);
        double noise = scale == LevelScale.LINEAR && mean != 0 ? deviation / Math.abs(mean) : deviation;
        double limit = LEAST_LIMIT + FOR_THE_MEAN / values.length + (noise >= NOISY ? FOR_THE_MACHINE : 0);
        return new CusumReference(mean, deviation, bare.worse, Math.max(limit, bare.oneInFive(values)));
    }

    /** The sum with another run. */
    double next(double sum, double value) {
        double z = Math.max(-FAR, Math.min(FAR, worse * (value - mean) / deviation));
        return Math.min(2 * limit, Math.max(0, sum + z - SLACK));
    }

    private double oneInFive(double[] values) {
        SplittableRandom random = new SplittableRandom(Permutations.SEED);
        double[] highest = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            double sum = 0;
            for (int i = 0; i < AHEAD; i += BLOCK) {
                int from = random.nextInt(values.length);
                for (int k = 0; k < BLOCK; k++) {
                    sum = next(sum, values[(from + k) % values.length]);
                    highest[draw] = Math.max(highest[draw], sum);
                }
            }
        }
        Arrays.sort(highest);
        return highest[DRAWS - DRAWS / 5];
    }

    private static double median(double[] own) {
        Arrays.sort(own);
        int half = own.length / 2;
        return own.length % 2 == 1 ? own[half] : (own[half - 1] + own[half]) / 2;
    }
}
