package io.orchestress.analysis.gates;

/**
 * What a figure's samples say about a limit: not whether the figure of this run keeps it, which may be chance, but how likely that would be of a target that is just at it.
 */
@FunctionalInterface
interface LimitEvidence {
    /** @param limit in the unit of the figure */
    Chance against(double limit, Relation relation);

    /** What would decide it, a sentence; empty: more samples would. */
    default String remedy() {
        return "";
    }

    /**
     * Probabilities for a target that is exactly at the limit.
     *
     * @param asBad that its figure comes out as bad as this one, or worse
     * @param asGood that it comes out as good as this one, or better
     * @param tooFew whether all samples keep the limit and are still so few that they would of such a target more often than not
     * @param words what was seen, for a note
     * @param decisive about how many samples decide, if they come out as these did; infinite: none do, or it is not known
     */
    record Chance(double asBad, double asGood, boolean tooFew, String words, double decisive) {}
}
