package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.recording.TimeSource;
import io.orchestress.resources.ResourceWatch;
import io.orchestress.resources.TargetProcess;
import io.orchestress.run.RecordReader;
import io.orchestress.run.RecordWriter;
import io.orchestress.run.ResourceRow;
import io.orchestress.run.TimeSeriesRow;
import io.orchestress.target.embedded.EmbeddedSettings;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.StartedRun;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What it costs to watch resources: processor time of the thread that reads, for the first readings and for later ones, and what an
 * hour of them takes on disk. Watched is an embedded orchestrator that has nothing to do.
 */
public final class ResourcesMeasurement {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final double NANOS_PER_MICRO = 1000;

    private ResourcesMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("seconds", 60, "first", 10));
        Measuring.inFolder(folder -> {
            run(folder, options.get("first"), options.get("seconds"));
            return folder;
        });
    }

    private static void run(Path folder, int first, int seconds) throws IOException, InterruptedException {
        long zero = TimeSource.SYSTEM.nanos();
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults());
                RecordWriter writer = RecordWriter.create(folder, StartedRun.of("run-1"));
                ResourceWatch watch = ResourceWatch.open(
                        new TargetProcess.Pid(orchestrator.pid()),
                        Runtime.getRuntime().availableProcessors(),
                        () -> TimeSource.SYSTEM.nanos() - zero,
                        System.err)) {
            writer.loadStarted(StartedRun.of("run-1"), StartedRun.LOAD_STARTED);
            // The reading thread has opened its probes by then: it does one thing at a time.
            Thread.sleep(10_000);
            Cost opened = Cost.now();
            line("%-22s %12s %14s", "", "CPU, µs", "allocated, kB");
            line("%-22s %12.0f %14.0f", "opening", opened.micros(), opened.bytes() / 1e3);
            watch.start();
            Cost early = readings(watch, writer, 0, first, opened, "each of the first " + first);
            Cost late = readings(watch, writer, first, seconds, early, "each of " + (seconds - first) + " later ones");
            long size = Files.size(writer.folder().resolve(RecordReader.RESOURCES_FILE)) - ResourceRow.HEADER.length();
            result(
                    "resources: %.0f µs of CPU a reading, %.2f MB an hour",
                    (late.micros() - early.micros()) / (seconds - first), size * 3600.0 / seconds / 1e6);
        }
    }

    private static Cost readings(ResourceWatch watch, RecordWriter writer, int from, int to, Cost before, String name)
            throws IOException, InterruptedException {
        Histogram nothing = new Histogram(1, 10, 1);
        for (int second = from; second < to; second++) {
            Thread.sleep(1000);
            watch.take().forEach(writer::resource);
            writer.endSecond(TimeSeriesRow.of(second + 1, "steady", 0, 0, 0, 0, 0, 0, nothing));
        }
        Cost now = Cost.now();
        line(
                "%-22s %12.0f %14.1f",
                name,
                (now.micros() - before.micros()) / (to - from),
                (now.bytes() - before.bytes()) / 1e3 / (to - from));
        return now;
    }

    /** Of the thread that reads, since it was started. */
    private record Cost(double micros, double bytes) {
        static Cost now() {
            Thread reader = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals("orchestress-resources"))
                    .findFirst()
                    .orElseThrow();
            long id = reader.getId();
            return new Cost(
                    THREADS.getThreadCpuTime(id) / NANOS_PER_MICRO, (double) THREADS.getThreadAllocatedBytes(id));
        }
    }
}
