package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.FaultEffect.Slowdown;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Planning;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * RETRY_STORM and FAULT_NOT_CONTAINED: what a fault of the scripted backend makes a target do.
 *
 * @param stormRatio calls for each task ÷ those without the fault, above which retries without a pause are a storm; twice as many are one with pauses, too
 * @param pauseMillis median pause before a retry, below which it is none
 * @param share of tasks that do not use what is faulty, that may fail more than without the fault
 * @param slowdown their p95 ÷ that without the fault, above which they are held up by it
 */
record FaultsBehind(double stormRatio, double pauseMillis, double share, double slowdown) implements IssueRule {
    static final IssueType RETRY_STORM = new IssueType(
            "RETRY_STORM",
            "while a fault of the backend lasts, calls for each task ÷ those without it above {issues.retry-storm} with less than"
                    + " {issues.retry-pause} before a retry, or above twice that",
            "high; medium with pauses");
    static final IssueType FAULT_NOT_CONTAINED = new IssueType(
            "FAULT_NOT_CONTAINED",
            "of tasks that use no faulty model or tool of the backend fail at least {issues.fault-spread %} more than without the fault, or their p95 is"
                    + " at least {issues.fault-slowdown} times as long",
            "high; medium if they are only slower");
    private static final double WITH_PAUSES = 2;

    static FaultsBehind read(Section root) {
        Section issues = root.section("issues");
        return new FaultsBehind(
                issues.number("retry-storm", 1, 1_000),
                issues.duration("retry-pause", Duration.ZERO).toNanos() / 1e6,
                issues.share("fault-spread"),
                issues.number("fault-slowdown", 1, 1_000));
    }

    @Override
    public List<IssueType> types() {
        return List.of(RETRY_STORM, FAULT_NOT_CONTAINED);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        @Nullable Planning planning = measured.run().planning();
        List<Diagnosis> found = new ArrayList<>();
        if (planning != null) {
            for (FaultEffect effect : planning.faultEffects()) {
                storm(measured, effect).ifPresent(found::add);
                spread(effect)
                        .or(() -> heldUp(effect))
                        .map(diagnosis -> FullMachine.behind(measured, effect.phases(), diagnosis))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Diagnosis> storm(IssueContext measured, FaultEffect effect) {
        boolean full = measured.strain().ofBackendIn(effect.phases());
        Double low = full && effect.stormLow() != null ? (Double) effect.stormAnyway() : effect.stormLow();
        Double storm = effect.storm();
        Double gap = effect.retryGapMillis();
        if (low == null || storm == null || gap == null) {
            return Optional.empty();
        }
        boolean atOnce = gap < pauseMillis;
        double limit = atOnce ? stormRatio : WITH_PAUSES * stormRatio;
        if (low <= limit) {
            return Optional.empty();
        }
        String description = "Calls for each task are " + Format.beside(storm, "", limit)
                + " times as many as without the fault (95 % interval from " + Format.beside(low, "", limit)
                + ", limit "
                + Format.limit(limit, "") + ") while " + effect.what() + " lasts (phase '" + effect.phase()
                + "'); retries " + Format.number(effect.retries()) + ", median pause "
                + Format.of(gap, "ms") + ".";
        return Optional.of(Diagnosis.of(
                        RETRY_STORM,
                        atOnce ? Severity.HIGH : Severity.MEDIUM,
                        description,
                        evidence(effect, "retry-storm", storm, limit, ""))
                .with("what", effect.what())
                .with("pause", Format.of(gap, "ms"))
                .with("times", Format.of(storm, "")));
    }

    private Optional<Diagnosis> spread(FaultEffect effect) {
        Double worse = effect.bystandersWorseBy();
        if (worse == null || worse <= share) {
            return Optional.empty();
        }
        double failed = (double) effect.bystandersFailed() / effect.bystanders();
        double more = effect.bystandersMoreFailed();
        String description = "Tasks that use nothing of the fault fail, too: "
                + Format.number(effect.bystandersFailed()) + " of " + Format.number(effect.bystanders()) + " ("
                + Format.of(failed, "ratio") + ") while " + effect.what() + " lasts (phase '" + effect.phase()
                + "'), " + Format.number(effect.referenceBystandersFailed()) + " of "
                + Format.number(effect.referenceBystanders()) + " without it (phase '" + effect.reference()
                + "'); at least " + Format.beside(worse, "ratio", share) + " more, limit "
                + Format.limit(share, "ratio") + ".";
        return Optional.of(Diagnosis.of(
                        FAULT_NOT_CONTAINED,
                        Severity.HIGH,
                        description,
                        evidence(effect, MetricCatalogue.BYSTANDERS_FAILED.name(), more, share, "ratio"))
                .with("what", effect.what()));
    }

    private Optional<Diagnosis> heldUp(FaultEffect effect) {
        Slowdown slower = effect.bystandersSlowdown();
        Double low = slower == null ? null : slower.low();
        if (slower == null || low == null || low <= slowdown) {
            return Optional.empty();
        }
        String description = "Tasks that use nothing of the fault are held up: p95 "
                + Format.of(slower.p95Millis(), "ms") + " while " + effect.what() + " lasts (phase '" + effect.phase()
                + "'), " + Format.of(slower.referenceP95Millis(), "ms") + " without it (phase '" + effect.reference()
                + "'); at least " + Format.beside(low, "", slowdown) + " times as long, limit "
                + Format.limit(slowdown, "") + ".";
        return Optional.of(Diagnosis.of(
                        FAULT_NOT_CONTAINED,
                        Severity.MEDIUM,
                        description,
                        evidence(effect, MetricCatalogue.BYSTANDERS_SLOWDOWN.name(), slower.times(), slowdown, ""))
                .with("what", effect.what()));
    }

    private static Evidence evidence(FaultEffect effect, String metric, double actual, double limit, String unit) {
        return new Evidence(
                List.of(effect.phase()),
                List.of(),
                effect.fromSeconds(),
                effect.toSeconds(),
                metric,
                actual,
                limit,
                unit);
    }
}
