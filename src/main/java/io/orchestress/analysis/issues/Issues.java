package io.orchestress.analysis.issues;

import io.orchestress.record.Issue;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** All rules, and the list of issues they make of a run. */
public final class Issues {
    private static final List<IssueRule> RULES = List.of(
            new BreakerTripped(),
            new RunCrashed(),
            new InjectorSaturated(),
            new RegressionIssue(),
            new BreakingPoint(),
            new ErrorRate(),
            new ErrorsInsideSuccess(),
            new RateLimited(),
            new SessionsLost(),
            new HighResponseTime(),
            new LatencyDrift(),
            new SlowMean(),
            new SlowRecovery(),
            new ResourceExhaustion(),
            new MemoryPressure(),
            new Leak(),
            new SlowCalls(),
            new QueueWaitHigh(),
            new SlowStreams(),
            new StreamStall(),
            new ScalingEfficiencyDrop(),
            new LowThroughput(),
            new LowGoodput(),
            new UnstableLatency(),
            new CoordinatedOmission(),
            new RoutingErrors(),
            new CostOverrun(),
            new ModelShareOff(),
            new UnfinishedRequests(),
            new OverRange());

    private static final Set<IssueType> SPOILERS =
            Set.of(IssueType.BREAKER_TRIPPED, IssueType.INJECTOR_SATURATED, IssueType.REGRESSION);

    private Issues() {}

    /** What a search does to its target is no emergency; what spoils the search is. */
    private static Diagnosis asMeant(Diagnosis diagnosis) {
        boolean spoils = SPOILERS.contains(diagnosis.type());
        return diagnosis.severity() == Issue.Severity.CRITICAL && !spoils
                ? diagnosis.as(Issue.Severity.HIGH)
                : diagnosis;
    }

    /**
     * What explains another issue holds it as its symptom, and is as severe as the worst of them. From worst to least; among
     * equals in the order of {@link IssueType}. Deterministic.
     */
    public static List<Issue> of(IssueContext measured, IssueLimits limits, Catalogue catalogue) {
        List<Diagnosis> diagnoses = RULES.stream()
                .flatMap(rule -> rule.judge(measured, limits).stream())
                .map(diagnosis -> measured.isSearch() ? asMeant(diagnosis) : diagnosis)
                .sorted(Comparator.comparing(Diagnosis::severity).thenComparing(Diagnosis::type))
                .toList();
        return Explanations.of(diagnoses).stream()
                .map(story -> story.issue(catalogue))
                .sorted(Comparator.comparing(Issue::severity).thenComparing(issue -> IssueType.valueOf(issue.type())))
                .toList();
    }
}
