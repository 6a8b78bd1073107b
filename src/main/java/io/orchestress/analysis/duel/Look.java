package io.orchestress.analysis.duel;

import io.orchestress.analysis.noise.Location;

/**
 * What the pairs until now say.
 *
 * @param pairs how many
 * @param typical difference of logarithms: above 0, the candidate is slower
 * @param failures in points: above 0, more of the candidate's fail
 * @param unended in points: above 0, fewer of the candidate's end
 * @param decision what is decided; {@code UNDECIDED} while it goes on
 */
public record Look(int pairs, Located typical, Located failures, Located unended, Decision decision) {
    /** What can come of a duel. */
    public enum Decision {
        WORSE,
        NOT_WORSE,
        BETTER,
        UNDECIDED
    }

    /**
     * One figure at a look.
     *
     * @param worse that it grew is proven, for all looks and figures together
     * @param notWorse that it did not grow beyond its tolerance is proven
     * @param from, to one-sided bounds at this look: below {@code from} it is said to be worse only if that is above 0, and not worse if
     *     {@code to} is within the tolerance
     */
    public record Located(Location location, double from, double to, boolean worse, boolean notWorse) {}
}
