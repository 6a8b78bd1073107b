package io.orchestress.record;

import java.util.Collection;

/**
 * Sums of counts that a target or a file told: one that is too large for a {@code long} stays at the largest and is unknown; it never
 * becomes small or negative.
 */
public final class SaturatedSum {
    /** Stands for a sum that is not known any more. */
    public static final long BEYOND = Long.MAX_VALUE;

    private SaturatedSum() {}

    /** @param a, b 0 or more */
    public static long plus(long a, long b) {
        long sum = a + b;
        return sum < 0 && a >= 0 && b >= 0 ? BEYOND : sum;
    }

    public static long sum(Collection<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).reduce(0, SaturatedSum::plus);
    }
}
