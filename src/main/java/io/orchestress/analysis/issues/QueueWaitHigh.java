package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.MetricName;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * QUEUE_WAIT_HIGH: mean time from the acceptance of a task until it runs ÷ mean time of a task, 0 to 1.
 *
 * @param queueWaitRatio mean wait ÷ mean task time above which it speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record QueueWaitHigh(double queueWaitRatio, long minSamples) implements IssueRule {
    static final IssueType QUEUE_WAIT_HIGH = new IssueType(
            "QUEUE_WAIT_HIGH",
            "mean wait in the queue above {issues.queue-wait %} of the mean time of a task",
            "medium");

    static QueueWaitHigh read(Section root) {
        return new QueueWaitHigh(root.section("issues").share("queue-wait"), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(QUEUE_WAIT_HIGH);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        double limit = queueWaitRatio;
        return AgentBreaches.find(measured, phase -> share(phase, minSamples), share -> share > limit)
                .map(breaches -> diagnosis(breaches, limit))
                .stream()
                .toList();
    }

    private static OptionalDouble share(AgentResult phase, long minSamples) {
        Optional<Times> wait = phase.times(MetricName.QUEUE_WAIT).filter(times -> times.count() >= minSamples);
        Optional<Times> task =
                phase.times(MetricName.TASK).filter(times -> times.micros().mean() > 0);
        return wait.isEmpty() || task.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        wait.get().micros().mean() / task.get().micros().mean());
    }

    private static Diagnosis diagnosis(AgentBreaches breaches, double limit) {
        String wait = mean(breaches, MetricName.QUEUE_WAIT);
        String task = mean(breaches, MetricName.TASK);
        return Diagnosis.of(
                        QUEUE_WAIT_HIGH,
                        Severity.MEDIUM,
                        "Queue wait " + Format.beside(breaches.actual(), "ratio", limit)
                                + " of task time (mean wait " + wait
                                + ", mean task " + task + "), limit " + Format.limit(limit, "ratio") + ": "
                                + breaches.where() + ".",
                        breaches.evidence("queue-wait-share", 100 * breaches.actual(), 100 * limit, "%"))
                .with("wait", wait)
                .with("task", task);
    }

    private static String mean(AgentBreaches breaches, String metric) {
        return Format.of(breaches.worst().times(metric).orElseThrow().micros().mean() / 1000, "ms");
    }
}
