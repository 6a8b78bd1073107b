package io.orchestress.backend.law;

import java.util.SplittableRandom;

/**
 * Random numbers that depend on the seed, on who they are drawn for and on what for, and on nothing else: the same task sees the same
 * model, whoever came before it.
 */
public record Draws(long seed) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    /** The random source of one call of a task. */
    public SplittableRandom of(long task, String purpose, int turn) {
        return new SplittableRandom(mixed(seed) ^ mixed(task ^ hash(purpose)) + GOLDEN * turn);
    }

    /** FNV-1a over the characters of a text, in 64 bits. */
    public static long hash(CharSequence text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** The finaliser of MurmurHash3, variant 13 of D. Stafford. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
