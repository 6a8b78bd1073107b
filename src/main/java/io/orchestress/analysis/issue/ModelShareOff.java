package io.orchestress.analysis.issue;

import io.orchestress.run.AgentResult.ModelShare;
import io.orchestress.run.AgentResults;
import io.orchestress.run.Issue.Severity;
import java.util.List;

/** MODEL_SHARE: calls that a cheap model answered ÷ calls that any did, over the run, outside of the share that is wanted. */
final class ModelShareOff implements IssueRule {

    @Override
    public List<Diagnosis> judge(Measured measured, IssueLimits limits) {
        AgentResults agents = measured.run().agents();
        ModelShare share = agents == null ? null : agents.total().modelShare();
        AgentLimits wanted = limits.agents();
        if (share == null
                || share.calls() < limits.minSamples()
                || (share.share() >= wanted.cheapFrom() && share.share() <= wanted.cheapTo())) {
            return List.of();
        }
        boolean low = share.share() < wanted.cheapFrom();
        return List.of(Diagnosis.of(
                        IssueType.MODEL_SHARE,
                        Severity.LOW,
                        "Cheap models answered " + Figures.percent(share.share()) + " of the calls ("
                                + share.cheapCalls()
                                + " of " + share.calls() + "), wanted " + Figures.percent(wanted.cheapFrom()) + " to "
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
