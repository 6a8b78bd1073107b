package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.history.History;
import io.orchestress.history.MetricValue;
import io.orchestress.history.RunFilter;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.testkit.EndedRun;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What the history costs: adding a run as the end of a run does it (open, add, forget, close) in a store that is full, and listing
 * it, both in this process after a first time, and as a command from its start to its end.
 */
public final class HistoryMeasurement {
    private static final int PHASES = 5;
    private static final int REQUESTS = 5;

    private HistoryMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("runs", 1000, "adds", 50, "lists", 5));
        Measuring.inFolder(folder -> {
            measure(folder, options.get("runs"), options.get("adds"), options.get("lists"));
            return folder;
        });
    }

    private static void measure(Path folder, int runs, int adds, int lists) throws IOException, InterruptedException {
        Path file = folder.resolve("history").resolve("runs.db");
        Path records = Files.createDirectory(folder.resolve("results"));
        try (History history = History.open(file)) {
            for (int run = 0; run < runs; run++) {
                history.add(run(run), records);
            }
            line(
                    "%,d runs of %,d figures: %,d kB",
                    runs, history.metrics(run(0).runId()).size(), Files.size(file) / 1000);
        }
        double[] addProcessor = new double[adds];
        double[] add = times(adds, i -> {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            try (History history = History.open(file)) {
                history.add(run(runs + i), records);
                history.prune(runs);
            }
            addProcessor[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before) / 1e6;
        });
        double[] list = times(lists, i -> {
            try (History history = History.open(file)) {
                history.runs(RunFilter.ALL);
                history.series(RunFilter.ALL, "p95", MetricValue.ALL);
                history.series(RunFilter.ALL, "throughput", MetricValue.ALL);
                history.baselines();
            }
        });
        Path config = Files.writeString(
                folder.resolve("measure.conf"),
                "orchestress { history.file = \"" + file + "\", record.folder = \"" + records + "\" }");
        double[] command = times(lists, i -> {
            Process process = new ProcessBuilder(
                            "scripts/orchestress", "history", "list", "--config", config.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            if (process.waitFor() != 0) {
                throw new IOException("the command failed");
            }
        });
        line("%-28s %10s %10s %10s", "ms", "first", "median", "slowest");
        print("add a run", add);
        print("add a run, processor time", addProcessor);
        print("list, in this process", list);
        print("list, the whole command", command);
        result(
                "history: add a run %.0f ms (median of %d), list %d runs %.0f ms, the whole command %.0f ms",
                median(add), adds, runs, median(list), median(command));
    }

    private interface Work {
        void run(int i) throws IOException, InterruptedException;
    }

    private static double[] times(int count, Work work) throws IOException, InterruptedException {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long start = TimeSource.SYSTEM.nanos();
            work.run(i);
            millis[i] = (TimeSource.SYSTEM.nanos() - start) / 1e6;
        }
        return millis;
    }

    private static void print(String what, double[] millis) {
        line(
                "%-28s %10.1f %10.1f %10.1f",
                what, millis[0], median(millis), Arrays.stream(millis).max().orElseThrow());
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** With as many figures as a run of all phases and requests has. */
    private static RunRecord run(int number) {
        RunRecord run = EndedRun.at(number).record();
        PhaseResult steady = run.phases().get(1);
        RequestResult total = steady.total();
        List<PhaseResult> phases = new ArrayList<>();
        for (int phase = 0; phase < PHASES; phase++) {
            List<RequestResult> requests = new ArrayList<>();
            for (int request = 0; request < REQUESTS; request++) {
                requests.add(named(total, "request " + request));
            }
            phases.add(new PhaseResult(
                    "phase " + phase,
                    PhaseKind.STEADY,
                    false,
                    steady.startedAt(),
                    steady.endedAt(),
                    steady.startSeconds(),
                    steady.endSeconds(),
                    total,
                    requests));
        }
        return run.withResults(run.loadStartedAt(), run.endedAt(), phases, run.totals(), null, null, 0);
    }

    private static RequestResult named(RequestResult like, String name) {
        return new RequestResult(
                name,
                like.count(),
                like.ok(),
                like.failed(),
                like.timedOut(),
                like.throughputPerSec(),
                like.failures(),
                like.latencyMicros(),
                like.okLatencyMicros(),
                like.latencyMicros(),
                like.stabilityScore(),
                like.outliers(),
                like.apdex());
    }
}
