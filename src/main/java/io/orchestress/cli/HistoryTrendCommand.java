package io.orchestress.cli;

import io.orchestress.evaluation.Trends;
import io.orchestress.history.History;
import io.orchestress.history.PastRun;
import io.orchestress.history.RunFilter;
import io.orchestress.record.AtomicFile;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordJson;
import io.orchestress.report.trend.Trend;
import io.orchestress.report.trend.TrendData;
import io.orchestress.report.trend.TrendReport;
import io.orchestress.report.trend.TrendWords;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the figures of a simulation did over its runs. */
@Command(
        name = "trend",
        description = {
            "Finds the run at which a metric of a simulation shifted, and writes the trend page.",
            "Compares runs with the same load, target and kind of machine as the newest one."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  scripts/orchestress history trend --simulation SpikeTest --html trend.html",
            "  scripts/orchestress history trend --simulation SpikeTest --metric p95",
            "Exit codes: 0 done, whatever changed; 2 could not be done. docs/trends.md explains what a change point is."
        })
final class HistoryTrendCommand implements Callable<Integer> {
    @Mixin
    private HistoryPlace place = new HistoryPlace();

    @Option(names = "--simulation", paramLabel = "S", required = true, description = "such as SpikeTest")
    private String simulation = "";

    @Option(
            names = "--metric",
            paramLabel = "M",
            description = "such as p95; may be repeated; default: the most important ones")
    private List<String> metrics = new ArrayList<>();

    @Option(names = "--request", paramLabel = "R", description = "one request by its name; default: all together")
    private String request = "*";

    @Option(names = "--like", paramLabel = "RUN", description = "runs like this one instead of like the newest")
    private @Nullable String like;

    @Option(names = "--html", paramLabel = "FILE", description = "where to write the page")
    private @Nullable Path html;

    @Option(names = "--json", description = "print runs, values and change points as JSON, docs/trends.md")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try (History history = place.open()) {
            Trend trend = trend(history);
            if (html != null) {
                Path file = html.toAbsolutePath();
                if (file.getParent() != null) {
                    Files.createDirectories(file.getParent());
                }
                AtomicFile.write(file, out -> TrendReport.write(trend, out));
            }
            if (json) {
                place.out().println(Visible.json(RecordJson.text(TrendData.tree(trend))));
            } else {
                TrendWords.lines(trend).forEach(place::say);
                if (html != null) {
                    place.say("Written to " + html);
                }
            }
            place.out().flush();
        }
        return ExitCode.PASSED.status();
    }

    private Trend trend(History history) throws IOException {
        List<PastRun> all = history.runs(RunFilter.simulation(simulation));
        PastRun model = all.stream()
                .filter(run -> like == null || run.runId().equals(like))
                .findFirst()
                .orElseThrow(() -> new IOException(
                        like == null
                                ? "the history has no run of simulation '" + simulation
                                        + "'; scripts/orchestress history list shows those it has"
                                : "the history has no run '" + like + "' of simulation '" + simulation + "'"));
        List<PastRun> row = history.row(model);
        Trends trends = new Trends(history, row);
        List<String> there = trends.metrics(request);
        for (String metric : metrics) {
            if (!there.contains(metric)) {
                throw new IOException("no run of '" + simulation + "' has metric '" + metric + "' of request '"
                        + request + "'; there are "
                        + (there.isEmpty() ? "none of that request" : String.join(", ", there)));
            }
        }
        int sameLoad = (int) all.stream().filter(run -> run.isSameLoad(model)).count();
        return trends.of(
                trends.lines(metrics.isEmpty() ? trends.chosen(request) : metrics, request),
                new Trend.LeftOut(all.size() - sameLoad, sameLoad - row.size()));
    }
}
