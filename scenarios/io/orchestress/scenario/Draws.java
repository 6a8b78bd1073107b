package io.orchestress.scenario;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Which kind of task a user has next, and which row of the feeder. Both are drawn from the seed, the user, and how many tasks it had before, and
 * from nothing else: whatever the target does, and in whatever order users come to it, the same run again draws the same.
 */
final class Draws {
    private static final long USERS_APART = 0x9E3779B97F4A7C15L;
    private static final long TASKS_APART = 0xC2B2AE3D27D4EB4FL;

    private final long seed;
    private final double[] weights;
    private final int[] rows;

    /** What is drawn, by its index. */
    record Draw(int kind, int row) {}

    /**
     * @param weights of the kinds, each above 0
     * @param rows how many each kind has, at least 1
     */
    Draws(long seed, double[] weights, int[] rows) {
        this.seed = seed;
        this.weights = weights.clone();
        this.rows = rows.clone();
    }

    /** @param before how many tasks the user had */
    Draw of(long userId, long before) {
        SplittableRandom random = new SplittableRandom(seed ^ userId * USERS_APART ^ before * TASKS_APART);
        double at = random.nextDouble() * Arrays.stream(weights).sum();
        int kind = 0;
        while (kind < weights.length - 1 && at >= weights[kind]) {
            at -= weights[kind];
            kind++;
        }
        return new Draw(kind, random.nextInt(rows[kind]));
    }
}
