package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import java.util.Comparator;
import java.util.List;

/** All rules, and the list of issues they make of a run. */
public final class Issues {
    private static final List<IssueRule> RULES = List.of(
            new BreakerTripped(),
            new RunCrashed(),
            new InjectorSaturated(),
            new Regression(),
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

    private Issues() {}

    /**
     * What explains another issue holds it as its symptom, and is as severe as the worst of them. From worst to least; among
     * equals in the order of {@link IssueType}. Deterministic.
     */
    public static List<Issue> of(Measured measured, IssueLimits limits, Catalogue catalogue) {
        List<Diagnosis> diagnoses = RULES.stream()
                .flatMap(rule -> rule.judge(measured, limits).stream())
                .sorted(Comparator.comparing(Diagnosis::severity).thenComparing(Diagnosis::type))
                .toList();
        return Explanations.of(diagnoses).stream()
                .map(story -> story.issue(catalogue))
                .sorted(Comparator.comparing(Issue::severity).thenComparing(issue -> IssueType.valueOf(issue.type())))
                .toList();
    }
}
