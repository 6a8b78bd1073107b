package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.DriftResult;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.Planning;
import io.orchestress.stats.trend.Drift;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LATENCY_DRIFT: median latency of one request that grows while the load is constant, significantly and by enough to matter: growth
 * of the robust line over the phase ÷ its start.
 *
 * @see Drift
 *
 * @param driftGrowth growth of median latency over a phase ÷ its start above which it speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record LatencyDrift(double driftGrowth, long minSamples) implements IssueRule {
    static final IssueType LATENCY_DRIFT = new IssueType(
            "LATENCY_DRIFT",
            "median latency grows by more than {issues.latency-drift %} and 5 ms over the constant load of a steady or endurance phase, significantly",
            "high");

    private static final int FEWEST_BINS = 20;
    /** One-sided, of the normal distribution: 1 false alarm in 1 000 series, before growth is looked at. */
    private static final double Z = 3.0902;

    private record Growth(PhaseResult phase, LatencySeries series, Drift drift) {}

    static LatencyDrift read(Section root) {
        return new LatencyDrift(root.section("issues").number("latency-drift", 0.01, 100), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(LATENCY_DRIFT);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        List<Growth> growths = new ArrayList<>();
        for (PhaseResult phase : measured.judgedPhases()) {
            for (LatencySeries series : measured.series(phase.name())) {
                List<LatencySeries.Bin> bins = series.bins(minSamples);
                if (bins.size() >= FEWEST_BINS && !endedGrowing(measured, phase.name(), series.request())) {
                    Drift drift = Drift.of(
                            bins.stream()
                                    .mapToDouble(LatencySeries.Bin::atSeconds)
                                    .toArray(),
                            bins.stream()
                                    .mapToDouble(LatencySeries.Bin::medianMillis)
                                    .toArray());
                    if (drift.z() > Z
                            && drift.growth() > driftGrowth
                            && drift.end() - drift.start() >= LatencySeries.NOTICEABLE_MILLIS) {
                        growths.add(new Growth(phase, series, drift));
                    }
                }
            }
        }
        return growths.isEmpty() ? List.of() : List.of(diagnosis(growths));
    }

    /** Whether a longer look at it found that it settled, or that it repeats. */
    private static boolean endedGrowing(IssueContext measured, String phase, String request) {
        @Nullable Planning planning = measured.run().planning();
        return planning != null
                && planning.drifts().stream()
                        .anyMatch(drift -> drift.phase().equals(phase)
                                && drift.subject().equals(request)
                                && drift.metric().equals("p50")
                                && drift.outcome() == DriftResult.Outcome.STABLE);
    }

    private Diagnosis diagnosis(List<Growth> growths) {
        Growth worst = growths.stream()
                .max(Comparator.comparingDouble(growth -> growth.drift().growth()))
                .orElseThrow();
        Drift drift = worst.drift();
        String places = growths.size() == 1 ? "" : ", worst of " + growths.size() + " places";
        String description = "Median latency of '" + worst.series().request() + "' grew from "
                + Format.of(drift.start(), "ms") + " to " + Format.of(drift.end(), "ms") + " ("
                + Format.change(drift.growth()) + ", limit "
                + Format.change(driftGrowth)
                + ") under the constant load of phase '" + worst.phase().name() + "'" + places + " (Mann–Kendall Z "
                + Format.fixed(drift.z(), 2) + ").";
        Evidence evidence = new Evidence(
                growths.stream().map(growth -> growth.phase().name()).distinct().toList(),
                growths.stream()
                        .map(growth -> growth.series().request())
                        .distinct()
                        .toList(),
                growths.stream()
                        .mapToDouble(g -> g.phase().startSeconds())
                        .min()
                        .orElseThrow(),
                growths.stream().mapToDouble(g -> g.phase().endSeconds()).max().orElseThrow(),
                "growth",
                100 * drift.growth(),
                100 * driftGrowth,
                "%");
        return Diagnosis.of(LATENCY_DRIFT, Severity.HIGH, description, evidence)
                .adding(drift.end() - drift.start())
                .with("before", Format.of(drift.start(), "ms"))
                .with("after", Format.of(drift.end(), "ms"))
                .with("per_hour", Format.of(drift.slopePerSec() * 3600, "ms"));
    }
}
