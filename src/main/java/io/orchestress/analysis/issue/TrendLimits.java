package io.orchestress.analysis.issue;

/**
 * From where on a figure that changes over time, or with the load, is an issue.
 *
 * @param unstableVariationRatio coefficient of variation of median latency over time above which UNSTABLE_LATENCY speaks
 * @param driftGrowth growth of median latency over a phase ÷ its start above which LATENCY_DRIFT speaks
 * @param efficiencyDrop fall of throughput per load, as a part of that of the first step, above which SCALING_EFFICIENCY_DROP speaks
 */
public record TrendLimits(double unstableVariationRatio, double driftGrowth, double efficiencyDrop) {

    /** Those of {@code reference.conf}. */
    public static final TrendLimits DEFAULT = new TrendLimits(0.2, 0.2, 0.2);

    public TrendLimits {
        positive("unstableVariationRatio", unstableVariationRatio);
        positive("driftGrowth", driftGrowth);
        positive("efficiencyDrop", efficiencyDrop);
    }

    private static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be above 0");
        }
    }
}
