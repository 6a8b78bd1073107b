package io.orchestress.report;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.FailureLayer;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.SaturatedSum;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The classes of failure: how many of each, and where they happened. */
public final class Failures {
    private Failures() {}

    /** Most frequent class first, equals by name. */
    public static List<Map.Entry<FailureClass, Long>> byCount(Map<FailureClass, Long> failures) {
        return failures.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<FailureClass, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    /** Failures of the whole run by class. */
    public static Map<FailureClass, Long> of(RunFacts facts) {
        RequestResult totals = facts.run().totals();
        if (totals != null) {
            return totals.failures();
        }
        Map<FailureClass, Long> sum = new HashMap<>();
        facts.phasesAndAfter()
                .forEach(p -> p.total().failures().forEach((c, n) -> sum.merge(c, n, SaturatedSum::plus)));
        return sum;
    }

    public static Table table(RunFacts facts) {
        List<Map.Entry<FailureClass, Long>> classes = byCount(of(facts));
        long failed = classes.stream().mapToLong(Map.Entry::getValue).reduce(0, SaturatedSum::plus);
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<FailureClass, Long> e : classes) {
            rows.add(Row.of(
                    PlainText.clean(e.getKey().label()),
                    e.getKey().layer().map(FailureLayer::label).orElse(MetricTable.NONE),
                    e.getKey().meaning(),
                    Format.count(e.getValue()),
                    Format.percent((double) e.getValue() / failed).replace(" %", ""),
                    Format.percent((double) e.getValue() / Math.max(1, facts.requests()))
                            .replace(" %", ""),
                    where(facts, e.getKey())));
        }
        return new Table(
                "Failures by class, over the whole run",
                List.of(
                        Column.text("class"),
                        Column.text("layer"),
                        Column.text("meaning"),
                        Column.number("count", "", ""),
                        Column.number("of failures", "%", "Share of all failures"),
                        Column.number("of requests", "%", "Share of all requests"),
                        Column.text("phases")),
                rows);
    }

    private static String where(RunFacts facts, FailureClass failureClass) {
        return facts.phasesAndAfter().stream()
                .filter(p -> in(p, failureClass) > 0)
                .sorted(Comparator.comparingLong((PhaseResult p) -> in(p, failureClass))
                        .reversed())
                .limit(4)
                .map(p -> PlainText.clean(p.name()) + " " + Format.count(in(p, failureClass)))
                .collect(Collectors.joining(", "));
    }

    private static long in(PhaseResult phase, FailureClass failureClass) {
        return phase.total().failed(failureClass);
    }
}
