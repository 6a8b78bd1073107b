package io.orchestress.calibration;

import io.orchestress.analysis.injector.InjectorAnalysis;
import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.calibration.Calibration.Step;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.text.Format;
import io.orchestress.text.ProgressListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs the load generator against {@link TinyServer}, each in a process of its own, until it no longer keeps up. */
public final class CalibrationRun {
    /** The least time it takes. */
    public static final int SHORTEST_SECONDS = Ladder.SHORTEST_SECONDS;

    private static final int PATIENCE_SECONDS = 60;
    private static final int TAIL = 2_000;

    private final String simulation;
    private final InjectorLimits limits;
    private final Path folder;
    private final Consumer<String> steps;
    private final ProgressListener progress;

    /**
     * @param simulation class that drives the workload {@code calibration}
     * @param limits by which the injector is judged
     * @param folder for files that nobody needs afterwards
     * @param steps is told of each step, once several are judged
     * @param progress is told of each second
     */
    public CalibrationRun(
            String simulation, InjectorLimits limits, Path folder, Consumer<String> steps, ProgressListener progress) {
        this.simulation = simulation;
        this.limits = limits;
        this.folder = folder;
        this.steps = steps;
        this.progress = progress;
    }

    /**
     * Measures; the caller's process does next to nothing meanwhile.
     *
     * @param totalSeconds {@link #SHORTEST_SECONDS} or more
     * @throws IOException when the server or a run cannot be started, or measures nothing
     */
    public Calibration measure(Fingerprint machine, Instant now, int totalSeconds)
            throws IOException, InterruptedException {
        Process server = java(List.of(TinyServer.class.getName()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String url = listening(server);
            Ladder coarse = Ladder.coarse(totalSeconds);
            List<Step> steps = new ArrayList<>(run(url, coarse, "coarse", 0, totalSeconds));
            Calibration rough = Calibration.of(machine, now, steps);
            List<Step> kept = rough.steps().stream().takeWhile(Step::isKept).toList();
            if (!kept.isEmpty() && kept.size() < steps.size()) {
                double last = kept.get(kept.size() - 1).askedPerSec();
                steps.addAll(run(
                        url,
                        coarse.between(last, rough.steps().get(kept.size()).askedPerSec()),
                        "fine",
                        coarse.seconds(),
                        totalSeconds));
            }
            return Calibration.of(machine, now, steps);
        } finally {
            server.destroy();
        }
    }

    private static String listening(Process server) throws IOException {
        // The reader is left open: closing it would close the pipe.
        String line = server.inputReader(StandardCharsets.UTF_8).readLine();
        if (line == null || !line.startsWith(TinyServer.LISTENING)) {
            throw new IOException("the calibration server did not start");
        }
        return line.substring(TinyServer.LISTENING.length());
    }

    /** @param beforeSeconds that were taken before, of all of {@code totalSeconds} */
    private List<Step> run(String url, Ladder ladder, String name, int beforeSeconds, int totalSeconds)
            throws IOException, InterruptedException {
        Path here = Files.createDirectories(folder.resolve(name));
        Path output = here.resolve("output.txt");
        Process gatling = java(List.of(
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-Dorchestress.target.url=" + url,
                        "-Dorchestress.target.protocol=rest",
                        "-Dprofile=full",
                        "-Dorchestress.load.model=closed",
                        "-Dorchestress.load.pace=" + Ladder.PACE_MILLIS + " ms",
                        "-Dorchestress.load.drain=5 s",
                        "-Dorchestress.breaker.enabled=false",
                        "-Dorchestress.record.folder=" + here.resolve("results"),
                        "-Dorchestress.history.file=" + here.resolve("history").resolve("runs.db"),
                        "-Dorchestress.workloads.calibration.phases=" + ladder.phases(),
                        "io.gatling.app.Gatling",
                        "-s",
                        simulation,
                        "-rf",
                        here.resolve("gatling").toString()))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            for (int second = 0; !gatling.waitFor(1, TimeUnit.SECONDS); second++) {
                progress.at("calibrating", beforeSeconds + Math.min(second, ladder.seconds()), totalSeconds);
                if (second > ladder.seconds() + PATIENCE_SECONDS) {
                    throw new IOException("the load generator did not end in time:\n" + tail(output));
                }
            }
        } finally {
            gatling.destroyForcibly();
        }
        return steps(record(here.resolve("results"), output), ladder);
    }

    private static ProcessBuilder java(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path", "")));
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private static Path record(Path results, Path output) throws IOException {
        if (Files.isDirectory(results)) {
            try (Stream<Path> folders = Files.list(results)) {
                List<Path> records = folders.filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path))
                        .toList();
                if (!records.isEmpty()) {
                    return records.get(0);
                }
            }
        }
        throw new IOException("the load generator left no record:\n" + tail(output));
    }

    private static String tail(Path output) throws IOException {
        String text = Files.exists(output) ? Files.readString(output) : "";
        return text.substring(Math.max(0, text.length() - TAIL));
    }

    private List<Step> steps(Path record, Ladder ladder) throws IOException {
        RecordReader reader = RecordReader.open(record, RecordReader.Writer.GONE);
        RunRecord run = reader.run();
        InjectorAnalysis watch = new InjectorAnalysis(run, limits);
        reader.forEachResource(watch::resource);
        List<Step> judged = new ArrayList<>();
        for (int rate : ladder.ratesPerSec()) {
            double perSec = run.phases().stream()
                    .filter(phase -> phase.name().equals(Ladder.name(rate)))
                    .mapToDouble(phase -> phase.total().ok() / (phase.endSeconds() - phase.startSeconds()))
                    .findFirst()
                    .orElseThrow(() -> new IOException(record + " ends before " + rate + " requests/s"));
            Optional<InjectorHealth> health = watch.health(run, Ladder.name(rate));
            Step step = new Step(rate, perSec, health.map(CalibrationRun::limit).orElse(""));
            steps.accept(String.format(
                    java.util.Locale.ROOT,
                    "%8s requested, %8s sent  %s%s",
                    Format.rate(rate),
                    Format.rate(perSec),
                    step.reason().isEmpty() ? "kept up" : step.reason(),
                    health.filter(InjectorHealth::wasDisturbed).isPresent()
                            ? "  (machine disturbed: the true limit is higher)"
                            : ""));
            judged.add(step);
        }
        return judged;
    }

    private static String limit(InjectorHealth health) {
        return health.outcome() == Outcome.FAIL ? health.limits().get(0) : "";
    }
}
