package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Confusion;
import io.orchestress.record.AgentResult.Routing;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * ROUTING_ERRORS: right ÷ (right + wrong) below its limit. High when the whole interval at 95 % lies below it, so that chance does
 * not explain it; medium else.
 *
 * @param routingAccuracy right ÷ all below which it speaks
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record RoutingErrors(double routingAccuracy, long minSamples) implements IssueRule {
    static final IssueType ROUTING_ERRORS = new IssueType(
            "ROUTING_ERRORS",
            "fewer than {issues.routing-accuracy %} of the tasks done by the expected agent",
            "medium; high when the whole 95 % interval lies below");

    static RoutingErrors read(Section root) {
        return new RoutingErrors(root.section("issues").share("routing-accuracy"), Issues.minSamples(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(ROUTING_ERRORS);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        double limit = routingAccuracy;
        return AgentBreaches.find(measured, phase -> wrong(phase, minSamples), wrong -> 1 - wrong < limit)
                .map(breaches -> diagnosis(breaches, limit))
                .stream()
                .toList();
    }

    private static OptionalDouble wrong(AgentResult phase, long minSamples) {
        Routing routing = phase.routing();
        return routing == null || routing.right() + routing.wrong() < minSamples
                ? OptionalDouble.empty()
                : OptionalDouble.of(1 - routing.accuracy());
    }

    private static Diagnosis diagnosis(AgentBreaches breaches, double limit) {
        Routing routing = Objects.requireNonNull(breaches.worst().routing());
        Confusion most = routing.confusions().get(0);
        boolean certain = routing.accuracyTo() < limit;
        return Diagnosis.of(
                        ROUTING_ERRORS,
                        certain ? Severity.HIGH : Severity.MEDIUM,
                        Format.beside(routing.accuracy(), "ratio", limit) + " of tasks reached the expected agent ("
                                + Format.count(routing.right())
                                + " of " + Format.count(routing.right() + routing.wrong()) + "; 95 % interval "
                                + Format.percent(routing.accuracyFrom()) + " to "
                                + Format.percent(routing.accuracyTo())
                                + "), limit " + Format.limit(limit, "ratio") + ": " + breaches.where()
                                + ". Most often '"
                                + most.chosen() + "' instead of '" + most.expected() + "', "
                                + Format.count(most.count()) + " times.",
                        breaches.evidence(
                                MetricCatalogue.ROUTING_ACCURACY.name(), 100 * routing.accuracy(), 100 * limit, "%"))
                .when(certain ? "certain" : "uncertain")
                .with("expected", most.expected())
                .with("chosen", most.chosen())
                .with("confused", most.count());
    }
}
