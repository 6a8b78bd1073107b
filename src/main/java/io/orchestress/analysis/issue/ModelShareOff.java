package io.orchestress.analysis.issue;

import io.orchestress.run.AgentResult.ModelShare;
import io.orchestress.run.AgentResults;
import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import java.util.List;

/** MODEL_SHARE: calls that a cheap model answered ÷ calls that any did, over the run, outside of the share that is wanted. */
final class ModelShareOff implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        AgentResults agents = measured.run().agents();
        ModelShare share = agents == null ? null : agents.total().modelShare();
        AgentLimits wanted = limits.agents();
        if (share == null
                || share.calls() < limits.minSamples()
                || (share.share() >= wanted.cheapFrom() && share.share() <= wanted.cheapTo())) {
            return List.of();
        }
        boolean low = share.share() < wanted.cheapFrom();
        return List.of(new Issue(
                "MODEL_SHARE",
                Severity.LOW,
                "Cheap models answered " + Figures.percent(share.share()) + " of the calls (" + share.cheapCalls()
                        + " of " + share.calls() + "), wanted " + Figures.percent(wanted.cheapFrom()) + " to "
                        + Figures.percent(wanted.cheapTo()) + ".",
                low
                        ? "Work that a cheap model might do is paid for at the price of a dear one."
                        : "Hard tasks may be left to a model that is too small for them; the latencies do not show that.",
                List.of(new Recommendation(
                        Priority.LOW,
                        low
                                ? "See which tasks go to the dear models, and try the simple ones on a cheap model."
                                : "Check the results of the complex tasks, not only that there are some.")),
                measured.evidence(
                        List.of(),
                        "cheapShare",
                        100 * share.share(),
                        100 * (low ? wanted.cheapFrom() : wanted.cheapTo()),
                        "%")));
    }
}
