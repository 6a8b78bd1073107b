package io.orchestress.evaluation;

import io.orchestress.history.Baseline;
import io.orchestress.history.History;
import io.orchestress.history.MetricSeries;
import io.orchestress.history.MetricValue;
import io.orchestress.history.PastRun;
import io.orchestress.history.RunFilter;
import io.orchestress.report.trend.Trend;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Trends of what the history remembers. */
public final class Trends {
    private final History history;
    private final List<PastRun> row;
    private final List<Trend.Run> runs;
    private final int accepted;

    /** @param row runs that are alike, oldest first, at least one */
    public Trends(History history, List<PastRun> row) {
        this.history = history;
        this.row = List.copyOf(row);
        this.accepted = history.accepted(row).map(row::indexOf).orElse(-1);
        Map<String, List<String>> baselines = new HashMap<>();
        for (Baseline baseline : history.baselines()) {
            baseline.runs()
                    .forEach(run -> baselines
                            .computeIfAbsent(run.runId(), id -> new ArrayList<>())
                            .add(baseline.name()));
        }
        this.runs = row.stream()
                .map(run -> new Trend.Run(
                        run.runId(),
                        run.startedAt(),
                        run.toolVersion(),
                        run.status(),
                        run.outcome(),
                        baselines.getOrDefault(run.runId(), List.of())))
                .toList();
    }

    /** Names of the metrics of one request that any run of the simulation has. */
    public List<String> metrics(String request) {
        return history.seriesNames(filter()).stream()
                .filter(name -> name.request().equals(request))
                .map(MetricSeries.Name::metric)
                .toList();
    }

    /** Of the metrics of one request those that matter most, most first. */
    public List<String> chosen(String request) {
        Set<String> ofNewest = history.metrics(row.get(row.size() - 1).runId()).stream()
                .filter(value ->
                        value.request().equals(request) && value.phase().equals(MetricValue.ALL))
                .map(MetricValue::metric)
                .collect(Collectors.toSet());
        return TrendMetrics.chosen(metrics(request), ofNewest);
    }

    /** Those with a value in a run of the row; the others are left out. */
    public List<Trend.Line> lines(List<String> metrics, String request) {
        List<Trend.Line> lines = new ArrayList<>();
        for (String metric : metrics) {
            history.series(filter(), metric, request).ifPresent(series -> {
                Trend.Line line = line(series);
                if (line.known() > 0) {
                    lines.add(line);
                }
            });
        }
        return lines;
    }

    /**
     * The trend.
     *
     * @param others runs of the simulation that are not in the row, by what they differ
     */
    public Trend of(List<Trend.Line> lines, Trend.LeftOut others) {
        return new Trend(row.get(0).simulation(), words(row.get(row.size() - 1)), runs, lines, others);
    }

    /** Newest run that somebody accepted; below 0: none was. */
    int accepted() {
        return accepted;
    }

    private RunFilter filter() {
        return RunFilter.simulation(row.get(0).simulation());
    }

    private Trend.Line line(MetricSeries series) {
        Map<String, @Nullable Double> values = new HashMap<>();
        series.points().forEach(point -> values.put(point.runId(), point.value()));
        List<@Nullable Double> known = new ArrayList<>();
        runs.forEach(run -> known.add(values.get(run.runId())));
        return Trend.Line.of(series.metric(), series.request(), series.unit(), series.better(), known, runs, accepted);
    }

    private static String words(PastRun run) {
        String machine = run.machine().make();
        return "profile " + run.profile() + ", workload " + run.workload() + ", " + run.model() + " model, "
                + run.protocol() + ", " + (run.embedded() ? "embedded orchestrator" : run.targetUrl())
                + (machine.isEmpty() ? "" : "; load from " + machine);
    }
}
