package io.orchestress.cli;

import io.orchestress.history.Baseline;
import io.orchestress.history.History;
import io.orchestress.history.MetricValue;
import io.orchestress.history.PastRun;
import io.orchestress.record.Better;
import io.orchestress.record.ExitCode;
import io.orchestress.text.Format;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One run and its figures. */
@Command(
        name = "show",
        description = "Shows one run of the history.",
        mixinStandardHelpOptions = true,
        footer = {"", "  scripts/orchestress history show spiketest-20260301-100000-000 --phases"})
final class HistoryShowCommand implements Callable<Integer> {
    @Mixin
    private HistoryPlace place = new HistoryPlace();

    @Parameters(paramLabel = "RUN", description = "id of a run, or folder of its record")
    private String name = "";

    @Option(names = "--phases", description = "the metrics of each phase and request too")
    private boolean phases;

    @Override
    public Integer call() throws IOException {
        try (History history = place.open()) {
            String id = HistoryPlace.runId(history, name);
            PastRun run = history.run(id)
                    .orElseThrow(() -> new IOException("there is no run '" + id
                            + "' in the history; scripts/orchestress history list names them"));
            facts(run, history.baselines());
            TextTable table = new TextTable("metric", "request", "phase", "value", "better");
            for (MetricValue value : history.metrics(id)) {
                if (phases || value.phase().equals(MetricValue.ALL)) {
                    table.row(
                            value.metric(),
                            value.request(),
                            value.phase(),
                            Format.of(value.value(), value.unit()),
                            value.better() == Better.NEITHER
                                    ? ""
                                    : value.better().label());
                }
            }
            table.print(place.out());
        }
        return ExitCode.PASSED.status();
    }

    private void facts(PastRun run, List<Baseline> baselines) {
        PrintWriter out = place.out();
        String score = run.score() == null ? "" : ", " + Format.fixed(run.score(), 0) + "/100";
        String names = baselines.stream()
                .filter(baseline -> baseline.runs().contains(run.ref()))
                .map(Baseline::name)
                .collect(Collectors.joining(", "));
        say(
                out,
                run.runId() + "  " + (run.outcome() == null ? "no verdict" : run.outcome()) + score + "  "
                        + run.status().json() + "  " + run.reason());
        say(
                out,
                "started " + Format.instant(run.startedAt()) + ", " + run.simulation() + " (" + run.workload()
                        + ", " + run.profile() + ", " + run.model() + "), load " + run.load() + ", Orchestress "
                        + run.toolVersion());
        say(out, "target " + (run.embedded() ? "embedded" : run.targetUrl()) + ", " + run.protocol());
        say(out, "record " + run.folder());
        if (!names.isEmpty()) {
            say(out, "baseline " + names);
        }
        out.println();
    }

    private static void say(PrintWriter out, String line) {
        out.println(Visible.line(line));
    }
}
