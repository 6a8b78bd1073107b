package io.orchestress.analysis.issue;

import io.orchestress.run.Issue;
import java.util.Comparator;
import java.util.List;

/** All rules, and the list of issues they make of a run. */
public final class Issues {
    private static final List<IssueRule> RULES = List.of(
            new BreakerTripped(),
            new RunCrashed(),
            new ErrorRate(),
            new ErrorsInsideSuccess(),
            new HighResponseTime(),
            new SlowMean(),
            new SlowRecovery(),
            new CoordinatedOmission(),
            new ResourceExhaustion(),
            new MemoryPressure(),
            new LowThroughput(),
            new UnstableLatency(),
            new LowGoodput(),
            new StreamStall(),
            new RoutingErrors(),
            new CostOverrun(),
            new ModelShareOff(),
            new RateLimited(),
            new SessionsLost(),
            new UnfinishedRequests(),
            new OverRange());

    private Issues() {}

    /** From worst to least; among equals in the order of the rules. Deterministic. */
    public static List<Issue> of(Measured measured, IssueLimits limits) {
        return RULES.stream()
                .flatMap(rule -> rule.judge(measured, limits).stream())
                .sorted(Comparator.comparing(Issue::severity))
                .toList();
    }
}
