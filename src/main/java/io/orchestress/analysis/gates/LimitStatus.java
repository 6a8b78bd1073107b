package io.orchestress.analysis.gates;

/** How a figure stands to a limit, chance considered. docs/MATH.md §7. */
enum LimitStatus {
    /** The figure keeps it, and a target at the limit would not come out as good more often than not. */
    KEPT,
    /** Neither kept nor broken. */
    CLOSE,
    /** A target at the limit comes out as bad in one run of twenty at most. */
    BROKEN,
    /** Nothing is beyond the limit, and too little was measured for that to mean anything. */
    TOO_FEW;

    /** Of all places together: that one of them is called broken by chance. */
    private static final double FALSE_FAILURES = 0.05;

    private static final double RATHER = 0.5;

    /**
     * Of a figure at one place.
     *
     * @param places that are judged by the rule: each is allowed a share of the 5 %, {@code 1 − 0.95^(1 ÷ places)}
     */
    static LimitStatus of(MeasuredMetric reading, Relation relation, double limit, int places) {
        boolean holds = relation.holds(reading.value(), limit);
        if (reading.evidence().isEmpty()) {
            return holds ? KEPT : BROKEN;
        }
        LimitEvidence.Chance chance = reading.evidence().get().against(limit, relation);
        if (!holds && chance.asBad() <= 1 - Math.pow(1 - FALSE_FAILURES, 1.0 / places)) {
            return BROKEN;
        }
        if (chance.tooFew()) {
            return TOO_FEW;
        }
        return holds && chance.asGood() <= RATHER ? KEPT : CLOSE;
    }
}
