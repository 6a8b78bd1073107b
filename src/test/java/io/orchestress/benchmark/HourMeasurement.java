package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.record.RecordReader;
import io.orchestress.record.ResourceRow;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The record of an hour, written by the classes that write it in a run, and {@code scripts/orchestress report} of it: the whole
 * command, all its outputs, with 256 MB of heap; then {@code gate}, and {@code compare} with a copy of it. And the size of records of the same hour with fewer and more requests.
 */
public final class HourMeasurement {
    private static final Pattern COLLECTION = Pattern.compile("Pause .*? (\\d+)M->\\d+M");
    private static final Pattern AT_EXIT = Pattern.compile("heap,exit *\\].* total \\d+K, used (\\d+)K");
    private static final Pattern CPU = Pattern.compile("cpu ([\\d.]+) ([\\d.]+)");
    private static final long SEED = 7;
    private static final long LONGEST_SECONDS = 1800;

    private HourMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options =
                Options.of(args, Map.of("seconds", 3600, "requests", 10_000_000, "rounds", 3, "heap-mb", 256));
        Measuring.inFolder(folder -> {
            measure(folder, options);
            return folder;
        });
    }

    private static void measure(Path parent, Options options) throws IOException, InterruptedException {
        int seconds = options.get("seconds");
        int requests = options.get("requests");
        line("%12s %14s %14s %14s", "requests", "record, MB", "bytes/s", "written in, s");
        double smallMb = 0;
        double fullMb = 0;
        Path full = parent;
        for (int count : new int[] {requests / 100, requests / 10, requests, 4 * requests}) {
            long start = System.nanoTime();
            Path record = write(Files.createDirectory(parent.resolve(String.valueOf(count))), seconds, count);
            double mb = megabytes(record);
            line("%,12d %14.2f %,14.0f %14.1f", count, mb, mb * 1e6 / seconds, (System.nanoTime() - start) / 1e9);
            smallMb = count == requests / 100 ? mb : smallMb;
            if (count == requests) {
                fullMb = mb;
                full = record;
            }
        }
        line("");
        line("%12s %14s %14s %14s", "report", "wall, s", "processor, s", "peak heap, MB");
        List<Double> walls = new ArrayList<>();
        double peak = 0;
        for (int round = 1; round <= options.get("rounds"); round++) {
            Path gc = parent.resolve("gc-" + round);
            Cost cost = command(gc, options.get("heap-mb"), "report", full);
            double heap = peakHeapMb(gc);
            line("%12d %14.2f %14.2f %14.0f", round, cost.wall(), cost.cpu(), heap);
            walls.add(cost.wall());
            peak = Math.max(peak, heap);
        }
        Path before = another(full, parent.resolve("before"));
        for (String name : List.of("gate", "compare")) {
            for (int round = 1; round <= options.get("rounds"); round++) {
                Path gc = parent.resolve("gc-" + name + "-" + round);
                Cost cost = name.equals("gate")
                        ? command(gc, options.get("heap-mb"), name, full)
                        : command(gc, options.get("heap-mb"), name, before, full);
                line("%12s %14.2f %14.2f %14.0f", name + " " + round, cost.wall(), cost.cpu(), peakHeapMb(gc));
            }
        }
        try (Stream<Path> files = Files.list(full)) {
            for (Path file : files.sorted().toList()) {
                line("%20s %12.3f MB", file.getFileName(), Files.size(file) / 1e6);
            }
        }
        result(
                "hour: report %.2f s median, %.2f s worst, peak heap %.0f MB; record %.2f MB, of a hundredth of the requests"
                        + " %.2f MB",
                Measuring.median(walls),
                walls.stream().mapToDouble(wall -> wall).max().orElseThrow(),
                peak,
                fullMb,
                smallMb);
    }

    private record Series(String request, FailureClass outcome, double share, LatencyLaw law) {}

    private static final List<Series> SERIES = List.of(
            new Series("spawn agent", FailureClass.OK, 0.18, LatencyLaw.logNormal(40_000, 0.5)),
            new Series("run task", FailureClass.OK, 0.43, LatencyLaw.logNormal(180_000, 0.7)),
            new Series("run task", FailureClass.http(503), 0.014, LatencyLaw.logNormal(5_000, 0.4)),
            new Series("run task", FailureClass.TIMEOUT, 0.003, LatencyLaw.constant(30_000_000)),
            new Series("poll", FailureClass.OK, 0.362, LatencyLaw.logNormal(8_000, 0.4)),
            new Series("workflow", FailureClass.OK, 0.011, LatencyLaw.logNormal(2_500_000, 0.9)));

    /** A warm-up, a ramp and an endurance phase; each sample has its corrected view, as in a closed model with a pace. */
    private static Path write(Path parent, int seconds, long requests) throws IOException {
        return write(parent, seconds, requests, second -> List.of());
    }

    /** @param resources what is read at the end of a second */
    static Path write(Path parent, int seconds, long requests, DoubleFunction<List<ResourceRow>> resources)
            throws IOException {
        int warmUp = Math.max(1, Math.min(600, seconds / 60));
        int ramp = Math.max(1, Math.min(600, seconds / 15));
        ManualRun run = new ManualRun(
                parent,
                List.of(
                        ManualRun.phase("warm-up", PhaseKind.STEADY, warmUp, true),
                        ManualRun.phase("ramp", PhaseKind.RAMP_UP, ramp, false),
                        ManualRun.phase("endurance", PhaseKind.ENDURANCE, seconds - warmUp - ramp, false)),
                resources);
        SplittableRandom random = new SplittableRandom(SEED);
        double[] due = new double[SERIES.size()];
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < due.length; i++) {
                Series series = SERIES.get(i);
                Measurements.Request request = run.request(series.request());
                for (due[i] += series.share() * ((double) requests / seconds); due[i] >= 1; due[i]--) {
                    long micros = series.law().micros(random);
                    request.started();
                    request.ended(run.phase(), series.outcome(), micros);
                    request.corrected(run.phase(), micros, 1);
                }
            }
            run.endSecond();
        }
        return run.end();
    }

    /** The same hour as another run: nothing is compared with itself. */
    private static Path another(Path record, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(record)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        Path run = to.resolve(RecordReader.RUN_FILE);
        ObjectMapper json = new ObjectMapper();
        ObjectNode written = (ObjectNode) json.readTree(run.toFile());
        written.put("runId", "another");
        json.writeValue(run.toFile(), written);
        return to;
    }

    private static double megabytes(Path record) throws IOException {
        double bytes = 0;
        for (String file :
                List.of(RecordReader.RUN_FILE, RecordReader.HISTOGRAMS_FILE, RecordReader.TIME_SERIES_FILE)) {
            bytes += Files.size(record.resolve(file));
        }
        return bytes / 1e6;
    }

    /** Seconds by the wall clock, and of all its threads on a processor. */
    record Cost(double wall, double cpu) {}

    /** The whole command, from its start to its end. */
    static Cost command(Path gc, int heapMb, String name, Path... records) throws IOException, InterruptedException {
        Path output = gc.resolveSibling("output.txt");
        List<String> line = new ArrayList<>(
                List.of("bash", "-c", "TIMEFORMAT='cpu %U %S'; time scripts/orchestress \"$@\"", "orchestress", name));
        Stream.of(records).map(Path::toString).forEach(line::add);
        ProcessBuilder command =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
        command.environment().put("JAVA_TOOL_OPTIONS", "-Xmx" + heapMb + "m -Xlog:gc,gc+heap+exit:file=" + gc);
        long start = System.nanoTime();
        Process process = command.start();
        if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        double wall = (System.nanoTime() - start) / 1e9;
        if (process.waitFor() > 1) {
            throw new IllegalStateException(Files.readString(output));
        }
        Matcher cpu = CPU.matcher(Files.readString(output));
        return new Cost(wall, cpu.find() ? Double.parseDouble(cpu.group(1)) + Double.parseDouble(cpu.group(2)) : 0);
    }

    /** The most that was in use before any collection, or at the end. */
    static double peakHeapMb(Path gc) throws IOException {
        double peak = 0;
        for (String entry : Files.readAllLines(gc)) {
            Matcher collection = COLLECTION.matcher(entry);
            Matcher exit = AT_EXIT.matcher(entry);
            if (collection.find()) {
                peak = Math.max(peak, Double.parseDouble(collection.group(1)));
            } else if (exit.find()) {
                peak = Math.max(peak, Double.parseDouble(exit.group(1)) / 1024);
            }
        }
        return peak;
    }
}
