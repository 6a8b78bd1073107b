package io.orchestress.analysis.capacity;

import io.orchestress.record.Capacity.Break;
import io.orchestress.record.LoadStep;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.stats.capacity.StepJudgement;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Of each cause the first step, by load, at which it gave. */
final class BreakingPoints {
    /** Of the target's processors: beyond it waiting for one dominates. */
    private static final double BUSY = 0.9;
    /** Of the memory that the target may use: beyond it collecting, or the system's own freeing, takes the time. */
    private static final double FULL = 0.9;

    /** Throughput that grows by less than this share of the load no longer follows it. */
    private static final double FOLLOWS = 0.5;

    private static final double ONE_SIDED_95 = 1.645;

    private final List<SloCondition> slo;
    private final List<LoadStep> steps;

    BreakingPoints(List<LoadStep> steps, List<SloCondition> slo) {
        this.slo = slo;
        this.steps = steps.stream()
                .sorted(Comparator.comparingDouble(LoadStep::load))
                .toList();
    }

    private record Symptom(String cause, double actual, double threshold, String unit, String text) {}

    List<Break> find() {
        Map<String, Break> breaks = new LinkedHashMap<>();
        for (int i = 0; i < steps.size(); i++) {
            LoadStep step = steps.get(i);
            double before = below(step.load()).map(LoadStep::load).orElse(0.0);
            List<Symptom> symptoms = symptoms(i);
            for (Symptom symptom : symptoms) {
                breaks.putIfAbsent(
                        symptom.cause(),
                        new Break(
                                symptom.cause(),
                                step.phase(),
                                step.load(),
                                before,
                                symptom.actual(),
                                symptom.threshold(),
                                symptom.unit(),
                                symptoms.stream()
                                        .filter(other -> !other.cause().equals(symptom.cause()))
                                        .map(Symptom::text)
                                        .toList()));
            }
        }
        return List.copyOf(breaks.values());
    }

    private List<Symptom> symptoms(int index) {
        LoadStep step = steps.get(index);
        List<Symptom> symptoms = new ArrayList<>();
        for (String name : step.brokenBy()) {
            slo.stream()
                    .filter(condition -> condition.name().equals(name))
                    .findFirst()
                    .flatMap(condition -> broken(condition, step))
                    .filter(symptom ->
                            symptoms.stream().noneMatch(s -> s.cause().equals(symptom.cause())))
                    .ifPresent(symptoms::add);
            if (name.equals(StepJudgement.QUEUE)) {
                symptoms.add(queue(step));
            }
        }
        Double cpu = step.targetCpu();
        if (cpu != null && cpu > BUSY) {
            symptoms.add(new Symptom(
                    "cpu", 100 * cpu, 100 * BUSY, "%", "target CPU is " + Format.beside(cpu, "ratio", BUSY)));
        }
        memory(step).ifPresent(symptoms::add);
        throughput(index).ifPresent(symptoms::add);
        return symptoms;
    }

    /** Against what would be in flight if each request took as long as at the load before, by Little's law. */
    private Symptom queue(LoadStep step) {
        double before = below(step.load())
                .map(lower -> lower.concurrency() * step.load() / lower.load())
                .orElse(1.0);
        return new Symptom(
                "queue",
                step.concurrency(),
                Math.max(1, before),
                "in flight",
                "the queue keeps growing: " + Format.number(step.concurrency()) + " requests in flight");
    }

    /** Memory that was full at the lowest load was not filled by the load. */
    private Optional<Symptom> memory(LoadStep step) {
        Double share = step.memory();
        Double atFirst = steps.get(0).memory();
        return share == null || share <= FULL || (atFirst != null && atFirst > FULL)
                ? Optional.empty()
                : Optional.of(new Symptom(
                        "memory",
                        100 * share,
                        100 * FULL,
                        "%",
                        "memory is " + Format.beside(share, "ratio", FULL) + " used"));
    }

    /** The step of the highest load below this one. */
    private Optional<LoadStep> below(double load) {
        return steps.stream().filter(other -> other.load() < load).reduce((first, second) -> second);
    }

    private static Optional<Symptom> broken(SloCondition condition, LoadStep step) {
        return switch (condition.kind()) {
            case SLOWER -> {
                Double actual = condition.name().equals("p50")
                        ? step.p50Millis()
                        : condition.name().equals("p95") ? step.p95Millis() : step.p99Millis();
                double limit = condition.limitMicros() / 1000.0;
                yield actual == null
                        ? Optional.empty()
                        : Optional.of(new Symptom(
                                "response-time",
                                actual,
                                limit,
                                "ms",
                                condition.name() + " is " + Format.beside(actual, "ms", limit)));
            }
            case FAILED ->
                Optional.of(new Symptom(
                        "errors",
                        100 * step.errorRate(),
                        100 * condition.allowed(),
                        "%",
                        Format.beside(step.errorRate(), "ratio", condition.allowed()) + " of requests fail"));
            case NOT_GOOD -> {
                Double good = step.goodShare();
                yield good == null
                        ? Optional.empty()
                        : Optional.of(new Symptom(
                                "response-time",
                                100 * good,
                                100 * (1 - condition.allowed()),
                                "%",
                                "only " + Format.beside(good, "ratio", 1 - condition.allowed())
                                        + " of tasks meet the SLO"));
            }
        };
    }

    /** One-sided 95 % bound of a ratio of two Poisson counts, as docs/MATH.md has it for the issue of the same name. */
    private Optional<Symptom> throughput(int index) {
        LoadStep step = steps.get(index);
        Optional<LoadStep> before = below(step.load() / 1.02);
        if (before.isEmpty() || before.get().throughputPerSec() <= 0 || step.requests() == 0) {
            return Optional.empty();
        }
        double load = step.load() / before.get().load();
        double carried = step.throughputPerSec() / before.get().throughputPerSec();
        double most = carried
                * Math.exp(ONE_SIDED_95
                        * Math.sqrt(1.0 / step.requests() + 1.0 / before.get().requests()));
        double wanted = 1 + FOLLOWS * (load - 1);
        return most >= wanted
                ? Optional.empty()
                : Optional.of(new Symptom(
                        "throughput",
                        step.throughputPerSec(),
                        before.get().throughputPerSec() * wanted,
                        "1/s",
                        "throughput stopped growing with load: " + Format.rate(step.throughputPerSec())));
    }
}
