package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.ResourceName;
import io.orchestress.text.Format;
import java.util.List;

/** MEMORY_PRESSURE: mean memory in use of a phase, of the machine that the load comes from. */
final class MemoryPressure implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
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

    private static Diagnosis issue(ResourceBreaches breaches, double limit) {
        return Diagnosis.of(
                IssueType.MEMORY_PRESSURE,
                Severity.HIGH,
                "The injector's machine had "
                        + Format.beside(breaches.worst().gauge().mean(), "ratio", limit)
                        + " of its memory in use in the mean, limit " + Format.limit(limit, "ratio") + ": "
                        + breaches.where() + ".",
                breaches.evidence("host-memory", limit));
    }
}
