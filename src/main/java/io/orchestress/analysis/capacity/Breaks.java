package io.orchestress.analysis.capacity;

import io.orchestress.run.Capacity.Break;
import io.orchestress.run.LoadStep;
import io.orchestress.search.Condition;
import io.orchestress.search.StepJudgement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Of each cause the first step, by load, at which it gave. */
final class Breaks {
    /** Of the target's processors: beyond it waiting for one dominates. */
    private static final double BUSY = 0.9;
    /** Throughput that grows by less than this share of the load no longer follows it. */
    private static final double FOLLOWS = 0.5;

    private static final double ONE_SIDED_95 = 1.645;

    private final List<Condition> slo;
    private final List<LoadStep> steps;

    Breaks(List<LoadStep> steps, List<Condition> slo) {
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
            double before = highestBelow(step.load());
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

    private double highestBelow(double load) {
        return steps.stream()
                .mapToDouble(LoadStep::load)
                .filter(other -> other < load)
                .max()
                .orElse(0);
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
                symptoms.add(new Symptom("queue", step.concurrency(), 0, "in flight", "the queue grows without end"));
            }
        }
        Double cpu = step.targetCpu();
        if (cpu != null && cpu > BUSY) {
            symptoms.add(
                    new Symptom("cpu", 100 * cpu, 100 * BUSY, "%", text("the target's CPU is at %.0f %%", 100 * cpu)));
        }
        throughput(index).ifPresent(symptoms::add);
        return symptoms;
    }

    private static Optional<Symptom> broken(Condition condition, LoadStep step) {
        return switch (condition.kind()) {
            case SLOWER -> {
                Double actual = condition.name().equals("p50")
                        ? step.p50Millis()
                        : condition.name().equals("p95") ? step.p95Millis() : step.p99Millis();
                double limit = condition.limitMicros() / 1000.0;
                yield actual == null
                        ? Optional.empty()
                        : Optional.of(new Symptom(
                                "response-time", actual, limit, "ms", text("%s is %.0f ms", condition.name(), actual)));
            }
            case FAILED ->
                Optional.of(new Symptom(
                        "errors",
                        100 * step.errorRate(),
                        100 * condition.allowed(),
                        "%",
                        text("%.1f %% of the requests fail", 100 * step.errorRate())));
            case NOT_GOOD -> {
                Double good = step.goodShare();
                yield good == null
                        ? Optional.empty()
                        : Optional.of(new Symptom(
                                "response-time",
                                100 * good,
                                100 * (1 - condition.allowed()),
                                "%",
                                text("only %.0f %% of the tasks are good", 100 * good)));
            }
        };
    }

    /** One-sided 95 % bound of a ratio of two Poisson counts, as docs/MATH.md has it for the issue of the same name. */
    private Optional<Symptom> throughput(int index) {
        LoadStep step = steps.get(index);
        Optional<LoadStep> before = steps.stream()
                .filter(other -> other.load() < step.load() / 1.02)
                .reduce((first, second) -> second);
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
                        text("throughput no longer follows the load: %.0f/s", step.throughputPerSec())));
    }

    private static String text(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
