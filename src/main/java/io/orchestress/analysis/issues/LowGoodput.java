package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * LOW_GOODPUT: tasks that were done within {@code orchestress.slo} ÷ tasks that ended, 0 to 1, below its limit.
 *
 * @param goodRatio good ÷ ended tasks below which it speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record LowGoodput(double goodRatio, long minSamples) implements IssueRule {
    static final IssueType LOW_GOODPUT =
            new IssueType("LOW_GOODPUT", "fewer than {issues.good-share %} of the tasks done within `slo`", "medium");

    /** More tasks were done too late than failed. */
    static final String LATE = "late";

    static final String FAILED = "failed";

    static LowGoodput read(Section root) {
        return new LowGoodput(root.section("issues").share("good-share"), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(LOW_GOODPUT);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        double limit = goodRatio;
        return AgentBreaches.find(measured, phase -> bad(phase, minSamples), bad -> 1 - bad < limit)
                .map(breaches -> diagnosis(measured, breaches, limit))
                .stream()
                .toList();
    }

    /** The class of more than half of the failed requests where goodput was low; empty where there is none. */
    private static Optional<FailureClass> mainFailure(IssueContext measured, AgentBreaches breaches) {
        List<String> phases = breaches.phases().stream().map(AgentResult::phase).toList();
        Map<FailureClass, Long> sums = new TreeMap<>();
        measured.judgedPhases().stream()
                .filter(phase -> phases.isEmpty() || phases.contains(phase.name()))
                .forEach(phase -> phase.total().failures().forEach((failure, n) -> sums.merge(failure, n, Long::sum)));
        long all = sums.values().stream().mapToLong(n -> n).sum();
        return sums.entrySet().stream()
                .filter(failure -> 2 * failure.getValue() > all)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static OptionalDouble bad(AgentResult phase, long minSamples) {
        Tasks tasks = phase.tasks();
        return tasks == null || tasks.ended() < Math.max(1, minSamples)
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - tasks.goodShare());
    }

    private static Diagnosis diagnosis(IssueContext measured, AgentBreaches breaches, double limit) {
        Tasks tasks = Objects.requireNonNull(breaches.worst().tasks());
        long late = tasks.ok() - tasks.good();
        Diagnosis diagnosis = Diagnosis.of(
                        LOW_GOODPUT,
                        Severity.MEDIUM,
                        Format.beside(tasks.goodShare(), "ratio", limit) + " of tasks finished within the SLO ("
                                + Format.count(tasks.good()) + " of "
                                + Format.count(tasks.ended()) + "; " + Format.count(late)
                                + " exceeded orchestress.slo, "
                                + Format.count(tasks.failed())
                                + " failed), limit " + Format.limit(limit, "ratio") + ": " + breaches.where() + ".",
                        breaches.evidence(MetricCatalogue.GOOD_SHARE.name(), 100 * tasks.goodShare(), 100 * limit, "%"))
                .when(late > tasks.failed() ? LATE : FAILED)
                .with("late", late)
                .with("failed", tasks.failed());
        return mainFailure(measured, breaches).map(diagnosis::because).orElse(diagnosis);
    }
}
