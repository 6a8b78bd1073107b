package io.orchestress.analysis.issues;

/**
 * From where on a figure that changes over time, or with the load, is an issue.
 *
 * @param unstableVariationRatio coefficient of variation of median latency over time above which UNSTABLE_LATENCY speaks
 * @param driftGrowth growth of median latency over a phase ÷ its start above which LATENCY_DRIFT speaks
 * @param efficiencyDrop fall of throughput per load, as a part of that of the first step, above which SCALING_EFFICIENCY_DROP speaks
 * @param noticeableMillis standard deviation over time, or growth, that UNSTABLE_LATENCY and LATENCY_DRIFT ask for besides: what
 *     moves by less, no user notices
 */
public record TrendLimits(
        double unstableVariationRatio, double driftGrowth, double efficiencyDrop, double noticeableMillis) {
    public TrendLimits {
        positive("unstableVariationRatio", unstableVariationRatio);
        positive("driftGrowth", driftGrowth);
        positive("efficiencyDrop", efficiencyDrop);
        if (!(noticeableMillis >= 0)) {
            throw new IllegalArgumentException("noticeableMillis is " + noticeableMillis + ", must be 0 or more");
        }
    }

    private static void positive(String name, double value) {
        if (!(value > 0)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be above 0");
        }
    }
}
