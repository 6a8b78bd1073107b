package io.orchestress.analysis.capacity;

import io.orchestress.record.LoadStep;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Scalability;
import io.orchestress.stats.usl.Fit;
import io.orchestress.stats.usl.Points;
import io.orchestress.workload.kind.LoadModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.hipparchus.stat.correlation.PearsonsCorrelation;
import org.jspecify.annotations.Nullable;

/** How throughput grows with what is varied; docs/scalability.md has the rules. */
public final class ScalabilityAnalysis {
    private static final int LEAST_FOR_CORRELATION = 3;

    private ScalabilityAnalysis() {}

    /**
     * Of a run: over the control that its steps vary, else over users, else over requests in flight; with an answer for twice of it.
     *
     * @param results the run with its phases and agents
     * @param steps of the run, in any order
     * @return empty where fewer than two steps differ
     */
    public static Optional<Scalability> of(RunRecord results, List<LoadStep> steps) {
        boolean alwaysBusy = results.model() == LoadModel.CLOSED && results.paceMillis() == 0;
        VariedParameter variation = VariedParameter.of(
                alwaysBusy, results.plan(), CostPerThousand.byPhase(results.phases(), results.agents()), steps);
        List<ScalingPoint> points = variation.points();
        return points.stream().mapToDouble(ScalingPoint::n).distinct().count() < 2
                ? Optional.empty()
                : Optional.of(of(
                        variation.over(),
                        points,
                        points.stream().mapToDouble(point -> 2 * point.n()).max().stream()
                                .boxed()
                                .toList()));
    }

    /**
     * Of a table.
     *
     * @param over what was varied, such as {@code instances}
     * @param measured in any order, at least one
     * @param whatIf values of {@code over} to answer for
     */
    public static Scalability of(String over, List<ScalingPoint> measured, List<Double> whatIf) {
        List<ScalingPoint> points = measured.stream()
                .sorted(Comparator.comparingDouble(ScalingPoint::n))
                .toList();
        List<Scalability.Point> shown = Efficiency.of(points);
        @Nullable String noFit = FitPreconditions.reason(over, points);
        UslResult fitted = noFit == null ? UslResult.of(over, fit(points)) : UslResult.refused(noFit);
        return new Scalability(
                over,
                shown,
                correlation(points, points, ScalingPoint::n),
                cpuCorrelation(points),
                Efficiency.biggestDrop(shown),
                fitted.fit(),
                fitted.refusal(),
                fitted.answers(over, whatIf));
    }

    private static Fit fit(List<ScalingPoint> points) {
        List<ScalingPoint> settled =
                points.stream().filter(ScalingPoint::settled).toList();
        return Fit.of(Points.of(
                settled.stream().mapToDouble(ScalingPoint::n).toArray(),
                settled.stream().mapToDouble(ScalingPoint::throughputPerSec).toArray()));
    }

    private static @Nullable Double cpuCorrelation(List<ScalingPoint> points) {
        List<ScalingPoint> read = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (ScalingPoint point : points) {
            if (point.targetCpu() != null) {
                read.add(point);
                cpu.add(point.targetCpu());
            }
        }
        return correlation(read, cpu, value -> value);
    }

    /** Pearson's, of something and throughput; absent with too few points or where one of them does not vary. */
    private static <T> @Nullable Double correlation(
            List<ScalingPoint> points, List<T> others, ToDoubleFunction<T> value) {
        if (points.size() < LEAST_FOR_CORRELATION) {
            return null;
        }
        double r = new PearsonsCorrelation()
                .correlation(
                        others.stream().mapToDouble(value).toArray(),
                        points.stream()
                                .mapToDouble(ScalingPoint::throughputPerSec)
                                .toArray());
        return Double.isNaN(r) ? null : Math.max(-1, Math.min(1, r));
    }
}
