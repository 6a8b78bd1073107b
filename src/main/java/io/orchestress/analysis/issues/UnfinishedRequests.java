package io.orchestress.analysis.issues;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.record.SaturatedSum;
import io.orchestress.text.Format;
import java.util.List;
import java.util.OptionalDouble;

/**
 * UNFINISHED_REQUESTS: requests in flight when the load stopped. A plain count, so it speaks from the first one on, without a
 * minimum of samples: low up to a share of all judged requests, medium above.
 */
final class UnfinishedRequests implements IssueRule {
    static final IssueType UNFINISHED_REQUESTS = new IssueType(
            "UNFINISHED_REQUESTS", "any request in flight at the end of the drain", "low; medium above 1 %");

    /** Unfinished ÷ count above which it is medium instead of low. */
    private static final double MEDIUM_RATIO = 0.01;

    @Override
    public List<IssueType> types() {
        return List.of(UNFINISHED_REQUESTS);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Breaches breaches = Breaches.above(measured, 0, 1, request -> OptionalDouble.of(unfinished(request)));
        if (breaches.isEmpty()) {
            return List.of();
        }
        long unfinished = breaches.all().stream()
                .mapToLong(breach -> unfinished(breach.request()))
                .sum();
        long count = measured.countedPhases().stream()
                .mapToLong(phase -> phase.total().count())
                .reduce(0, SaturatedSum::plus);
        double share = (double) unfinished / count;
        return List.of(Diagnosis.of(
                UNFINISHED_REQUESTS,
                share > MEDIUM_RATIO ? Severity.MEDIUM : Severity.LOW,
                Format.count(unfinished) + " of " + Format.count(count) + " requests (" + Format.percent(share)
                        + ") were in flight when the load stopped. They count as failed.",
                breaches.evidence("unfinished", unfinished, 0.0, "requests")));
    }

    private static long unfinished(RequestResult request) {
        return request.failed(FailureClass.UNFINISHED);
    }
}
