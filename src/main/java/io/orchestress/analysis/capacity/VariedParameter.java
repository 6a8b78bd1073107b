package io.orchestress.analysis.capacity;

import io.orchestress.record.LoadStep;
import io.orchestress.record.RunRecord.PlannedPhase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of a run vary, and how much of it each had.
 *
 * @param over the control with different numbers among the steps (instances before cpus before connections before others); else
 *     {@code users}, of a closed model without a pace, whose users always have a request under way; else {@code concurrency}, the
 *     requests in flight as measured
 */
record VariedParameter(String over, List<ScalingPoint> points) {
    static final String USERS = "users";
    static final String CONCURRENCY = "concurrency";
    private static final List<String> FIRST = List.of("instances", "cpus", "connections");

    /**
     * @param alwaysBusy whether the load is users that always have a request under way
     * @param planned phases of the run, with their controls
     * @param costs of a thousand requests that ended well, by phase
     */
    static VariedParameter of(
            boolean alwaysBusy, List<PlannedPhase> planned, Map<String, Double> costs, List<LoadStep> steps) {
        Map<String, PlannedPhase> plan =
                planned.stream().collect(Collectors.toMap(PlannedPhase::name, Function.identity(), (a, b) -> a));
        Optional<String> control = control(steps, plan);
        boolean users = control.isEmpty() && alwaysBusy;
        String over = control.orElse(users ? USERS : CONCURRENCY);
        List<ScalingPoint> points = new ArrayList<>();
        for (LoadStep step : steps) {
            Optional<Double> n = control.isPresent()
                    ? number(plan.get(step.phase()), over)
                    : Optional.of(users ? step.load() : step.concurrency());
            n.filter(value -> value > 0)
                    .map(value -> point(value, step, over, costs))
                    .ifPresent(points::add);
        }
        return new VariedParameter(over, points);
    }

    private static Optional<String> control(List<LoadStep> steps, Map<String, PlannedPhase> plan) {
        TreeSet<String> names = new TreeSet<>();
        steps.forEach(step -> Optional.ofNullable(plan.get(step.phase()))
                .ifPresent(phase -> names.addAll(phase.controls().keySet())));
        List<String> varied = names.stream()
                .filter(name -> steps.stream()
                                .flatMap(step -> number(plan.get(step.phase()), name).stream())
                                .distinct()
                                .count()
                        > 1)
                .toList();
        return FIRST.stream()
                .filter(varied::contains)
                .findFirst()
                .or(() -> varied.stream().findFirst());
    }

    private static Optional<Double> number(@Nullable PlannedPhase phase, String control) {
        String value = phase == null ? null : phase.controls().get(control);
        if (value == null) {
            return Optional.empty();
        }
        try {
            double number = Double.parseDouble(value);
            return number > 0 && !Double.isInfinite(number) ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty(); // a control such as a mode: nothing that throughput could grow with
        }
    }

    private static ScalingPoint point(double n, LoadStep step, String over, Map<String, Double> costs) {
        boolean settled =
                !over.equals(CONCURRENCY) || step.littleRatio() == null || !LittlesLaw.isBrokenBy(step.littleRatio());
        return new ScalingPoint(
                n,
                step.throughputPerSec(),
                step.meanMillis(),
                step.p95Millis(),
                step.littleRatio(),
                step.targetCpu(),
                costs.get(step.phase()),
                settled);
    }
}
