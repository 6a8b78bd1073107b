package io.orchestress.analysis.issues;

import java.util.Objects;

/**
 * From where on something is an issue. Shares are ratios from 0 to 1.
 *
 * @param minSamples requests of one name in one phase before any rule speaks about their rates or latencies
 * @param elevatedErrorRatio failed ÷ count above which ELEVATED_ERROR_RATE speaks
 * @param highErrorRatio failed ÷ count above which it is HIGH_ERROR_RATE
 * @param criticalErrorRatio failed ÷ count above which that is critical
 * @param highP95Millis p95 above which HIGH_RESPONSE_TIME speaks
 * @param criticalP95Millis p95 above which that is critical
 * @param slowMeanMillis mean above which SLOW_MEAN speaks
 * @param lowThroughputPerSec requests per second below which LOW_THROUGHPUT speaks, where at least as many were offered
 * @param minThroughputSeconds how long a phase must have been driven before its throughput is judged
 * @param slowRecoverySeconds from release to being back, above which SLOW_RECOVERY speaks
 * @param omissionFactor corrected p99 ÷ plain p99 from which COORDINATED_OMISSION speaks
 * @param omissionGapMillis by how much the two must differ, too
 * @param unfinishedRatio unfinished ÷ count above which UNFINISHED_REQUESTS is medium instead of low
 * @param tailSamples samples above a percentile before COORDINATED_OMISSION speaks about it
 * @param trends those of figures over time and load
 * @param agents those of figures of agents
 * @param resources those of CPU and memory
 */
public record IssueLimits(
        long minSamples,
        double elevatedErrorRatio,
        double highErrorRatio,
        double criticalErrorRatio,
        double highP95Millis,
        double criticalP95Millis,
        double slowMeanMillis,
        double lowThroughputPerSec,
        double minThroughputSeconds,
        double slowRecoverySeconds,
        double omissionFactor,
        double omissionGapMillis,
        double unfinishedRatio,
        long tailSamples,
        TrendLimits trends,
        AgentLimits agents,
        ResourceLimits resources) {

    /** The figures of the specification. */
    public static final IssueLimits DEFAULT = new IssueLimits(
            20,
            0.01,
            0.05,
            0.10,
            5_000,
            10_000,
            1_000,
            1_000,
            5,
            30,
            2,
            100,
            0.01,
            5,
            TrendLimits.DEFAULT,
            AgentLimits.DEFAULT,
            ResourceLimits.DEFAULT);

    public IssueLimits {
        Objects.requireNonNull(trends, "trends is null");
        Objects.requireNonNull(agents, "agents is null");
        Objects.requireNonNull(resources, "resources is null");
        if (minSamples < 1) {
            throw new IllegalArgumentException("minSamples is " + minSamples + ", must be 1 or more");
        }
        if (!(0 <= elevatedErrorRatio
                && elevatedErrorRatio <= highErrorRatio
                && highErrorRatio <= criticalErrorRatio
                && criticalErrorRatio <= 1)) {
            throw new IllegalArgumentException("error ratios must ascend from 0 to 1: " + elevatedErrorRatio + ", "
                    + highErrorRatio + ", " + criticalErrorRatio);
        }
        if (!(0 < highP95Millis && highP95Millis <= criticalP95Millis)) {
            throw new IllegalArgumentException(
                    "p95 limits must ascend from above 0: " + highP95Millis + ", " + criticalP95Millis);
        }
        atLeast("slowMeanMillis", slowMeanMillis, 0);
        atLeast("lowThroughputPerSec", lowThroughputPerSec, 0);
        atLeast("minThroughputSeconds", minThroughputSeconds, 0);
        atLeast("slowRecoverySeconds", slowRecoverySeconds, 0);
        atLeast("omissionFactor", omissionFactor, 1);
        atLeast("omissionGapMillis", omissionGapMillis, 0);
        atLeast("unfinishedRatio", unfinishedRatio, 0);
        atLeast("tailSamples", tailSamples, 1);
    }

    private static void atLeast(String name, double value, double least) {
        if (!(value >= least)) {
            throw new IllegalArgumentException(name + " is " + value + ", must be " + least + " or more");
        }
    }
}
