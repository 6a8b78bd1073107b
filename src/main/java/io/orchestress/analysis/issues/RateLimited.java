package io.orchestress.analysis.issues;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.AgentResults;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import java.util.List;
import java.util.OptionalDouble;

/** RATE_LIMITED: requests that the target's own limit refused, by HTTP status 429 or inside a success. Speaks from the first one on. */
final class RateLimited implements IssueRule {
    static final IssueType RATE_LIMITED = new IssueType("RATE_LIMITED", "any `http-429` or `rate-limited`", "medium");

    static final FailureClass BY_STATUS = FailureClass.http(429);
    static final FailureClass INSIDE = FailureClass.RATE_LIMITED;

    @Override
    public List<IssueType> types() {
        return List.of(RATE_LIMITED);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Breaches breaches = Breaches.above(measured, 0, 1, request -> OptionalDouble.of(limited(request)));
        if (breaches.isEmpty()) {
            return List.of();
        }
        long byStatus = measured.failures(BY_STATUS);
        long inside = measured.failures(INSIDE);
        return List.of(Diagnosis.of(
                RATE_LIMITED,
                Severity.MEDIUM,
                (byStatus + inside) + (byStatus + inside == 1 ? " request was" : " requests were")
                        + " rejected by the target's rate limit, " + byStatus
                        + " with status 429 and " + inside + " inside an HTTP 2xx" + later(measured) + ": "
                        + breaches.where() + "."
                        + measured.firstWords(
                                breaches.requests(), failure -> failure.equals(BY_STATUS) || failure.equals(INSIDE)),
                breaches.evidence("rate-limited", byStatus + inside, 0.0, "requests")));
    }

    private static String later(IssueContext measured) {
        AgentResults agents = measured.run().agents();
        Long retryAfter = agents == null ? null : agents.total().retryAfter();
        return retryAfter == null
                ? ""
                : "; " + retryAfter + (retryAfter == 1 ? " response" : " responses") + " carried Retry-After";
    }

    private static long limited(RequestResult request) {
        return request.failed(BY_STATUS) + request.failed(INSIDE);
    }
}
