package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Estimate;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * NOISY_NEIGHBOUR: a tenant gets slower answers, or fewer, while another sends. Speaks where the whole 95 % interval lies beyond the limit.
 *
 * @param ratio p95 beside the other ÷ p95 without it, above which it speaks
 * @param leastMillis by which p95 must be longer
 * @param served share of what it is served without the other, below which it speaks
 */
record NoisyNeighbour(double ratio, double leastMillis, double served) implements IssueRule {
    static final IssueType NOISY_NEIGHBOUR = new IssueType(
            "NOISY_NEIGHBOUR",
            "`isolation` above {issues.isolation} and p95 longer by {issues.isolation-least} or more, or `isolation.served` below {issues.isolation-served %}",
            "high from twice that ratio, or when less is served; else medium");

    /** It waits. */
    static final String SLOWER = "slower";

    /** It is refused, or gets nothing. */
    static final String STARVED = "starved";

    private static final double TWICE = 2;

    static NoisyNeighbour read(Section root) {
        Section issues = root.section("issues");
        return new NoisyNeighbour(
                issues.number("isolation", 1, 1_000),
                issues.duration("isolation-least", Duration.ZERO).toNanos() / 1e6,
                issues.share("isolation-served"));
    }

    @Override
    public List<IssueType> types() {
        return List.of(NOISY_NEIGHBOUR);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        List<Diagnosis> found = new ArrayList<>();
        RunRecord run = measured.run();
        if (run.tenants() != null) {
            run.tenants()
                    .isolations()
                    .forEach(isolation -> starved(run, isolation)
                            .or(() -> slower(run, isolation))
                            .ifPresent(found::add));
        }
        return found;
    }

    private Optional<Diagnosis> starved(RunRecord run, TenantIsolation isolation) {
        Estimate estimate = isolation.served();
        if (estimate == null || estimate.high() >= served) {
            return Optional.empty();
        }
        TenantIsolation.Side with = isolation.with();
        TenantIsolation.Side without = isolation.without();
        String description = "'" + isolation.tenant() + "' is served "
                + Format.beside(estimate.value(), "ratio", served) + " of what it is served without '"
                + isolation.beside() + "' (95 % interval " + interval(estimate, "ratio") + ", limit "
                + Format.limit(served, "ratio") + "): " + Format.count(with.ok()) + " of "
                + Format.count(with.ended(), singular(isolation)) + " succeeded in "
                + Format.duration(with.seconds()) + " beside it, " + Format.count(without.ok()) + " of "
                + Format.count(without.ended()) + " in " + Format.duration(without.seconds()) + " without.";
        return Optional.of(Diagnosis.of(
                        NOISY_NEIGHBOUR,
                        Severity.HIGH,
                        description,
                        evidence(run, isolation, MetricCatalogue.SERVED.name(), estimate.value(), served, "ratio"))
                .when(STARVED)
                .with("tenant", isolation.tenant())
                .with("beside", isolation.beside())
                .with("noun", isolation.noun()));
    }

    private Optional<Diagnosis> slower(RunRecord run, TenantIsolation isolation) {
        Estimate estimate = isolation.ratio();
        Double with = isolation.with().p95Millis();
        Double without = isolation.without().p95Millis();
        if (estimate == null
                || with == null
                || without == null
                || estimate.low() <= ratio
                || with - without < leastMillis) {
            return Optional.empty();
        }
        String description = "p95 of '" + isolation.tenant() + "' is " + Format.of(with, "ms") + " while '"
                + isolation.beside() + "' sends and " + Format.of(without, "ms") + " while it does not: "
                + Format.beside(estimate.value(), "", ratio) + " times as long (95 % interval "
                + interval(estimate, "") + ", limit " + Format.limit(ratio, "") + "), of "
                + Format.count(isolation.with().ok()) + " and "
                + Format.count(isolation.without().ok(), singular(isolation)) + ".";
        return Optional.of(Diagnosis.of(
                        NOISY_NEIGHBOUR,
                        estimate.low() >= TWICE * ratio ? Severity.HIGH : Severity.MEDIUM,
                        description,
                        evidence(run, isolation, MetricCatalogue.ISOLATION.name(), estimate.value(), ratio, ""))
                .when(SLOWER)
                .with("tenant", isolation.tenant())
                .with("beside", isolation.beside())
                .with("noun", isolation.noun()));
    }

    private static String interval(Estimate estimate, String unit) {
        return Format.of(estimate.low(), unit) + " to " + Format.of(estimate.high(), unit);
    }

    private static String singular(TenantIsolation isolation) {
        return isolation.ofTasks() ? "task" : "request";
    }

    private static Evidence evidence(
            RunRecord run, TenantIsolation isolation, String metric, double actual, double limit, String unit) {
        List<PhaseResult> phases = run.phases().stream()
                .filter(phase -> isolation.with().phases().contains(phase.name()))
                .toList();
        return new Evidence(
                isolation.with().phases(),
                List.of(),
                phases.stream().mapToDouble(PhaseResult::startSeconds).min().orElse(0),
                phases.stream().mapToDouble(PhaseResult::endSeconds).max().orElse(0),
                metric,
                actual,
                limit,
                unit);
    }
}
