package io.orchestress.analysis.issue;

import io.orchestress.run.AgentResult;
import io.orchestress.run.AgentResult.Tasks;
import io.orchestress.run.Issue.Severity;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** LOW_GOODPUT: tasks that were done within {@code orchestress.slo} ÷ tasks that ended, 0 to 1, below its limit. */
final class LowGoodput implements IssueRule {

    @Override
    public List<Diagnosis> judge(Measured measured, IssueLimits limits) {
        double limit = limits.agents().goodRatio();
        return AgentBreaches.find(measured, phase -> bad(phase, limits.minSamples()), bad -> 1 - bad < limit)
                .map(breaches -> diagnosis(breaches, limit))
                .stream()
                .toList();
    }

    private static OptionalDouble bad(AgentResult phase, long minSamples) {
        Tasks tasks = phase.tasks();
        return tasks == null || tasks.ended() < minSamples
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - tasks.goodShare());
    }

    private static Diagnosis diagnosis(AgentBreaches breaches, double limit) {
        Tasks tasks = Objects.requireNonNull(breaches.worst().tasks());
        long late = tasks.ok() - tasks.good();
        return Diagnosis.of(
                        IssueType.LOW_GOODPUT,
                        Severity.MEDIUM,
                        Figures.percent(tasks.goodShare()) + " of the tasks were good (" + tasks.good() + " of "
                                + tasks.ended() + "; " + late + " were done outside of orchestress.slo, "
                                + tasks.failed()
                                + " failed), limit " + Figures.percent(limit) + ": " + breaches.where() + ".",
                        breaches.evidence("goodTasks", 100 * tasks.goodShare(), 100 * limit, "%"))
                .when(late > tasks.failed() ? "late" : "failed")
                .with("late", late)
                .with("failed", tasks.failed());
    }
}
