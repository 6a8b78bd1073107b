package io.orchestress.analysis.issues;

import io.orchestress.record.BreakerResult;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.PhaseResult;
import java.util.List;

/** BREAKER_TRIPPED: the circuit breaker stopped the load, or took it back. */
final class BreakerTripped implements IssueRule {
    static final IssueType BREAKER_TRIPPED = new IssueType(
            "BREAKER_TRIPPED", "the circuit breaker stopped the load, or skipped the remaining steps", "critical");

    @Override
    public List<IssueType> types() {
        return List.of(BREAKER_TRIPPED);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        BreakerResult breaker = measured.run().breaker();
        if (!breaker.tripped()) {
            return List.of();
        }
        Double atSeconds = breaker.atSeconds();
        double at = atSeconds == null ? measured.endSeconds() : atSeconds;
        String rule = breaker.rule() == null ? "unknown" : breaker.rule();
        String evidence = breaker.evidence() == null ? "no evidence was recorded" : breaker.evidence();
        List<PhaseResult> phases = measured.run().phases().stream()
                .filter(phase -> phase.startSeconds() <= at && at <= phase.endSeconds())
                .limit(1)
                .toList();
        double from = phases.isEmpty() ? at : phases.get(0).startSeconds();
        return List.of(Diagnosis.of(
                        BREAKER_TRIPPED,
                        Severity.CRITICAL,
                        "The circuit breaker " + measured.run().breakerEffect().did() + ", rule '" + rule + "': "
                                + evidence,
                        new Evidence(
                                phases.stream().map(PhaseResult::name).toList(),
                                List.of(),
                                from,
                                at,
                                "stopped-at",
                                at,
                                null,
                                "s"))
                .when(rule)
                .with("rule", rule));
    }
}
