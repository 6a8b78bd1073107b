package io.orchestress.analysis.issues;

import io.orchestress.record.Issue.Severity;
import io.orchestress.record.ResourceName;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** DATABASE_LATENCY and NETWORK_LATENCY: mean time of the target's own calls in a phase, as a monitor tells it. */
final class SlowCalls implements IssueRule {
    private static final double MILLIS_PER_SECOND = 1000;

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        ResourceLimits own = limits.resources();
        List<Diagnosis> issues = new ArrayList<>();
        issue(
                        measured,
                        IssueType.DATABASE_LATENCY,
                        ResourceName.DATABASE_TIME,
                        "to its database",
                        own.databaseMillis(),
                        own.minReadings())
                .ifPresent(issues::add);
        issue(
                        measured,
                        IssueType.NETWORK_LATENCY,
                        ResourceName.NETWORK_TIME,
                        "over the network",
                        own.networkMillis(),
                        own.minReadings())
                .ifPresent(issues::add);
        return issues;
    }

    private static Optional<Diagnosis> issue(
            IssueContext measured, IssueType type, String name, String whereTo, double limitMillis, int minReadings) {
        return ResourceBreaches.above(measured, ResourceName.TARGET, name, limitMillis / MILLIS_PER_SECOND, minReadings)
                .map(breaches -> {
                    double millis = MILLIS_PER_SECOND * breaches.worst().gauge().mean();
                    return Diagnosis.of(
                                    type,
                                    Severity.MEDIUM,
                                    "A call of the target " + whereTo + " took "
                                            + Format.beside(millis, "ms", limitMillis)
                                            + " in the mean, limit " + Format.limit(limitMillis, "ms") + ": "
                                            + breaches.where()
                                            + ".",
                                    breaches.evidenceMillis(name, millis, limitMillis))
                            .adding(millis);
                });
    }
}
