package io.orchestress.record.metric;

import static io.orchestress.record.Better.LOWER;
import static io.orchestress.record.Better.NEITHER;

import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.Better;
import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.Concurrency;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Trait;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Metrics of tasks joined with the calls behind the target, of runs with a scripted backend; docs/MATH.md §18 defines each. */
final class SidesMetrics {
    static final MetricDefinition OWN_SHARE = work(
                    "own-share",
                    Quantity.SHARE,
                    "",
                    LOWER,
                    "Sum of own times ÷ sum of times of successful tasks.",
                    work -> work.timed() == 0 ? null : Reading.of(work.ownShare(), work.timed(), "tasks"))
            .with(Trait.HOLDS_WAITING);

    static final MetricDefinition AMPLIFICATION = work(
                    "amplification",
                    Quantity.COUNT,
                    "",
                    LOWER,
                    "Model calls at the backend ÷ model calls that the script asks for.",
                    work -> work.amplification()
                            .map(times -> Reading.of(times, work.tasks(), "tasks")
                                    .strained(false, free(work, work.scriptedCalls())))
                            .orElse(null))
            .with(Trait.HOLDS_WAITING);

    static final List<MetricDefinition> ALL = List.of(
            OWN_SHARE,
            AMPLIFICATION,
            perTask(
                    "model-calls.per-task",
                    "calls",
                    "Model calls at the backend for a task.",
                    TaskWork::modelCalls,
                    work -> work.modelCalls() - work.impatient()),
            perTask(
                    "tool-calls.per-task",
                    "calls",
                    "Tool calls at the backend for a task.",
                    TaskWork::toolCalls,
                    TaskWork::toolCalls),
            perTask(
                    "retries.per-task",
                    "calls",
                    "Model calls that repeat a failed one, for a task.",
                    TaskWork::retries,
                    work -> Math.max(0, work.retries() - work.impatient())),
            perTask(
                    "provider-tokens.per-task",
                    "tokens",
                    "Input and output tokens at the backend for a task.",
                    work -> (double) work.tokensIn() + work.tokensOut(),
                    work -> work.impatient() == 0 ? (double) work.tokensIn() + work.tokensOut() : 0),
            concurrency("provider-concurrency.max", "Most model calls under way at the same time.", Concurrency::max),
            concurrency(
                    "provider-concurrency.mean",
                    "Mean of model calls under way at the same time, weighted by time.",
                    Concurrency::mean),
            MetricDefinition.of(
                    "calls-not-booked",
                    Quantity.SHARE,
                    Quantity.SHARE.unit(),
                    LOWER,
                    Scope.RUN,
                    "Provider calls that belong to no task ÷ provider calls.",
                    (part, ignored) -> part.sides()
                            .map(BothSides::booking)
                            .filter(booking -> booking.calls() > 0)
                            .map(booking -> Reading.share(
                                    booking.notBooked(), booking.calls() + booking.missingCalls(), "calls"))
                            .orElse(null)));

    private SidesMetrics() {}

    /** Of calls of models those that no full machine explains, ÷ {@code of}: what is called again because an answer is late is no fault there. */
    private static OptionalDouble free(TaskWork work, double of) {
        return OptionalDouble.of((work.modelCalls() - work.impatient()) / of);
    }

    static Distribution ownTime() {
        return times(
                "own-time",
                "Time of a successful task in which no call of a model or tool was under way: the target's own.",
                TaskWork::ownMicros);
    }

    static List<Distribution> otherTimes() {
        return List.of(
                times(
                        "first-call",
                        "From the start of a successful task to the arrival of its first provider call.",
                        TaskWork::firstCallMicros),
                times(
                        "last-call",
                        "From the end of the last provider call to the last byte of the response to a successful task.",
                        TaskWork::lastCallMicros),
                times(
                        "retry-gap",
                        "From a failed provider call to the call that repeats it.",
                        TaskWork::retryGapMicros,
                        TaskWork::retries));
    }

    private static Distribution times(String name, String meaning, Function<TaskWork, @Nullable Latency> micros) {
        return times(name, meaning, micros, TaskWork::timed);
    }

    /** By request, all together under {@code *}; none where the calls cannot be booked to tasks. */
    private static Distribution times(
            String name, String meaning, Function<TaskWork, @Nullable Latency> micros, Function<TaskWork, Long> count) {
        return new Distribution(
                name,
                meaning,
                part -> part.sides().filter(sides -> sides.booking().doubt().isEmpty()).stream()
                        .flatMap(sides -> sides.work().stream())
                        .filter(work ->
                                work.phase().equals(part.name()) && work.size().equals(BothSides.ALL))
                        .flatMap(work -> Stream.ofNullable(micros.apply(work))
                                .map(latency -> new Times(name, work.request(), count.apply(work), latency)))
                        .toList());
    }

    private static MetricDefinition work(
            String name,
            Quantity quantity,
            String unit,
            Better better,
            String meaning,
            Function<TaskWork, @Nullable Reading> reading) {
        return MetricDefinition.of(
                        name,
                        quantity,
                        unit,
                        better,
                        Scope.PHASE,
                        meaning,
                        (part, ignored) -> part.sides()
                                .map(sides -> sides.booking()
                                        .doubt()
                                        .map(why -> Reading.unknown("unknown: " + why))
                                        .orElseGet(() -> sides.work(part.name(), BothSides.ALL)
                                                .map(reading)
                                                .orElse(null)))
                                .orElse(null))
                .with(Trait.OF_BACKEND);
    }

    /** @param free what of the sum no full machine explains */
    private static MetricDefinition perTask(
            String name, String unit, String meaning, ToDoubleFunction<TaskWork> sum, ToDoubleFunction<TaskWork> free) {
        return work(
                        name,
                        Quantity.COUNT,
                        unit,
                        LOWER,
                        meaning,
                        work -> Reading.of(sum.applyAsDouble(work) / work.tasks(), work.tasks(), "tasks")
                                .strained(false, OptionalDouble.of(free.applyAsDouble(work) / work.tasks())))
                .with(Trait.HOLDS_WAITING);
    }

    private static MetricDefinition concurrency(String name, String meaning, ToDoubleFunction<Concurrency> value) {
        return MetricDefinition.of(
                        name,
                        Quantity.COUNT,
                        "calls",
                        NEITHER,
                        Scope.PHASE,
                        meaning,
                        (part, ignored) -> part.sides()
                                .flatMap(sides -> sides.concurrency(part.name()))
                                .map(calls -> Reading.of(value.applyAsDouble(calls), 1, "phases"))
                                .orElse(null))
                .with(Trait.SINGLE, Trait.OF_LOAD);
    }
}
