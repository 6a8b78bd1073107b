package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import java.time.Duration;
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

    /** @param root all of {@code orchestress} */
    public static IssueLimits read(Section root) {
        Section s = root.section("issues");
        Section prices = root.section("prices");
        Section slo = root.section("slo");
        Duration least = Duration.ofMillis(1);
        double elevated = s.share("elevated-error-rate");
        double high = s.share("error-rate");
        double critical = s.share("error-rate-critical");
        if (elevated > high || high > critical) {
            s.problem("error-rate", "must lie between elevated-error-rate and error-rate-critical");
        }
        double p95 = s.duration("p95", least).toMillis();
        double p95Critical = s.duration("p95-critical", least).toMillis();
        if (p95 > p95Critical) {
            s.problem("p95", "must not be above p95-critical");
        }
        double cpu = s.share("cpu");
        double cpuCritical = s.share("cpu-critical");
        if (cpu > cpuCritical) {
            s.problem("cpu", "must not be above cpu-critical");
        }
        double cheapFrom = prices.share("cheap-share-from");
        double cheapTo = prices.share("cheap-share-to");
        if (cheapFrom > cheapTo) {
            prices.problem("cheap-share-from", "must not be above cheap-share-to");
        }
        return new IssueLimits(
                s.integer("min-samples", 1, 1_000_000),
                elevated,
                Math.max(elevated, high),
                Math.max(Math.max(elevated, high), critical),
                p95,
                Math.max(p95, p95Critical),
                s.duration("mean", least).toMillis(),
                s.number("throughput-per-sec", 0, 1e9),
                5,
                root.section("recovery").duration("max-time", Duration.ZERO).toMillis() / 1000.0,
                2,
                100,
                0.01,
                5,
                new TrendLimits(
                        s.number("variation", 0, 100),
                        s.number("latency-drift", 0.01, 100),
                        s.number("scaling-drop", 0.01, 1),
                        5),
                new AgentLimits(
                        s.share("stalled-streams"),
                        prices.number("budget-per-task", 0, 1e9),
                        s.number("cost-critical-factor", 1, 1000),
                        s.share("routing-accuracy"),
                        s.share("good-share"),
                        s.share("queue-wait"),
                        slo.duration("ttft", least).toMillis(),
                        slo.duration("tpot", least).toMillis(),
                        cheapFrom,
                        Math.max(cheapFrom, cheapTo)),
                new ResourceLimits(
                        5,
                        cpu,
                        Math.max(cpu, cpuCritical),
                        s.share("host-memory"),
                        s.duration("database-time", least).toNanos() / 1e6,
                        s.duration("network-time", least).toNanos() / 1e6));
    }

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
