package io.orchestress.report.console;

import io.orchestress.record.RequestResult;
import io.orchestress.report.MetricTable;
import io.orchestress.report.MetricTable.Line;
import io.orchestress.report.ReportMetric;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Table;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The phases; of many those that matter: where most failed, where the load was highest, where it was slowest. */
final class PhaseLines {
    private static final int MOST = 12;
    private static final int NAME = 24;
    private static final double NOTABLE = 1.1;
    private static final List<ReportMetric> FIGURES = List.of(
            ReportMetric.COUNT,
            ReportMetric.THROUGHPUT,
            ReportMetric.P50,
            ReportMetric.P95,
            ReportMetric.P99,
            ReportMetric.ERRORS);

    private PhaseLines() {}

    static void add(RunFacts facts, ConsoleLines lines) {
        List<Line> all = facts.phaseLines();
        List<Line> phases =
                all.stream().filter(line -> line.kind() != Table.Kind.CORRECTED).toList();
        if (phases.stream().noneMatch(line -> line.result() != null)) {
            return;
        }
        Table table = MetricTable.of("", "phase", FIGURES, all);
        List<List<String>> rows = new ArrayList<>();
        rows.add(table.columns().stream()
                .map(column -> column.heading().replace("rate /s", "req/s"))
                .toList());
        int last = phases.get(phases.size() - 1).kind() == Table.Kind.TOTAL ? phases.size() - 1 : phases.size();
        List<Integer> shown = shown(phases.subList(0, last));
        List<Integer> printed = new ArrayList<>(shown);
        IntStream.range(last, phases.size()).forEach(printed::add);
        for (int index : printed) {
            int row = all.indexOf(phases.get(index));
            rows.add(cells(table.rows().get(row)));
            if (isOther(phases.get(index).result())) {
                List<String> corrected =
                        new ArrayList<>(table.rows().get(row + 1).cells());
                corrected.set(0, "  from the intended start");
                rows.add(corrected);
            }
        }
        lines.blank();
        lines.table(rows, false);
        if (shown.size() < last) {
            lines.add("  and " + (last - shown.size()) + " more phases, all of them in the report");
        }
    }

    /** Whether the view that rules and issues judge by says something else than the row: a stall that held users up. */
    private static boolean isOther(@Nullable RequestResult result) {
        if (result == null || result.latencyMicros() == null || result.correctedLatencyMicros() == null) {
            return false;
        }
        RequestResult.Latency plain = result.latencyMicros();
        RequestResult.Latency corrected = result.correctedLatencyMicros();
        return corrected.p95() > NOTABLE * plain.p95() || corrected.p99() > NOTABLE * plain.p99();
    }

    private static List<String> cells(Table.Row row) {
        List<String> cells = new ArrayList<>(row.cells());
        boolean marked = row.kind() == Table.Kind.WARM_UP && !cells.get(0).contains("warm-up");
        cells.set(0, PlainText.shorten(cells.get(0), NAME) + (marked ? " (warm-up)" : ""));
        return cells;
    }

    /** In turn the worst by each figure that is not shown yet, then in the order of the plan. */
    private static List<Integer> shown(List<Line> phases) {
        if (phases.size() <= MOST + 1) {
            return IntStream.range(0, phases.size()).boxed().toList();
        }
        List<List<Integer>> rankings = List.of(
                ranked(phases, result -> result.errorRate()),
                ranked(phases, RequestResult::throughputPerSec),
                ranked(
                        phases,
                        result -> result.latencyMicros() == null
                                ? 0
                                : result.latencyMicros().p95()));
        TreeSet<Integer> shown = new TreeSet<>();
        for (int rank = 0; shown.size() < MOST && rank < phases.size(); rank++) {
            for (List<Integer> ranking : rankings) {
                if (rank < ranking.size() && shown.size() < MOST) {
                    shown.add(ranking.get(rank));
                }
            }
        }
        IntStream.range(0, phases.size()).filter(i -> shown.size() < MOST).forEach(shown::add);
        return List.copyOf(shown);
    }

    /** Those above zero, worst first. */
    private static List<Integer> ranked(List<Line> phases, ToDoubleFunction<RequestResult> figure) {
        return IntStream.range(0, phases.size())
                .filter(i -> phases.get(i).result() != null)
                .filter(i -> figure.applyAsDouble(
                                Objects.requireNonNull(phases.get(i).result()))
                        > 0)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -figure.applyAsDouble(
                        Objects.requireNonNull(phases.get(i).result()))))
                .toList();
    }
}
