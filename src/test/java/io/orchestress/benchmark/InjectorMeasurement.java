package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import load.SpikeTest;

/**
 * Whether a run says rightly that its injector kept up, or did not: quick spike runs with a machine to themselves, and as many whose injector
 * is held to one CPU beside a busy loop, at a niceness that leaves it a part of it (12: about 6 %), from its start of the load on. Linux.
 */
public final class InjectorMeasurement {
    /** A pinned one takes its time to end. */
    private static final int LONGEST_SECONDS = 600;

    private InjectorMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("runs", 3, "pinned", 3, "nice", 12, "cpu", 0));
        line("%-8s %-13s %-13s %7s %9s %9s  %s", "", "injector", "verdict", "CPU, %", "lag, ms", "late, %", "worst");
        int doubted = 0;
        int caught = 0;
        for (int i = 0; i < Math.max(options.get("runs"), options.get("pinned")); i++) {
            if (i < options.get("runs")) {
                doubted += failed("healthy", options) ? 1 : 0;
            }
            if (i < options.get("pinned")) {
                caught += failed("pinned", options) ? 1 : 0;
            }
        }
        result(
                "injector: %d of %d healthy runs doubted, %d of %d pinned ones caught",
                doubted, options.get("runs"), caught, options.get("pinned"));
    }

    private static boolean failed(String kind, Options options) throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> run(kind, folder, options));
    }

    private static boolean run(String kind, Path folder, Options options) throws IOException, InterruptedException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process =
                    GatlingRun.start(SpikeTest.class, folder, "target=" + orchestrator.url(), "profile=quick");
            Process neighbour = kind.equals("pinned") ? pin(process, folder, options) : null;
            try {
                return report(kind, GatlingRun.end(process, folder, Measuring.seconds(LONGEST_SECONDS)));
            } finally {
                if (neighbour != null) {
                    neighbour.destroyForcibly().waitFor();
                }
            }
        }
    }

    private static boolean report(String kind, GatlingRun run) {
        RunRecord record = Runs.record(run);
        InjectorHealth health = Objects.requireNonNull(record.injector(), run.output());
        line(
                "%-8s %-13s %-13s %7.1f %9.1f %9.2f  %s",
                kind,
                health.outcome(),
                Objects.requireNonNull(record.verdict()).outcome(),
                100 * Objects.requireNonNullElse(health.cpu(), Double.NaN),
                Objects.requireNonNullElse(health.loopLagMillis(), Double.NaN),
                health.starts() == 0 ? Double.NaN : 100.0 * health.lateStarts() / health.starts(),
                health.limits().isEmpty() ? "" : health.limits().get(0));
        return health.outcome() == Verdict.Outcome.FAIL;
    }

    /** Once the load is about to start; threads that come later inherit both. */
    private static Process pin(Process injector, Path folder, Options options)
            throws IOException, InterruptedException {
        while (injector.isAlive() && !GatlingRun.output(folder).contains("record  ")) {
            Thread.sleep(100);
        }
        String cpu = Integer.toString(options.get("cpu"));
        Process neighbour = new ProcessBuilder("taskset", "-c", cpu, "sh", "-c", "while :; do :; done").start();
        command("taskset", "-a", "-c", "-p", cpu, Long.toString(injector.pid()));
        List<String> renice = new ArrayList<>(List.of("renice", "-n", Integer.toString(options.get("nice")), "-p"));
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(injector.pid()), "task"))) {
            threads.forEach(thread -> renice.add(thread.getFileName().toString()));
        }
        command(renice.toArray(String[]::new));
        return neighbour;
    }

    private static void command(String... command) throws IOException, InterruptedException {
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
