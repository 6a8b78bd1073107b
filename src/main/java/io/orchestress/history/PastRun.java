package io.orchestress.history;

import io.orchestress.record.InjectorMachine;
import io.orchestress.record.InjectorMachine.Difference.Kind;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Verdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A run as it is remembered.
 *
 * @param load {@link LoadDigest} of its record: equal where the same load was meant
 * @param machine that the load came from
 * @param startedAt to the microsecond
 * @param outcome of the verdict, WARN where only its comparison was INCONCLUSIVE; absent without one
 * @param score of the verdict; absent without one, or when no gate had evidence
 * @param reason of the verdict; empty without one
 * @param folder of the record; it may have been moved or deleted since
 */
public record PastRun(
        String runId,
        String simulation,
        String workload,
        String profile,
        String model,
        String protocol,
        String targetUrl,
        boolean embedded,
        String load,
        String toolVersion,
        InjectorMachine machine,
        Instant startedAt,
        RunStatus status,
        Verdict.@Nullable Outcome outcome,
        @Nullable Double score,
        String reason,
        Path folder) {

    static PastRun of(RunRecord run, Path folder) {
        Verdict verdict = run.verdict();
        return new PastRun(
                run.runId(),
                run.simulation(),
                run.workload(),
                run.profile(),
                run.model().configName(),
                run.target().protocol(),
                run.target().url(),
                run.target().embedded(),
                LoadDigest.of(run),
                run.toolVersion(),
                InjectorMachine.of(run),
                run.startedAt().truncatedTo(ChronoUnit.MICROS),
                run.status(),
                verdict == null ? null : outcome(verdict),
                verdict == null ? null : verdict.score(),
                verdict == null ? "" : verdict.reason(),
                folder);
    }

    /**
     * INCONCLUSIVE by nothing but its comparison counts as WARN here: with too few earlier runs nothing can be told, and a run that
     * was no evidence for that reason must be able to become one of them.
     */
    private static Verdict.Outcome outcome(Verdict verdict) {
        boolean byComparison = verdict.outcome() == Verdict.Outcome.INCONCLUSIVE
                && verdict.reason().startsWith(Verdict.AGAINST)
                && verdict.gates().stream().noneMatch(gate -> gate.outcome() == Verdict.Outcome.INCONCLUSIVE);
        return byComparison ? Verdict.Outcome.WARN : verdict.outcome();
    }

    public RunRef ref() {
        return new RunRef(runId, folder);
    }

    /** Completed, and PASS or WARN: what a later run may be held against. */
    public boolean isGood() {
        return status == RunStatus.COMPLETED && (outcome == Verdict.Outcome.PASS || outcome == Verdict.Outcome.WARN);
    }

    /**
     * Whether both ran the same load in the same way against the same target, from machines of one make; embedded targets are one,
     * whatever their port.
     */
    public boolean isLike(PastRun other) {
        return isSameLoad(other) && !isOtherMachine(other);
    }

    /** Whether a part of the make of a machine differs from the other's, or is known of one of both only. */
    public boolean isOtherMachine(PastRun other) {
        return machine.against(other.machine).has(Kind.MAKE)
                || !machine.knownMake().equals(other.machine.knownMake());
    }

    /** Like {@link #isLike}, whatever the machines. */
    public boolean isSameLoad(PastRun other) {
        return Scope.of(this).equals(Scope.of(other))
                && workload.equals(other.workload)
                && model.equals(other.model)
                && load.equals(other.load)
                && embedded == other.embedded
                && (embedded || targetUrl.equals(other.targetUrl));
    }
}
