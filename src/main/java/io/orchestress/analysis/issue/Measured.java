package io.orchestress.analysis.issue;

import io.orchestress.run.Issue.Evidence;
import io.orchestress.run.PhaseResult;
import io.orchestress.run.RequestResult;
import io.orchestress.run.RunRecord;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the rules judge.
 *
 * @param run with its phases and totals filled in
 * @param endSeconds end of the run, since the load started
 * @param recoveryTails by phase: what was answered in the last third of each recovery phase, all requests together
 */
public record Measured(RunRecord run, double endSeconds, Map<String, RequestResult> recoveryTails) {
    public Measured {
        recoveryTails = Map.copyOf(recoveryTails);
    }

    /** All phases but warm-up, which is never judged. */
    List<PhaseResult> judgedPhases() {
        return run.phases().stream().filter(phase -> !phase.warmUp()).toList();
    }

    /**
     * Evidence for all requests together.
     *
     * @param phases by name, in which it was seen; none: the whole run but warm-up
     */
    Evidence evidence(List<String> phases, String metric, double figure, @Nullable Double threshold, String unit) {
        List<PhaseResult> concerned = judgedPhases().stream()
                .filter(phase -> phases.isEmpty() || phases.contains(phase.name()))
                .toList();
        return new Evidence(
                phases,
                List.of(),
                concerned.stream().mapToDouble(PhaseResult::startSeconds).min().orElse(0),
                concerned.stream().mapToDouble(PhaseResult::endSeconds).max().orElse(endSeconds),
                metric,
                figure,
                threshold,
                unit);
    }

    /** Failures of one class, without those of warm-up. */
    long failures(String failureClass) {
        return judgedPhases().stream()
                .mapToLong(phase -> phase.total().failures().getOrDefault(failureClass, 0L))
                .sum();
    }
}
