package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.metrics.TimeSource;
import io.orchestress.monitoring.MetricsEndpoint;
import io.orchestress.monitoring.ResourceWatch;
import io.orchestress.monitoring.TargetProcess;
import io.orchestress.monitoring.WatchPlan;
import io.orchestress.monitoring.prometheus.Expression;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.StartedRun;
import io.orchestress.transport.http.Http;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.HdrHistogram.Histogram;

/**
 * What it costs to watch resources: processor time of the threads that read, for the first readings and for later ones, and what an
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
                        plan(orchestrator),
                        Runtime.getRuntime().availableProcessors(),
                        () -> TimeSource.SYSTEM.nanos() - zero,
                        TimeSource.SYSTEM::now,
                        System.err::println)) {
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
            page(orchestrator, 5000);
            result(
                    "resources: %.0f µs of CPU a reading, %.2f MB an hour",
                    (late.micros() - early.micros()) / (seconds - first), size * 3600.0 / seconds / 1e6);
        }
    }

    private static WatchPlan plan(Orchestrator orchestrator) {
        MetricsEndpoint page = new MetricsEndpoint(
                URI.create(orchestrator.url() + "/metrics"),
                "the page",
                "target",
                Duration.ofSeconds(1),
                Optional.empty(),
                Http.direct(),
                Map.of(
                        "queue-depth",
                        Expression.parse("orchestrator_queue_depth"),
                        "gc-pause",
                        Expression.parse("rate(process_gc_seconds_total)")));
        return new WatchPlan(
                new TargetProcess.Pid(orchestrator.pid()),
                OptionalInt.of(URI.create(orchestrator.url()).getPort()),
                List.of(page),
                Optional.empty());
    }

    /** What it costs the target to be asked for its page, by far more often than it is. */
    private static void page(Orchestrator orchestrator, int times) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest page = HttpRequest.newBuilder(URI.create(orchestrator.url() + "/metrics"))
                .build();
        double before = 0;
        int size = 0;
        for (int i = -times; i < times; i++) {
            before = i == 0 ? cpuMillis(orchestrator) : before;
            size = client.send(page, HttpResponse.BodyHandlers.ofByteArray()).body().length;
        }
        result(
                "page of metrics: %.0f µs of the target's CPU each time, %d bytes",
                1000 * (cpuMillis(orchestrator) - before) / times, size);
    }

    private static double cpuMillis(Orchestrator orchestrator) {
        return ProcessHandle.of(orchestrator.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .map(Duration::toMillis)
                .orElse(0L);
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

    /** Of the threads that read, since they were started. */
    private record Cost(double micros, double bytes) {
        static Cost now() {
            double micros = 0;
            double bytes = 0;
            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (thread.getName().startsWith("orchestress-")
                        || thread.getName().startsWith("HttpClient-")) {
                    micros += THREADS.getThreadCpuTime(thread.getId()) / NANOS_PER_MICRO;
                    bytes += THREADS.getThreadAllocatedBytes(thread.getId());
                }
            }
            return new Cost(micros, bytes);
        }
    }
}
