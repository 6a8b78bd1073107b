package io.orchestress.analysis.issues;

import io.orchestress.analysis.issues.JudgedSteps.Step;
import io.orchestress.config.Section;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.Planning;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * BREAKING_POINT: the first step of a workload in steps at which the error rate or p95 of all requests breaks its high limit, or at
 * which throughput no longer follows the load: {@code X_i ÷ X_{i−1} · exp(1.645 √(1 ÷ n_i + 1 ÷ n_{i−1})) < 1 + ½ (L_i ÷ L_{i−1} −
 * 1)} with throughput {@code X}, mean load {@code L} and {@code n} requests, the exponential being the one-sided 95 % bound of
 * a ratio of two Poisson counts.
 *
 * @param highErrorRatio failed ÷ count of a step above which it is one
 * @param highP95Millis p95 of a step above which it is one
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record BreakingPoint(double highErrorRatio, double highP95Millis, long minSamples) implements IssueRule {
    static final IssueType BREAKING_POINT = new IssueType(
            "BREAKING_POINT",
            "the first step at which the error rate exceeds {issues.error-rate %}, p95 exceeds {issues.p95}, or throughput stops growing with load",
            "high; medium if only throughput");

    private static final double FOLLOWS = 0.5;
    private static final double ONE_SIDED_95 = 1.645;

    /** @param condition such as {@code errors} */
    private record Symptom(
            String condition, String text, String metric, double actual, double threshold, String unit) {}

    static BreakingPoint read(Section root) {
        return new BreakingPoint(
                ErrorRate.highErrorRatio(root),
                root.section("issues").duration("p95", Duration.ofMillis(1)).toMillis(),
                Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(BREAKING_POINT);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        if (measured.isSearch()) {
            return List.of();
        }
        List<Step> steps = JudgedSteps.of(measured, minSamples);
        for (int i = 0; i < steps.size(); i++) {
            List<Symptom> symptoms = symptoms(steps.get(i));
            if (i > 0) {
                symptoms.addAll(throughput(steps.get(i - 1), steps.get(i)));
            }
            if (!symptoms.isEmpty() && steps.size() > 1) {
                return List.of(diagnosis(measured, steps, i, symptoms));
            }
        }
        return List.of();
    }

    /** Where each cause was first seen, by the figures of the steps alone; empty where none was. */
    private static String causes(IssueContext measured, String unit) {
        Planning planning = measured.run().planning();
        return planning == null
                        || planning.capacity() == null
                        || planning.capacity().breakingPoints().isEmpty()
                ? ""
                : " First seen, by cause: "
                        + String.join(
                                ", ",
                                planning.capacity().breakingPoints().stream()
                                        .map(point -> point.cause() + " at " + Format.number(point.load()) + unit)
                                        .toList())
                        + ".";
    }

    private List<Symptom> symptoms(Step step) {
        List<Symptom> symptoms = new ArrayList<>();
        RequestResult total = step.phase().total();
        if (total.errorRate() > highErrorRatio) {
            symptoms.add(new Symptom(
                    "errors",
                    "error rate " + Format.beside(total.errorRate(), "ratio", highErrorRatio) + ", limit "
                            + Format.limit(highErrorRatio, "ratio"),
                    MetricCatalogue.ERROR_RATE.name(),
                    100 * total.errorRate(),
                    100 * highErrorRatio,
                    "%"));
        }
        Latency latency =
                total.correctedLatencyMicros() == null ? total.latencyMicros() : total.correctedLatencyMicros();
        double p95 = latency == null ? 0 : latency.p95() / 1000.0;
        if (p95 > highP95Millis) {
            symptoms.add(new Symptom(
                    "response-time",
                    "p95 " + Format.beside(p95, "ms", highP95Millis) + ", limit " + Format.limit(highP95Millis, "ms"),
                    "p95",
                    p95,
                    highP95Millis,
                    "ms"));
        }
        return symptoms;
    }

    private static List<Symptom> throughput(Step before, Step step) {
        double load = step.load() / before.load();
        double carried = step.perSec() / before.perSec();
        double most = carried * Math.exp(ONE_SIDED_95 * Math.sqrt(1.0 / step.count() + 1.0 / before.count()));
        return !(before.perSec() > 0) || load <= 1 || most >= 1 + FOLLOWS * (load - 1)
                ? List.of()
                : List.of(new Symptom(
                        "throughput",
                        "throughput " + Format.rate(step.perSec()) + ", " + Format.change(carried - 1) + " at "
                                + Format.change(load - 1) + " load",
                        MetricCatalogue.THROUGHPUT.name(),
                        step.perSec(),
                        before.perSec() * (1 + FOLLOWS * (load - 1)),
                        "1/s"));
    }

    private static Diagnosis diagnosis(IssueContext measured, List<Step> steps, int at, List<Symptom> symptoms) {
        PhaseResult phase = steps.get(at).phase();
        String unit = " " + measured.run().model().unit();
        String load = Format.number(steps.get(at).peakLoad()) + unit;
        String carried =
                at == 0 ? "none (first step)" : Format.number(steps.get(at - 1).peakLoad()) + unit;
        Symptom first = symptoms.get(0);
        String description = "The target broke at " + load + " (step '" + phase.name() + "'): "
                + String.join("; ", symptoms.stream().map(Symptom::text).toList())
                + ". Highest load sustained before: " + carried + "." + causes(measured, unit);
        Evidence evidence = new Evidence(
                List.of(phase.name()),
                List.of(),
                phase.startSeconds(),
                phase.endSeconds(),
                first.metric(),
                first.actual(),
                first.threshold(),
                first.unit());
        Severity severity = first.condition().equals("throughput") ? Severity.MEDIUM : Severity.HIGH;
        return Diagnosis.of(BREAKING_POINT, severity, description, evidence)
                .when(first.condition())
                .with("load", load)
                .with("carried", carried);
    }
}
