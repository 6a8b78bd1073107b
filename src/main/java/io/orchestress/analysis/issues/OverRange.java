package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import java.util.List;

/** OVER_RANGE: samples longer than 24 hours, which are in no percentile. A plain count, so one is enough. */
final class OverRange implements IssueRule {
    static final IssueType OVER_RANGE =
            new IssueType("OVER_RANGE", "any latency above 24 h, which is in no histogram", "high");

    @Override
    public List<IssueType> types() {
        return List.of(OVER_RANGE);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        long overRange = measured.run().overRange();
        if (overRange == 0) {
            return List.of();
        }
        return List.of(Diagnosis.of(
                OVER_RANGE,
                Severity.HIGH,
                overRange
                        + " samples took longer than 24 h, or a clock jumped. They are excluded from every count and percentile.",
                new Evidence(
                        List.of(), List.of(), 0, measured.endSeconds(), "over-range", overRange, 0.0, "requests")));
    }
}
