package io.orchestress.analysis.issue;

import io.orchestress.run.AgentResult;
import io.orchestress.run.AgentResult.Confusion;
import io.orchestress.run.AgentResult.Routing;
import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * ROUTING_ERRORS: right ÷ (right + wrong) below its limit. High when the whole interval at 95 % lies below it, so that chance does
 * not explain it; medium else.
 */
final class RoutingErrors implements IssueRule {

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        double limit = limits.agents().routingAccuracy();
        return AgentBreaches.find(measured, phase -> wrong(phase, limits.minSamples()), wrong -> 1 - wrong < limit)
                .map(breaches -> issue(breaches, limit))
                .stream()
                .toList();
    }

    private static OptionalDouble wrong(AgentResult phase, long minSamples) {
        Routing routing = phase.routing();
        return routing == null || routing.right() + routing.wrong() < minSamples
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - routing.accuracy());
    }

    private static Issue issue(AgentBreaches breaches, double limit) {
        Routing routing = Objects.requireNonNull(breaches.worst().routing());
        Confusion most = routing.confusions().get(0);
        boolean certain = routing.accuracyTo() < limit;
        return new Issue(
                "ROUTING_ERRORS",
                certain ? Severity.HIGH : Severity.MEDIUM,
                Figures.percent(routing.accuracy()) + " of the tasks went to the expected agent (" + routing.right()
                        + " of " + (routing.right() + routing.wrong()) + "; 95 % interval "
                        + Figures.percent(routing.accuracyFrom()) + " to " + Figures.percent(routing.accuracyTo())
                        + "), limit " + Figures.percent(limit) + ": " + breaches.where() + ". Most often '"
                        + most.chosen() + "' instead of '" + most.expected() + "', " + most.count() + " times.",
                certain
                        ? "These tasks were done by an agent that was not made for them."
                        : "These tasks were done by an agent that was not made for them. A longer run would tell whether the rate is below the limit for sure.",
                List.of(
                        new Recommendation(
                                Priority.HIGH,
                                "Run the confused tasks one at a time: wrong there, too, it is the router's rule; right there, it is the load.")),
                breaches.evidence("routingAccuracy", 100 * routing.accuracy(), 100 * limit, "%"));
    }
}
