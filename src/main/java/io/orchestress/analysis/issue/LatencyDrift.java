package io.orchestress.analysis.issue;

import io.orchestress.analysis.drift.Drift;
import io.orchestress.run.DriftResult;
import io.orchestress.run.Issue.Evidence;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.PhaseResult;
import io.orchestress.run.Planning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * LATENCY_DRIFT: median latency of one request that grows while the load is constant, significantly and by enough to matter: growth
 * of the robust line over the phase ÷ its start.
 *
 * @see Drift
 */
final class LatencyDrift implements IssueRule {
    private static final int FEWEST_BINS = 20;
    /** One-sided, of the normal distribution: 1 false alarm in 1 000 series, before growth is looked at. */
    private static final double Z = 3.0902;

    private record Growth(PhaseResult phase, LatencySeries series, Drift drift) {}

    @Override
    public List<Diagnosis> judge(Measured measured, IssueLimits limits) {
        List<Growth> growths = new ArrayList<>();
        for (PhaseResult phase : measured.judgedPhases()) {
            for (LatencySeries series : measured.series(phase.name())) {
                List<LatencySeries.Bin> bins = series.bins(limits.minSamples());
                if (bins.size() >= FEWEST_BINS && !endedGrowing(measured, phase.name(), series.request())) {
                    Drift drift = Drift.of(
                            bins.stream()
                                    .mapToDouble(LatencySeries.Bin::atSeconds)
                                    .toArray(),
                            bins.stream()
                                    .mapToDouble(LatencySeries.Bin::medianMillis)
                                    .toArray());
                    if (drift.z() > Z
                            && drift.growth() > limits.trends().driftGrowth()
                            && drift.end() - drift.start() >= limits.trends().noticeableMillis()) {
                        growths.add(new Growth(phase, series, drift));
                    }
                }
            }
        }
        return growths.isEmpty() ? List.of() : List.of(diagnosis(growths, limits));
    }

    /** Whether a longer look at it found that it settled, or that it repeats. */
    private static boolean endedGrowing(Measured measured, String phase, String request) {
        @Nullable Planning planning = measured.run().planning();
        return planning != null
                && planning.drifts().stream()
                        .anyMatch(drift -> drift.phase().equals(phase)
                                && drift.subject().equals(request)
                                && drift.metric().equals("p50")
                                && drift.outcome() == DriftResult.Outcome.STABLE);
    }

    private static Diagnosis diagnosis(List<Growth> growths, IssueLimits limits) {
        Growth worst = growths.stream()
                .max(Comparator.comparingDouble(growth -> growth.drift().growth()))
                .orElseThrow();
        Drift drift = worst.drift();
        String places = growths.size() == 1 ? "" : ", the worst of " + growths.size() + " places";
        String description = "Median latency of '" + worst.series().request() + "' grew from "
                + Figures.millis(drift.start()) + " to " + Figures.millis(drift.end()) + " ("
                + Figures.change(drift.growth()) + ", limit "
                + Figures.change(limits.trends().driftGrowth())
                + ") under the constant load of phase '" + worst.phase().name() + "'" + places + " (Mann–Kendall Z "
                + Figures.ratio(drift.z()) + ").";
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
                100 * limits.trends().driftGrowth(),
                "%");
        return Diagnosis.of(IssueType.LATENCY_DRIFT, Severity.HIGH, description, evidence)
                .adding(drift.end() - drift.start())
                .with("before", Figures.millis(drift.start()))
                .with("after", Figures.millis(drift.end()))
                .with("per_hour", Figures.millis(drift.slopePerSec() * 3600));
    }
}
