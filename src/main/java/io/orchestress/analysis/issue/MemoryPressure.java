package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.ResourceName;
import java.util.List;

/** MEMORY_PRESSURE: mean memory in use of a phase, of the machine that the load comes from. */
final class MemoryPressure implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        double limit = limits.resources().memoryRatio();
        return ResourceBreaches.above(
                        measured,
                        ResourceName.HOST,
                        ResourceName.MEMORY,
                        limit,
                        limits.resources().minReadings())
                .map(breaches -> List.of(issue(breaches, limit)))
                .orElse(List.of());
    }

    private static Issue issue(ResourceBreaches breaches, double limit) {
        return new Issue(
                "MEMORY_PRESSURE",
                Severity.HIGH,
                "The injector's machine had "
                        + Figures.percent(breaches.worst().gauge().mean())
                        + " of its memory in use in the mean, limit " + Figures.percent(limit) + ": "
                        + breaches.where() + ".",
                "Little is left: swapping, or a process ended by the operating system, would spoil what is measured here.",
                List.of(
                        new Recommendation(
                                Priority.MEDIUM,
                                "Look which process holds the memory, and end what does not belong to the test or take a larger machine.")),
                breaches.evidence("host-memory", limit));
    }
}
