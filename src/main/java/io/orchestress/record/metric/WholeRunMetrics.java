package io.orchestress.record.metric;

import static io.orchestress.record.Better.HIGHER;
import static io.orchestress.record.Better.LOWER;
import static io.orchestress.record.Better.NEITHER;

import io.orchestress.record.Better;
import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.LoadStep;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Source;
import io.orchestress.record.metric.MetricDefinition.Trait;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Metrics of the run, or of a phase, as a whole: of no request, and no matter of samples. */
final class WholeRunMetrics {
    private static final String LOAD = "load-step.load";

    static final MetricDefinition STARTUP = single(
            "startup",
            Quantity.TIME,
            LOWER,
            Scope.RUN,
            "From the start of the target's process to its first response, for a target started by the run.",
            (part, ignored) -> part.startupMillis()
                    .map(millis -> Reading.of(millis, 1, "starts"))
                    .orElse(null));

    static final MetricDefinition CAPACITY = capacity(
            "capacity",
            HIGHER,
            "Highest load that meets the SLO, in arrivals/s or users, of a search that found it.",
            Estimate::value);

    static final MetricDefinition RECOVERY = single(
            "recovery",
            Quantity.TIME,
            LOWER,
            Scope.PHASE,
            "Slowest recovery, from the release, ±1 s; 0 if no metric left its normal range.",
            (part, ignored) -> RecoveryTime.of(part.recoveries()));

    static final MetricDefinition RETRY_STORM = MetricDefinition.of(
                    "retry-storm",
                    Quantity.COUNT,
                    "",
                    LOWER,
                    Scope.RUN,
                    "Most calls for each task while a fault of the backend lasts ÷ those without it.",
                    (part, ignored) -> retryStorm(part.faults()))
            .with(Trait.SINGLE);

    static final List<MetricDefinition> ALL = List.of(
            STARTUP,
            CAPACITY,
            capacity("capacity.low", HIGHER, "Lower end of its 95 % interval.", Estimate::low),
            capacity("capacity.high", HIGHER, "Upper end of its 95 % interval.", Estimate::high),
            RECOVERY,
            single(
                    "leaks",
                    Quantity.COUNT,
                    LOWER,
                    Scope.RUN,
                    "Leaking resources of the target; inconclusive while one of them is.",
                    (part, ignored) -> Leaks.of(part.drifts())),
            RETRY_STORM,
            step(LOAD, Quantity.COUNT, NEITHER, "Load of a step: arrivals per second, or users.", step -> step.load()),
            step(
                    "load-step.throughput",
                    Quantity.RATE,
                    HIGHER,
                    "Successful requests per second in a step.",
                    step -> step.throughputPerSec()),
            step(
                    "load-step.goodput",
                    Quantity.RATE,
                    HIGHER,
                    "Good tasks per second in a step.",
                    LoadStep::goodputPerSec),
            step(
                    "load-step.p95",
                    Quantity.TIME,
                    LOWER,
                    "95 % of responses in a step took at most this long.",
                    LoadStep::p95Millis),
            step(
                    "load-step.error-rate",
                    Quantity.SHARE,
                    LOWER,
                    "Failed requests ÷ requests in a step.",
                    step -> step.errorRate()),
            step(
                    "load-step.concurrency",
                    Quantity.COUNT,
                    NEITHER,
                    "Mean requests in flight in a step.",
                    step -> step.concurrency()));

    private WholeRunMetrics() {}

    /** Unknown where one of the faults cannot be told: it may have had the most. */
    private static @Nullable Reading retryStorm(List<FaultEffect> faults) {
        if (faults.isEmpty()) {
            return null;
        }
        double most = 0;
        for (FaultEffect fault : faults) {
            Double storm = fault.storm();
            if (storm == null) {
                return Reading.unknown("fault '" + fault.what() + "' of phase " + fault.phase() + ": " + fault.note());
            }
            most = Math.max(most, storm);
        }
        return Reading.of(most, faults.size(), "faults");
    }

    private static MetricDefinition single(
            String name, Quantity quantity, Better better, Scope scope, String meaning, Source source) {
        return MetricDefinition.of(name, quantity, quantity.unit(), better, scope, meaning, source)
                .with(Trait.SINGLE);
    }

    private static MetricDefinition capacity(
            String name, Better better, String meaning, ToDoubleFunction<Estimate> value) {
        return single(name, Quantity.COUNT, better, Scope.RUN, meaning, (part, ignored) -> {
            Capacity capacity = part.capacity().orElse(null);
            return capacity == null || capacity.highest() == null
                    ? null
                    : Reading.of(value.applyAsDouble(capacity.highest()), 1, "searches")
                            .in(capacity.unit());
        });
    }

    private static MetricDefinition step(
            String name, Quantity quantity, Better better, String meaning, Function<LoadStep, @Nullable Double> value) {
        return single(name, quantity, better, Scope.PHASE, meaning, (part, ignored) -> {
                    Capacity capacity = part.capacity().orElse(null);
                    LoadStep step = capacity == null ? null : step(capacity, part.name());
                    Double number = step == null ? null : value.apply(step);
                    return capacity == null || number == null
                            ? null
                            : Reading.of(number, 1, "steps").in(name.equals(LOAD) ? capacity.unit() : "");
                })
                .with(Trait.OF_LOAD);
    }

    private static @Nullable LoadStep step(Capacity capacity, String phase) {
        return capacity.steps().stream()
                .filter(step -> step.phase().equals(phase))
                .findFirst()
                .orElse(null);
    }
}
