package io.orchestress.analysis.issues;

import io.orchestress.config.Section;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.FailureLayer;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.record.SaturatedSum;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * ERRORS_INSIDE_SUCCESS: failures of the envelope and the domain, behind a status that says success. A plain count, so it speaks from
 * the first one on. A lost session is not among them: targets answer it with a status of failure.
 *
 * @param elevatedErrorRatio share of such failures above which it is high
 */
record ErrorsInsideSuccess(double elevatedErrorRatio) implements IssueRule {
    static final IssueType ERRORS_INSIDE_SUCCESS = new IssueType(
            "ERRORS_INSIDE_SUCCESS",
            "any failure inside a successful response (layers envelope and domain), other than `session-lost`",
            "high above {issues.elevated-error-rate %} of the requests, else medium");

    static ErrorsInsideSuccess read(Section root) {
        return new ErrorsInsideSuccess(ErrorRate.elevatedErrorRatio(root));
    }

    @Override
    public List<IssueType> types() {
        return List.of(ERRORS_INSIDE_SUCCESS);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Breaches breaches = Breaches.above(measured, 0, 1, request -> OptionalDouble.of(hidden(request)));
        if (breaches.isEmpty()) {
            return List.of();
        }
        long hidden = 0;
        long failed = 0;
        long count = 0;
        for (var phase : measured.countedPhases()) {
            hidden += hidden(phase.total());
            failed += phase.total().failed();
            count += phase.total().count();
        }
        double share = (double) hidden / count;
        return List.of(Diagnosis.of(
                        ERRORS_INSIDE_SUCCESS,
                        share > elevatedErrorRatio ? Severity.HIGH : Severity.MEDIUM,
                        Format.count(hidden) + " of " + Format.count(count) + " requests (" + Format.percent(share)
                                + ") failed although their status says success: " + breaches.where() + "."
                                + measured.firstWords(breaches.requests(), ErrorsInsideSuccess::isHidden),
                        breaches.evidence("errors-inside-success", hidden, 0.0, "requests"))
                .when(Breaches.condition(breaches.mainFailure(ErrorsInsideSuccess::isHidden)))
                .with("failures", breaches.failures(ErrorsInsideSuccess::isHidden))
                .with("hidden", hidden)
                .with("failed", failed));
    }

    private static long hidden(RequestResult request) {
        return request.failures().entrySet().stream()
                .filter(failure -> isHidden(failure.getKey()))
                .mapToLong(Map.Entry::getValue)
                .reduce(0, SaturatedSum::plus);
    }

    private static boolean isHidden(FailureClass failure) {
        return !failure.equals(FailureClass.SESSION_LOST)
                && failure.layer()
                        .filter(layer -> layer == FailureLayer.ENVELOPE || layer == FailureLayer.DOMAIN)
                        .isPresent();
    }
}
