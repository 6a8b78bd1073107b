package io.orchestress.report;

import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import io.orchestress.workload.kind.AdHocLoad;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Says in words when a run did not come to its planned end, when its load was not its simulation's own, and when it repeats another one. */
public final class StatusLine {
    private StatusLine() {}

    /** Empty for a run that was completed, drove the workload of its simulation and repeats none. */
    public static Optional<String> of(RunFacts facts) {
        List<String> sentences = Stream.of(ofTheEnd(facts), ofTheLoad(facts.run()), ofTheFirst(facts.run()))
                .flatMap(Optional::stream)
                .toList();
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
    }

    private static Optional<String> ofTheFirst(RunRecord run) {
        return Optional.ofNullable(run.configuration().get("injector.repeat-of"))
                .filter(repeated -> !repeated.isEmpty())
                .map(repeated -> "This run repeats " + PlainText.clean(repeated) + ", whose machine was disturbed.");
    }

    /** The name of a simulation promises its phases. */
    private static Optional<String> ofTheLoad(RunRecord run) {
        if (!run.workload().equals(AdHocLoad.WORKLOAD) || run.plan().isEmpty()) {
            return Optional.empty();
        }
        RunRecord.PlannedPhase phase = run.plan().get(0);
        String words = AdHocLoad.words(run.model(), phase.load(), phase.endSeconds() - phase.startSeconds());
        return Optional.of("Ad hoc load: " + words + ", and no phases of the simulation's own.");
    }

    private static Optional<String> ofTheEnd(RunFacts facts) {
        String driven = driven(facts);
        return switch (facts.run().status()) {
            case COMPLETED -> Optional.empty();
            case ABORTED -> Optional.of("This run was aborted" + driven + reason(facts) + ".");
            case INTERRUPTED -> Optional.of("This run was " + interrupted(facts) + driven + ".");
            case CRASHED ->
                Optional.of(
                        facts.run().endReason() == null
                                ? "This run crashed" + driven
                                        + ". Its record was never closed; all but the last second was recovered from it."
                                : "The end of this run is unknown" + reason(facts));
            case RUNNING ->
                Optional.of("This run was still going when the report was made; the results are preliminary.");
        };
    }

    private static String interrupted(RunFacts facts) {
        String reason = facts.run().endReason();
        return reason == null ? "interrupted" : PlainText.clean(reason);
    }

    private static String reason(RunFacts facts) {
        String reason = facts.run().endReason();
        boolean saidByTheBreaker = facts.run().breaker().tripped();
        return reason == null || saidByTheBreaker ? "" : ": " + PlainText.clean(reason);
    }

    private static String driven(RunFacts facts) {
        if (facts.run().loadStartedAt() == null) {
            return " before its load started";
        }
        return " after " + Format.duration(facts.loadSeconds())
                + (facts.plannedSeconds() > 0 ? " of the planned " + Format.duration(facts.plannedSeconds()) : "")
                + " of load";
    }

    /** {@code completed}, {@code aborted}, {@code interrupted}, {@code crashed}, {@code still running}. */
    public static String word(RunStatus status) {
        return status == RunStatus.RUNNING ? "still running" : status.json();
    }
}
