package io.orchestress.record.metric;

import static io.orchestress.record.Better.HIGHER;
import static io.orchestress.record.Better.LOWER;
import static io.orchestress.record.Better.NEITHER;

import io.orchestress.record.Better;
import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.FaultEffect.Slowdown;
import io.orchestress.record.LoadStep;
import io.orchestress.record.Strain;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Source;
import io.orchestress.record.metric.MetricDefinition.Trait;
import io.orchestress.record.metric.Reading.Surely;
import io.orchestress.text.Format;
import java.util.List;
import java.util.OptionalDouble;
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
                    (part, ignored) -> retryStorm(part))
            .with(Trait.SINGLE, Trait.HOLDS_WAITING, Trait.OF_BACKEND);

    static final MetricDefinition BYSTANDERS_FAILED = single(
                    "bystanders-failed",
                    Quantity.SHARE,
                    LOWER,
                    Scope.RUN,
                    "Of tasks that use nothing of a fault of the backend, failed share while it lasts − that without it, at least 0; of several faults the highest.",
                    (part, ignored) -> bystandersFailed(part))
            .with(Trait.HOLDS_WAITING, Trait.OF_BACKEND);

    static final MetricDefinition BYSTANDERS_SLOWDOWN = MetricDefinition.of(
                    "bystanders-slowdown",
                    Quantity.COUNT,
                    "",
                    LOWER,
                    Scope.RUN,
                    "Of tasks that use nothing of a fault of the backend and end well, p95 while it lasts ÷ p95 without it; of several faults the highest.",
                    (part, ignored) -> bystandersSlowdown(part))
            .with(Trait.SINGLE, Trait.HOLDS_WAITING, Trait.OF_BACKEND);

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
            BYSTANDERS_FAILED,
            BYSTANDERS_SLOWDOWN,
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
    private static @Nullable Reading retryStorm(RunPart part) {
        if (part.faults().isEmpty()) {
            return null;
        }
        Worst worst = new Worst(part.strain());
        for (FaultEffect fault : part.faults()) {
            Double storm = fault.storm();
            Double low = fault.stormLow();
            if (storm == null || low == null) {
                return Reading.unknown(name(fault) + ": " + fault.note());
            }
            worst.add(fault, storm, low, fault.stormAnyway());
        }
        return worst.reading();
    }

    /** Where nobody stands by, there is nothing to measure; where too few do, or somebody may, it cannot be told. */
    private static @Nullable Reading bystandersFailed(RunPart part) {
        Worst worst = new Worst(part.strain());
        for (FaultEffect fault : part.faults()) {
            if (fault.bystanders() == 0 && fault.bystandersUnclear() == 0) {
                continue;
            }
            Double low = fault.bystandersWorseBy();
            if (low == null) {
                return tooFew(fault);
            }
            worst.add(fault, fault.bystandersMoreFailed(), low, 0);
        }
        return worst.reading();
    }

    private static @Nullable Reading bystandersSlowdown(RunPart part) {
        Worst worst = new Worst(part.strain());
        for (FaultEffect fault : part.faults()) {
            if (fault.bystanders() == 0 && fault.bystandersUnclear() == 0) {
                continue;
            }
            Slowdown slowdown = fault.bystandersSlowdown();
            if (slowdown == null || slowdown.low() == null) {
                return tooFew(fault);
            }
            worst.add(fault, slowdown.times(), slowdown.low(), 0);
        }
        return worst.reading();
    }

    /** Of several faults the highest value, and what of them all breaks a limit. */
    private static final class Worst {
        private final Strain strain;
        private long faults;
        private double most;
        private double surely;
        private double free;
        private boolean strained;

        Worst(Strain strain) {
            this.strain = strain;
        }

        /**
         * One fault.
         *
         * @param low of its interval
         * @param lowAnyway what of that no full machine explains
         */
        void add(FaultEffect fault, double value, double low, double lowAnyway) {
            boolean full = strain.ofBackendIn(fault.phases());
            faults++;
            most = Math.max(most, value);
            surely = Math.max(surely, low);
            free = Math.max(free, full ? lowAnyway : low);
            strained |= full;
        }

        /** Null: there is no fault. */
        @Nullable
        Reading reading() {
            return faults == 0
                    ? null
                    : Reading.of(most, faults, "faults")
                            .surely(lowerEnd(surely))
                            .strained(strained, OptionalDouble.of(free));
        }
    }

    private static Reading tooFew(FaultEffect fault) {
        return Reading.unknown(name(fault) + ": too few tasks that use nothing of it, " + fault.bystanders()
                + " while it lasted, " + fault.referenceBystanders() + " without it"
                + (fault.bystandersUnclear() == 0
                        ? ""
                        : "; of " + fault.bystandersUnclear()
                                + " more it is not known, for too few of their kind ran without it"));
    }

    private static String name(FaultEffect fault) {
        return "fault '" + fault.what() + "' of phase " + fault.phase();
    }

    private static Surely lowerEnd(double value) {
        return new Surely(
                value,
                "lower end of the interval " + Format.of(value, ""),
                "Let the phases with the fault, and the one before them, last longer.");
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
