package io.orchestress.analysis.capacity;

/**
 * Little's law, {@code N = X R}: requests in flight are their rate times the time each is under way, whatever the target does, as long
 * as as many end as begin. Source: Little, Operations Research 9 (1961).
 */
public final class LittlesLaw {
    /** A ratio further from 1 than this is no longer rounding and edges of the time line. */
    public static final double TOLERANCE = 0.1;

    private LittlesLaw() {}

    /** @param ratio {@code N ÷ (X R)} */
    public static boolean isBrokenBy(double ratio) {
        return !(Math.abs(ratio - 1) <= TOLERANCE);
    }
}
