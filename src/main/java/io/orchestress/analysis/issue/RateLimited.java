package io.orchestress.analysis.issue;

import io.orchestress.run.AgentResults;
import io.orchestress.run.Issue;
import io.orchestress.run.Issue.Priority;
import io.orchestress.run.Issue.Recommendation;
import io.orchestress.run.Issue.Severity;
import io.orchestress.run.RequestResult;
import java.util.List;
import java.util.OptionalDouble;

/** RATE_LIMITED: requests that the target's own limit refused, by HTTP status 429 or inside a success. Speaks from the first one on. */
final class RateLimited implements IssueRule {
    private static final String BY_STATUS = "http-429";
    private static final String INSIDE = "rate-limited";

    @Override
    public List<Issue> judge(Measured measured, IssueLimits limits) {
        Breaches breaches = Breaches.above(measured, 0, 1, request -> OptionalDouble.of(limited(request)));
        if (breaches.isEmpty()) {
            return List.of();
        }
        long byStatus = measured.failures(BY_STATUS);
        long inside = measured.failures(INSIDE);
        return List.of(new Issue(
                "RATE_LIMITED",
                Severity.MEDIUM,
                (byStatus + inside) + " requests were refused by the target's own limit, " + byStatus
                        + " with status 429 and " + inside + " inside a success" + later(measured) + ": "
                        + breaches.where() + ".",
                "The load was above the limit: throughput and latency of this run are the limit's, not the target's capacity.",
                List.of(
                        new Recommendation(
                                Priority.HIGH,
                                "To measure capacity, raise the limit for the test, or give the users identities of their own if it counts by client."),
                        new Recommendation(
                                Priority.MEDIUM,
                                "To measure behaviour at the limit, keep it: look whether refusals are fast and whether answers say when to come back.")),
                breaches.evidence("rateLimited", byStatus + inside, 0.0, "requests")));
    }

    private static String later(Measured measured) {
        AgentResults agents = measured.run().agents();
        Long retryAfter = agents == null ? null : agents.total().retryAfter();
        return retryAfter == null ? "" : "; " + retryAfter + " answers said when to come back";
    }

    private static long limited(RequestResult request) {
        return request.failures().getOrDefault(BY_STATUS, 0L)
                + request.failures().getOrDefault(INSIDE, 0L);
    }
}
