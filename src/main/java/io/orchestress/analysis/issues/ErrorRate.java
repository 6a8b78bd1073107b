package io.orchestress.analysis.issues;

import io.orchestress.analysis.issues.Breaches.Breach;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * HIGH_ERROR_RATE, and ELEVATED_ERROR_RATE for those requests that are not in the former already, in whatever phase: failed ÷
 * count, 0 to 1.
 */
final class ErrorRate implements IssueRule {

    @Override
    public List<Diagnosis> judge(IssueContext measured, IssueLimits limits) {
        Breaches elevated =
                Breaches.above(measured, limits.elevatedErrorRatio(), limits.minSamples(), ErrorRate::errorRate);
        Breaches high = elevated.only(breach -> breach.actual() > limits.highErrorRatio());
        List<String> named = high.all().stream().map(ErrorRate::subject).toList();
        Breaches rest = elevated.only(breach -> !named.contains(subject(breach)));
        List<Diagnosis> issues = new ArrayList<>();
        if (!high.isEmpty()) {
            boolean critical = high.worst().actual() > limits.criticalErrorRatio();
            double limit = critical ? limits.criticalErrorRatio() : limits.highErrorRatio();
            issues.add(diagnosis(
                    measured, IssueType.HIGH_ERROR_RATE, critical ? Severity.CRITICAL : Severity.HIGH, high, limit));
        }
        if (!rest.isEmpty()) {
            issues.add(diagnosis(
                    measured, IssueType.ELEVATED_ERROR_RATE, Severity.HIGH, rest, limits.elevatedErrorRatio()));
        }
        return issues;
    }

    private static OptionalDouble errorRate(RequestResult request) {
        return OptionalDouble.of(request.errorRate());
    }

    private static String subject(Breach breach) {
        return breach.request().name();
    }

    private static Diagnosis diagnosis(
            IssueContext measured, IssueType type, Severity severity, Breaches breaches, double limit) {
        Breach worst = breaches.worst();
        String description = "Error rate " + Format.beside(worst.actual(), "ratio", limit) + " ("
                + Format.count(worst.request().failed()) + " of "
                + Format.count(worst.request().count()) + " requests), limit "
                + Format.limit(limit, "ratio") + ": " + breaches.where() + ".";
        long unfinished = worst.request().failed(FailureClass.UNFINISHED);
        if (unfinished > 0) {
            description += " " + unfinished + " of them were still in flight when the load stopped.";
        }
        Optional<FailureClass> main = breaches.mainFailure();
        description +=
                measured.firstWords(breaches.requests(), failure -> main.isEmpty() || failure.equals(main.get()));
        return Diagnosis.of(
                        type,
                        severity,
                        description,
                        breaches.evidence("errorRate", 100 * worst.actual(), 100 * limit, "%"))
                .when(Breaches.condition(main))
                .with("failures", breaches.failures())
                .with("failed", worst.request().failed())
                .with("count", worst.request().count());
    }
}
