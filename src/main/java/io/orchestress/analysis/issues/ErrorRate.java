package io.orchestress.analysis.issues;

import io.orchestress.analysis.issues.Breaches.Breach;
import io.orchestress.config.Section;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RequestResult;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * HIGH_ERROR_RATE, and ELEVATED_ERROR_RATE for those requests that are not in the former already, in whatever phase: failed ÷
 * count, 0 to 1.
 *
 * @param elevatedErrorRatio failed ÷ count above which ELEVATED_ERROR_RATE speaks
 * @param highErrorRatio above which it is HIGH_ERROR_RATE
 * @param criticalErrorRatio above which that is critical
 * @param minSamples requests of one name in one phase, or tasks, below which it says nothing
 */
record ErrorRate(double elevatedErrorRatio, double highErrorRatio, double criticalErrorRatio, long minSamples)
        implements IssueRule {
    static final IssueType HIGH_ERROR_RATE = new IssueType(
            "HIGH_ERROR_RATE",
            "error rate above {issues.error-rate %}",
            "high; critical above {issues.error-rate-critical %}");
    static final IssueType ELEVATED_ERROR_RATE = new IssueType(
            "ELEVATED_ERROR_RATE",
            "error rate above {issues.elevated-error-rate %}, of requests without HIGH_ERROR_RATE",
            "high");

    static ErrorRate read(Section root) {
        Section s = root.section("issues");
        double elevated = elevatedErrorRatio(root);
        double high = highErrorRatio(root);
        double critical = s.share("error-rate-critical");
        if (elevated > high || high > critical) {
            s.problem("error-rate", "must lie between elevated-error-rate and error-rate-critical");
        }
        return new ErrorRate(elevated, high, critical, Issues.minSamples(root));
    }

    static double elevatedErrorRatio(Section root) {
        return root.section("issues").share("elevated-error-rate");
    }

    static double highErrorRatio(Section root) {
        return root.section("issues").share("error-rate");
    }

    @Override
    public List<IssueType> types() {
        return List.of(HIGH_ERROR_RATE, ELEVATED_ERROR_RATE);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Breaches elevated = Breaches.above(measured, elevatedErrorRatio, minSamples, ErrorRate::errorRate);
        Breaches high = elevated.only(breach -> breach.actual() > highErrorRatio);
        List<String> named = high.all().stream().map(ErrorRate::subject).toList();
        Breaches rest = elevated.only(breach -> !named.contains(subject(breach)));
        List<Diagnosis> issues = new ArrayList<>();
        if (!high.isEmpty()) {
            boolean critical = high.worst().actual() > criticalErrorRatio;
            double limit = critical ? criticalErrorRatio : highErrorRatio;
            issues.add(diagnosis(measured, HIGH_ERROR_RATE, critical ? Severity.CRITICAL : Severity.HIGH, high, limit));
        }
        if (!rest.isEmpty()) {
            issues.add(diagnosis(measured, ELEVATED_ERROR_RATE, Severity.HIGH, rest, elevatedErrorRatio));
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
                        breaches.evidence(MetricCatalogue.ERROR_RATE.name(), 100 * worst.actual(), 100 * limit, "%"))
                .when(Breaches.condition(main))
                .with("failures", breaches.failures())
                .with("failed", worst.request().failed())
                .with("count", worst.request().count());
    }
}
