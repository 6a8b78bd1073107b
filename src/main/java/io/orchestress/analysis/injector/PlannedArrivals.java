package io.orchestress.analysis.injector;

/**
 * Arrivals of an open model: how many the plan asked for in the phases that were driven to their end, and how many of
 * them came up, dropped ones included: those are told by themselves.
 *
 * @param planned {@code Σ mean rate × seconds}
 */
record PlannedArrivals(double planned, long began) {
    /**
     * Standard deviations of a Poisson count by which it falls short of its mean once in 30 000 runs.
     */
    private static final double SIGMAS = 4;

    static final PlannedArrivals NONE = new PlannedArrivals(0, 0);

    /** Share of the planned that did not begin; 0 when chance alone may have left them out. */
    double missing() {
        boolean chance = planned <= 0 || began >= planned - SIGMAS * Math.sqrt(planned);
        return chance ? 0 : 1 - began / planned;
    }
}
