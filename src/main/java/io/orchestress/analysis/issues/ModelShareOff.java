package io.orchestress.analysis.issues;

import io.orchestress.record.AgentResult.ModelShare;
import io.orchestress.record.AgentResults;
import io.orchestress.record.Issue.Severity;
import io.orchestress.stats.Wilson;
import io.orchestress.text.Format;
import java.util.List;

/** MODEL_SHARE: calls that a cheap model answered ÷ calls that any did, over the run, for sure (Wilson, 95 %) outside of the share that is wanted. */
final class ModelShareOff implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        AgentResults agents = measured.run().agents();
        ModelShare share = agents == null ? null : agents.total().modelShare();
        AgentLimits wanted = limits.agents();
        if (share == null || share.calls() < limits.minSamples()) {
            return List.of();
        }
        Wilson interval = Wilson.of(share.cheapCalls(), share.calls());
        boolean low = interval.to() < wanted.cheapFrom();
        if (!low && interval.from() <= wanted.cheapTo()) {
            return List.of();
        }
        return List.of(Diagnosis.of(
                        IssueType.MODEL_SHARE,
                        Severity.LOW,
                        "Cheap models answered "
                                + Format.beside(share.share(), "ratio", wanted.cheapFrom(), wanted.cheapTo())
                                + " of the calls ("
                                + Format.count(share.cheapCalls())
                                + " of " + Format.count(share.calls()) + ", 95 % interval "
                                + Format.percent(interval.from())
                                + " to "
                                + Format.percent(interval.to()) + "), wanted "
                                + Format.limit(wanted.cheapFrom(), "ratio")
                                + " to "
                                + Format.limit(wanted.cheapTo(), "ratio") + ".",
                        measured.evidence(
                                List.of(),
                                "cheapShare",
                                100 * share.share(),
                                100 * (low ? wanted.cheapFrom() : wanted.cheapTo()),
                                "%"))
                .when(low ? "low" : "high"));
    }
}
