package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.ResourceName;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * DATABASE_LATENCY and NETWORK_LATENCY: mean time of the target's own calls in a phase, as a monitor tells it.
 *
 * @param databaseMillis mean time of a call to the database above which it speaks
 * @param networkMillis mean time of a call over the network above which it speaks
 */
record SlowCalls(double databaseMillis, double networkMillis) implements IssueRule {
    static final IssueType DATABASE_LATENCY = new IssueType(
            "DATABASE_LATENCY",
            "mean time of the target's calls to its database above {issues.database-time}, if monitored",
            "medium");
    static final IssueType NETWORK_LATENCY = new IssueType(
            "NETWORK_LATENCY",
            "mean time of the target's calls over the network above {issues.network-time}, if monitored",
            "medium");

    private static final double MILLIS_PER_SECOND = 1000;

    static SlowCalls read(Section root) {
        return new SlowCalls(
                root.section("issues")
                                .duration("database-time", Duration.ofMillis(1))
                                .toNanos()
                        / 1e6,
                root.section("issues")
                                .duration("network-time", Duration.ofMillis(1))
                                .toNanos()
                        / 1e6);
    }

    @Override
    public List<IssueType> types() {
        return List.of(DATABASE_LATENCY, NETWORK_LATENCY);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        List<Diagnosis> issues = new ArrayList<>();
        issue(measured, DATABASE_LATENCY, ResourceName.DATABASE_TIME, "to its database", databaseMillis)
                .ifPresent(issues::add);
        issue(measured, NETWORK_LATENCY, ResourceName.NETWORK_TIME, "over the network", networkMillis)
                .ifPresent(issues::add);
        return issues;
    }

    private static Optional<Diagnosis> issue(
            IssueContext measured, IssueType type, String name, String whereTo, double limitMillis) {
        return ResourceBreaches.above(measured, ResourceName.TARGET, name, limitMillis / MILLIS_PER_SECOND)
                .map(breaches -> {
                    double millis = MILLIS_PER_SECOND * breaches.worst().gauge().mean();
                    return Diagnosis.of(
                                    type,
                                    Severity.MEDIUM,
                                    "Calls of the target " + whereTo + " took "
                                            + Format.beside(millis, "ms", limitMillis)
                                            + " on average, limit " + Format.limit(limitMillis, "ms") + ": "
                                            + breaches.where()
                                            + ".",
                                    breaches.evidenceMillis(name, millis, limitMillis))
                            .adding(millis);
                });
    }
}
