package io.orchestress.report;

import io.orchestress.record.Capacity;
import io.orchestress.record.LoadStep;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of a capacity search, or of any workload with steps, as a table. */
public final class StepTable {
    private static final double LITTLE_TOLERANCE = 0.1;

    static final String LITTLE =
            "In flight ÷ (rate × mean response time): 1 agrees with Little's law; ! marks a difference above 10 %";

    private StepTable() {}

    /** A row a step, in the order in which they were driven. */
    public static Table of(Capacity capacity) {
        List<Column> columns = new ArrayList<>();
        List<Function<LoadStep, String>> cells = new ArrayList<>();
        add(columns, cells, Column.text("step"), s -> PlainText.clean(s.phase()));
        add(columns, cells, Column.text("so far"), LoadStep::word);
        add(columns, cells, number("load", loadUnit(capacity), "Offered load"), s -> Format.number(s.load()));
        add(columns, cells, number("rate", "/s", "Successful requests"), s -> Format.number(s.throughputPerSec()));
        optional(
                capacity,
                columns,
                cells,
                number("goodput", "/s", "Tasks within the SLO"),
                LoadStep::goodputPerSec,
                Format::number);
        optional(
                capacity,
                columns,
                cells,
                number("good", "%", "Share of tasks within the SLO"),
                LoadStep::goodShare,
                StepTable::percent);
        optional(capacity, columns, cells, number("p50", "ms", "Median latency"), LoadStep::p50Millis, Format::number);
        optional(
                capacity,
                columns,
                cells,
                number("p95", "ms", "95th percentile of latency"),
                LoadStep::p95Millis,
                Format::number);
        optional(
                capacity,
                columns,
                cells,
                number("p99", "ms", "99th percentile of latency"),
                LoadStep::p99Millis,
                Format::number);
        add(columns, cells, number("errors", "%", "Share of requests that failed"), s -> percent(s.errorRate()));
        add(columns, cells, number("in flight", "", "Mean of requests in flight"), s -> Format.number(s.concurrency()));
        optional(capacity, columns, cells, number("Little", "", LITTLE), LoadStep::littleRatio, StepTable::little);
        optional(
                capacity,
                columns,
                cells,
                number("CPU", "%", "Mean of the target's CPU"),
                LoadStep::targetCpu,
                StepTable::percent);
        optional(
                capacity,
                columns,
                cells,
                number("memory", "%", "Mean share of the target's limit, its heap or its host's memory"),
                LoadStep::memory,
                StepTable::percent);
        optional(
                capacity,
                columns,
                cells,
                number("queue", "", "Mean number of waiting tasks, as the target reports"),
                LoadStep::queueDepth,
                Format::number);
        add(
                columns,
                cells,
                Column.text("broken by"),
                s -> s.voidBecause() != null
                        ? PlainText.clean(s.voidBecause())
                        : s.brokenBy().stream().map(PlainText::clean).collect(Collectors.joining(", ")));
        List<Row> rows = capacity.steps().stream()
                .map(s -> new Row(
                        Table.Kind.PLAIN,
                        Format.clockRange(s.fromSeconds(), s.toSeconds()),
                        cells.stream().map(cell -> cell.apply(s)).toList()))
                .toList();
        return new Table(
                "Steps of load in the order in which they ran, each as measured; the capacity follows from all of them together",
                columns,
                rows);
    }

    private static String loadUnit(Capacity capacity) {
        return capacity.unit().endsWith("/s") ? "/s" : PlainText.clean(capacity.unit());
    }

    private static Column number(String title, String unit, String hint) {
        return Column.number(title, unit, hint);
    }

    private static void add(
            List<Column> columns,
            List<Function<LoadStep, String>> cells,
            Column column,
            Function<LoadStep, String> cell) {
        columns.add(column);
        cells.add(cell);
    }

    /** Only where any step has it. */
    private static void optional(
            Capacity capacity,
            List<Column> columns,
            List<Function<LoadStep, String>> cells,
            Column column,
            Function<LoadStep, @Nullable Double> figure,
            Function<Double, String> text) {
        if (capacity.steps().stream().map(figure).anyMatch(Objects::nonNull)) {
            add(columns, cells, column, s -> {
                Double value = figure.apply(s);
                return value == null ? MetricTable.NONE : text.apply(value);
            });
        }
    }

    private static String percent(double share) {
        return Format.number(100 * share);
    }

    static String little(double ratio) {
        return Format.fixed(ratio, 2) + (Math.abs(ratio - 1) > LITTLE_TOLERANCE ? " !" : "");
    }
}
