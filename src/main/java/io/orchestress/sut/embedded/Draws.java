package io.orchestress.sut.embedded;

import java.util.SplittableRandom;

/**
 * Random numbers that depend on the seed, the purpose and the number of the thing they are drawn for, and on nothing else: not
 * on threads, not on what was drawn before. The same seed and the same order of arrival give the same run.
 */
record Draws(long seed) {
    /** What a draw is for; each has a stream of its own. */
    enum Purpose {
        SERVICE_TIME,
        TASK_FAILURE,
        ERROR,
        DROP,
        GARBAGE,
        STREAM_ERROR,
        STREAM_TRUNCATE,
        STREAM_STALL
    }

    /** The random source of item {@code number}. */
    SplittableRandom random(Purpose purpose, long number) {
        SplittableRandom bySeed = new SplittableRandom(seed);
        long salt = bySeed.nextLong() + 0x9E3779B97F4A7C15L * (number * Purpose.values().length + purpose.ordinal());
        return new SplittableRandom(salt);
    }

    /** True with probability {@code rate}, from 0 (never) to 1 (always). */
    boolean happens(double rate, Purpose purpose, long number) {
        return rate > 0 && (rate >= 1 || random(purpose, number).nextDouble() < rate);
    }
}
