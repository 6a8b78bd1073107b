package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.RequestResult;
import io.orchestress.run.RequestResult.Latency;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * UNSTABLE_LATENCY: coefficient of variation, standard deviation ÷ mean, of one request in a phase of constant load. Never over
 * several requests, whose difference is no instability.
 */
final class UnstableLatency implements IssueRule {
    private static final Set<String> CONSTANT_LOAD = Set.of("steady", "endurance");

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        double limit = limits.unstableVariationRatio();
        Breaches breaches = Breaches.above(measured, limit, limits.minSamples(), UnstableLatency::variation)
                .only(breach -> !breach.isTotal()
                        && CONSTANT_LOAD.contains(breach.phase().kind()));
        if (breaches.isEmpty()) {
            return List.of();
        }
        double variation = breaches.worst().actual();
        return List.of(new Issue(
                "UNSTABLE_LATENCY",
                Severity.MEDIUM,
                "Standard deviation is " + Figures.ratio(variation) + " of the mean, limit " + Figures.ratio(limit)
                        + ": " + breaches.where() + ".",
                "Under constant load the same request takes very different times; means and capacity figures are that unsure.",
                List.of(
                        new Recommendation(
                                Priority.MEDIUM,
                                "See in the heat map whether the spread is regular (collector, timer, cache expiry) or has two bands"
                                        + " (two kinds of work under one name)."),
                        new Recommendation(
                                Priority.LOW,
                                "If the work differs by its data, give each size of task a request name of its own.")),
                breaches.evidence("coefficientOfVariation", variation, limit, "ratio")));
    }

    private static OptionalDouble variation(RequestResult request) {
        Latency latency = request.latencyMicros();
        return latency == null || latency.mean() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(latency.stdDev() / latency.mean());
    }
}
