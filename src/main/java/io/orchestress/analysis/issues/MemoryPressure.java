package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.ResourceName;
import io.orchestress.record.metric.GaugeStat;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.text.Format;
import java.util.List;

/**
 * MEMORY_PRESSURE: mean memory in use of a phase, of the machine that the load comes from.
 *
 * @param memoryRatio share of the memory in use above which it speaks
 */
record MemoryPressure(double memoryRatio) implements IssueRule {
    static final IssueType MEMORY_PRESSURE = new IssueType(
            "MEMORY_PRESSURE",
            "more than {issues.host-memory %} of the machine's memory in use, mean of a phase",
            "high");

    static MemoryPressure read(Section root) {
        return new MemoryPressure(root.section("issues").share("host-memory"));
    }

    @Override
    public List<IssueType> types() {
        return List.of(MEMORY_PRESSURE);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        double limit = memoryRatio;
        return ResourceBreaches.above(measured, ResourceName.HOST, ResourceName.MEMORY, limit)
                .map(breaches -> List.of(issue(breaches, limit)))
                .orElse(List.of());
    }

    private static Diagnosis issue(ResourceBreaches breaches, double limit) {
        return Diagnosis.of(
                MEMORY_PRESSURE,
                Severity.HIGH,
                "Memory of the load generator's machine "
                        + Format.beside(breaches.worst().gauge().mean(), "ratio", limit)
                        + " used (mean), limit " + Format.limit(limit, "ratio") + ": "
                        + breaches.where() + ".",
                breaches.evidence(
                        new ResourceMetric(ResourceName.HOST, ResourceName.MEMORY).metric(GaugeStat.MEAN), limit));
    }
}
