package io.orchestress.analysis.issue;

import io.orchestress.analysis.Wilson;
import io.orchestress.run.AgentResult.ModelShare;
import io.orchestress.run.AgentResults;
import io.orchestress.run.Issue.Severity;
import java.util.List;

/** MODEL_SHARE: calls that a cheap model answered ÷ calls that any did, over the run, for sure (Wilson, 95 %) outside of the share that is wanted. */
final class ModelShareOff implements IssueRule {

    @Override
    public List<Diagnosis> judge(Measured measured, IssueLimits limits) {
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
                        "Cheap models answered " + Figures.percent(share.share()) + " of the calls ("
                                + share.cheapCalls()
                                + " of " + share.calls() + ", 95 % interval " + Figures.percent(interval.from())
                                + " to "
                                + Figures.percent(interval.to()) + "), wanted " + Figures.percent(wanted.cheapFrom())
                                + " to "
                                + Figures.percent(wanted.cheapTo()) + ".",
                        measured.evidence(
                                List.of(),
                                "cheapShare",
                                100 * share.share(),
                                100 * (low ? wanted.cheapFrom() : wanted.cheapTo()),
                                "%"))
                .when(low ? "low" : "high"));
    }
}
