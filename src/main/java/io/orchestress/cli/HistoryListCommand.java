package io.orchestress.cli;

import io.orchestress.history.Baseline;
import io.orchestress.history.History;
import io.orchestress.history.HistoryExport;
import io.orchestress.history.MetricSeries;
import io.orchestress.history.MetricValue;
import io.orchestress.history.PastRun;
import io.orchestress.history.RunFilter;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.text.Format;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs, newest first. */
@Command(
        name = "list",
        description = "Lists runs, newest first; with --json their metrics over the whole run too.",
        mixinStandardHelpOptions = true,
        footer = {"", "  scripts/orchestress history list --simulation SpikeTest --json"})
final class HistoryListCommand implements Callable<Integer> {
    @Mixin
    private HistoryPlace place = new HistoryPlace();

    @Option(names = "--simulation", paramLabel = "S", description = "only runs of this simulation")
    private @Nullable String simulation;

    @Option(names = "--json", description = "an array of runs as in the export, docs/history.md")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (History history = place.open()) {
            RunFilter filter = new RunFilter(simulation, null, null, null);
            List<PastRun> runs = history.runs(filter);
            if (json) {
                place.out()
                        .println(Visible.json(RecordJson.text(runs.stream()
                                .map(run -> HistoryExport.Run.of(run, wholeRun(history, run)))
                                .toList())));
                place.out().flush();
            } else {
                table(history, filter, runs);
            }
        }
        return ExitCode.PASSED.status();
    }

    private static List<MetricValue> wholeRun(History history, PastRun run) {
        return history.metrics(run.runId()).stream()
                .filter(value -> value.phase().equals(MetricValue.ALL))
                .toList();
    }

    private void table(History history, RunFilter filter, List<PastRun> runs) {
        Map<String, String> p95 = column(history, filter, "p95");
        Map<String, String> rate = column(history, filter, MetricCatalogue.THROUGHPUT.name());
        Map<String, String> baselines = new HashMap<>();
        for (Baseline baseline : history.baselines()) {
            baseline.runs().forEach(run -> baselines.merge(run.runId(), baseline.name(), (a, b) -> a + ", " + b));
        }
        TextTable table =
                new TextTable("run", "profile", "protocol", "status", "verdict", "p95 ms", "requests/s", "baseline");
        for (PastRun run : runs) {
            table.row(
                    run.runId(),
                    run.profile(),
                    run.protocol(),
                    run.status().json(),
                    run.outcome() == null ? "none" : run.outcome().name(),
                    p95.getOrDefault(run.runId(), ""),
                    rate.getOrDefault(run.runId(), ""),
                    baselines.getOrDefault(run.runId(), ""));
        }
        table.print(place.out());
    }

    private static Map<String, String> column(History history, RunFilter filter, String metric) {
        Map<String, String> column = new HashMap<>();
        List<MetricSeries.Point> points = history.series(filter, metric, MetricValue.ALL)
                .map(MetricSeries::points)
                .orElse(List.of());
        for (MetricSeries.Point point : points) {
            if (point.value() != null) {
                column.put(point.runId(), Format.number(point.value()));
            }
        }
        return column;
    }
}
