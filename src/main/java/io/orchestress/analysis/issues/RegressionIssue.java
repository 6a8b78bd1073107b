package io.orchestress.analysis.issues;

import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** REGRESSION: what the comparison with a baseline calls worse; one for each kind of figure, whatever the metrics that show it. */
final class RegressionIssue implements IssueRule {
    static final IssueType REGRESSION = new IssueType(
            "REGRESSION",
            "the comparison with a baseline calls a metric worse; one issue for each kind: latency, throughput, failures, completed, cost, tokens, memory, cpu",
            "critical, high, medium, as the comparison says critical, moderate, minor");

    @Override
    public List<IssueType> types() {
        return List.of(REGRESSION);
    }

    @Override
    public List<Diagnosis> judge(IssueContext measured) {
        Comparison comparison = measured.run().comparison();
        if (comparison == null) {
            return List.of();
        }
        Map<String, List<Change>> kinds = new LinkedHashMap<>();
        for (Change change : comparison.regressions()) {
            if (change.before() != null && change.after() != null && change.change() != null) {
                kinds.computeIfAbsent(kind(change), k -> new ArrayList<>()).add(change);
            }
        }
        List<Diagnosis> diagnoses = new ArrayList<>();
        kinds.forEach((kind, changes) -> diagnoses.add(diagnosis(measured, comparison, kind, changes)));
        return diagnoses;
    }

    /** {@code latency}, unless name or unit say otherwise. */
    private static String kind(Change change) {
        String metric = change.metric();
        if (metric.equals(MetricCatalogue.ERROR_RATE.name())) {
            return "failures";
        }
        if (metric.equals(Comparison.COMPLETED)) {
            return metric;
        }
        if (metric.contains("throughput")
                || metric.contains("goodput")
                || change.unit().equals("1/s")) {
            return "throughput";
        }
        for (String kind : List.of("cost", "token", "memory", "rss", "heap", "cpu")) {
            if (metric.contains(kind)) {
                return switch (kind) {
                    case "rss", "heap" -> "memory";
                    case "token" -> "tokens";
                    default -> kind;
                };
            }
        }
        return "latency";
    }

    private static Diagnosis diagnosis(
            IssueContext measured, Comparison comparison, String kind, List<Change> changes) {
        Change worst = changes.get(0);
        double before = Objects.requireNonNull(worst.before());
        double after = Objects.requireNonNull(worst.after());
        double ratio = Objects.requireNonNull(worst.change());
        String interval = worst.from() == null || worst.to() == null
                ? ""
                : ", 90 % interval " + size(worst, worst.from()) + " to " + size(worst, worst.to());
        String more = changes.size() == 1
                ? ""
                : " Also worse: "
                        + String.join(
                                ", ",
                                changes.stream()
                                        .skip(1)
                                        .limit(4)
                                        .map(RegressionIssue::name)
                                        .toList())
                        + (changes.size() > 5 ? " and " + (changes.size() - 5) + " more." : ".");
        String description = name(worst) + " went from " + Format.of(before, worst.unit()) + " to "
                + Format.of(after, worst.unit()) + " (" + size(worst, ratio) + interval + ") against baseline '"
                + comparison.baseline() + "'." + more;
        double lost = worst.higherIsBetter() ? -worst.tolerance() : worst.tolerance();
        double tolerated = worst.isPoints() ? before + lost : before * (1 + lost);
        boolean all = changes.stream().anyMatch(change -> change.request().equals(SeriesKey.ALL_REQUESTS));
        Evidence evidence = new Evidence(
                List.of(),
                all
                        ? kind.equals("latency")
                                ? comparison.hints().stream()
                                        .map(Change::request)
                                        .distinct()
                                        .toList()
                                : List.of()
                        : changes.stream().map(Change::request).distinct().toList(),
                0,
                measured.endSeconds(),
                worst.metric(),
                after,
                tolerated,
                worst.unit());
        return Diagnosis.of(REGRESSION, severity(changes), description, evidence)
                .when(kind)
                .with("baseline", comparison.baseline())
                .with("before", Format.of(before, worst.unit()))
                .with("after", Format.of(after, worst.unit()))
                .with("change", size(worst, ratio));
    }

    private static Severity severity(List<Change> changes) {
        return changes.stream()
                .map(change -> switch (Objects.requireNonNullElse(change.severity(), Comparison.Severity.MINOR)) {
                    case CRITICAL -> Severity.CRITICAL;
                    case MODERATE -> Severity.HIGH;
                    case MINOR -> Severity.MEDIUM;
                })
                .min(Severity::compareTo)
                .orElse(Severity.MEDIUM);
    }

    private static String name(Change change) {
        return change.request().equals(SeriesKey.ALL_REQUESTS)
                ? change.metric()
                : change.metric() + " of '" + change.request() + "'";
    }

    private static String size(Change change, double share) {
        return change.isPoints() ? Format.points(share) : Format.change(share);
    }
}
