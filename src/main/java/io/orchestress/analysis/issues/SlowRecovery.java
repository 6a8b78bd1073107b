package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.Planning;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * SLOW_RECOVERY: a recovery that was not over by the end of what was watched, or took longer than the limit. What chance may do to a figure
 * in a second is ruled out by the recovery itself.
 *
 * <p>A mix of requests that differs by plan between the reference and the recovery would mislead it.
 *
 * @param slowRecoverySeconds from release to being back, above which it speaks
 */
record SlowRecovery(double slowRecoverySeconds) implements IssueRule {
    static final IssueType SLOW_RECOVERY = new IssueType(
            "SLOW_RECOVERY",
            "no recovery by the end of the observation, or only after {recovery.max-time}",
            "high; medium if only late");

    static SlowRecovery read(Section root) {
        return new SlowRecovery(
                root.section("recovery").duration("max-time", Duration.ZERO).toMillis() / 1000.0);
    }

    @Override
    public List<IssueType> types() {
        return List.of(SLOW_RECOVERY);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        List<Diagnosis> diagnoses = new ArrayList<>();
        @Nullable Planning planning = measured.run().planning();
        if (planning != null) {
            planning.recoveries().forEach(recovery -> diagnosis(recovery).ifPresent(diagnoses::add));
        }
        return diagnoses;
    }

    private Optional<Diagnosis> diagnosis(Recovery recovery) {
        boolean never = recovery.outcome() == Outcome.NOT_RECOVERED;
        @Nullable Double took = never ? Double.valueOf(recovery.observedSeconds()) : recovery.seconds();
        Optional<Criterion> slowest = slowest(recovery);
        if (took == null || slowest.isEmpty() || (!never && took <= slowRecoverySeconds)) {
            return Optional.empty();
        }
        Criterion figure = slowest.get();
        double seconds = took;
        String cause = recovery.after() + " (" + recovery.what() + ")";
        String back = never
                ? "not within the " + Format.duration(seconds) + " observed"
                : Format.duration(seconds, slowRecoverySeconds) + " after the release";
        String note = recovery.note().isEmpty() ? "" : "; " + recovery.note();
        String description = (never
                        ? "No recovery from the " + cause + " within the " + Format.duration(seconds) + " observed; "
                                + figure.metric() + " did not return"
                        : "Recovery from the " + cause + " took " + Format.duration(seconds, slowRecoverySeconds)
                                + ", limit "
                                + Format.limit(slowRecoverySeconds, "s") + "; " + figure.metric()
                                + " was the last to return")
                + " to its limit of " + Format.of(figure.limit(), figure.unit()) + " (phase '" + recovery.reference()
                + "': "
                + Format.beside(figure.reference(), figure.unit(), figure.limit()) + ", worst "
                + Format.beside(figure.worst(), figure.unit(), figure.limit()) + ")" + note + ".";
        Evidence evidence = new Evidence(
                List.of(recovery.phase()),
                List.of(),
                recovery.releasedAtSeconds(),
                recovery.releasedAtSeconds() + seconds,
                MetricCatalogue.RECOVERY.name(),
                seconds,
                slowRecoverySeconds,
                "s");
        return Optional.of(Diagnosis.of(SLOW_RECOVERY, never ? Severity.HIGH : Severity.MEDIUM, description, evidence)
                .with("what", cause)
                .with("back", back)
                .with("figure", figure.metric())
                .with("worst", Format.beside(figure.worst(), figure.unit(), figure.limit()))
                .with("normal", Format.of(figure.limit(), figure.unit())));
    }

    /** Of those that did not come back, or came back last, the first. */
    private static Optional<Criterion> slowest(Recovery recovery) {
        return recovery.criteria().stream()
                .filter(criterion -> criterion.outcome() == recovery.outcome())
                .max(Comparator.comparingDouble(criterion -> criterion.seconds() == null ? 0 : criterion.seconds()));
    }
}
