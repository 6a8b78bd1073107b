package io.orchestress.analysis.issue;

import io.orchestress.run.AgentResult;
import io.orchestress.run.AgentResult.Tasks;
import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** LOW_GOODPUT: tasks that were done within {@code orchestress.slo} ÷ tasks that ended, 0 to 1, below its limit. */
final class LowGoodput implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        double limit = limits.agents().goodRatio();
        return AgentBreaches.find(measured, phase -> bad(phase, limits.minSamples()), bad -> 1 - bad < limit)
                .map(breaches -> issue(breaches, limit))
                .stream()
                .toList();
    }

    private static OptionalDouble bad(AgentResult phase, long minSamples) {
        Tasks tasks = phase.tasks();
        return tasks == null || tasks.ended() < minSamples
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - tasks.goodShare());
    }

    private static Issue issue(AgentBreaches breaches, double limit) {
        Tasks tasks = Objects.requireNonNull(breaches.worst().tasks());
        long late = tasks.ok() - tasks.good();
        return new Issue(
                "LOW_GOODPUT",
                Severity.MEDIUM,
                Figures.percent(tasks.goodShare()) + " of the tasks were good (" + tasks.good() + " of "
                        + tasks.ended() + "; " + late + " were done outside of orchestress.slo, " + tasks.failed()
                        + " failed), limit " + Figures.percent(limit) + ": " + breaches.where() + ".",
                late > tasks.failed()
                        ? "Most of the rest was done, too late for the one who waited: throughput and error rate do not show it."
                        : "Most of the rest failed: see the failures first.",
                List.of(
                        new Recommendation(
                                Priority.MEDIUM,
                                "See which limit is missed: time to first token, time per output token, or the task as a whole.")),
                breaches.evidence("goodTasks", 100 * tasks.goodShare(), 100 * limit, "%"));
    }
}
