package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.analysis.task.BothSidesAnalysis;
import io.orchestress.backend.BackendProcess;
import io.orchestress.backend.call.TaskNonce;
import io.orchestress.metrics.RowLog;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import io.orchestress.sut.embedded.AgentOptions;
import io.orchestress.sut.embedded.AgentOptions.ToolOrder;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Own time by the join against own time by the packets on loopback, whose times are the kernel's: of the embedded orchestrator, told to have an overhead of 0, 5 and
 * 50 ms, with tools one after the other and at once. Three calls of a model and three of tools a task; orchestrator and backend are processes of their own.
 */
public final class OwnTimeMeasurement {
    private static final String SCRIPT = """
            models { default { first-token = 10 ms, tokens-per-second = 2000, answer-tokens = 20 } }
            tools { search { latency = 15 ms, result = "Found for #{nonce}." }, look { latency = 25 ms } }
            tasks = [{ name = a, turns = [
              { tools = [search, look] }, { tools = [search] }, { answer = "Report #{nonce}. End of #{nonce}." }
            ] }]
            """;

    private static final int WARM_UP_USERS = 32;
    private static final int FIRST_MARK = 1_000_000;

    private OwnTimeMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("tasks", 200, "users", 1, "pause", 5, "warm-up", 100));
        double worst = 0;
        for (ToolOrder order : ToolOrder.values()) {
            for (int overhead : new int[] {0, 5, 50}) {
                worst = Math.max(worst, measure(order, overhead, options));
            }
        }
        result("own time off by at most %.2f of what is allowed (1 ms or 2 %%) at p50 and p95", worst);
    }

    /** How far off, where 1 is as far as is allowed. */
    private static double measure(ToolOrder order, int overheadMillis, Options options)
            throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> {
            Path script = Files.writeString(folder.resolve("script.conf"), SCRIPT);
            Properties properties = new Properties();
            properties.setProperty("orchestress.backend.script", script.toString());
            properties.setProperty("orchestress.backend.port", "0");
            Instant began;
            Histogram inTarget;
            Histogram truth;
            try (BackendProcess backend =
                    BackendProcess.start(List.of(), properties, ProcessBuilder.Redirect.INHERIT)) {
                EmbeddedSettings settings = EmbeddedSettings.builder()
                        .agent(new AgentOptions(backend.url(), overheadMillis, ServiceLaw.FIXED, order, 1, 60_000))
                        .build();
                try (Orchestrator target = new Orchestrator(settings)) {
                    run(
                            target.url(),
                            Files.createDirectory(folder.resolve("warm-up")),
                            WARM_UP_USERS,
                            options.get("warm-up"),
                            FIRST_MARK,
                            0);
                    backend.writeTo(folder.resolve(CallLog.FILE));
                    Thread.sleep(200);
                    target.resetTruth();
                    began = Instant.now();
                    int port = URI.create(target.url()).getPort();
                    int behind = URI.create(backend.url()).getPort();
                    try (PacketCapture capture = PacketCapture.start(folder.resolve("own.pcap"), port, behind)) {
                        run(
                                target.url(),
                                folder,
                                options.get("users"),
                                options.get("tasks"),
                                1_000,
                                options.get("pause"));
                        truth = OwnTimeOnTheWire.of(capture.segments(), port, behind);
                    }
                    inTarget = agentOwn(target);
                    backend.end();
                }
            }
            return judged(folder, began, order, overheadMillis, inTarget, truth);
        });
    }

    /** Many at once warm up code of all three that a single user would not come to compile. */
    private static void run(String url, Path folder, int users, int tasks, int firstMark, int pauseMillis)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(users);
        try (RowLog<TaskRow> log = TaskLog.open(folder, TimeSource.SYSTEM)) {
            List<Callable<Void>> all = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                int first = firstMark + user * tasks;
                all.add(() -> {
                    try (PlainTaskClient client = new PlainTaskClient(url)) {
                        for (int i = 0; i < tasks; i++) {
                            log.add(client.task(TaskNonce.of(first + i)));
                            Thread.sleep(pauseMillis);
                        }
                    }
                    return null;
                });
            }
            for (Future<Void> one : threads.invokeAll(all)) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static Histogram agentOwn(Orchestrator target) {
        byte[] bytes = Base64.getDecoder()
                .decode(target.truth("?histograms=true")
                        .path("agentOwnMicros")
                        .path("histogram")
                        .asText());
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 1);
        } catch (DataFormatException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double judged(
            Path folder, Instant began, ToolOrder order, int overheadMillis, Histogram inTarget, Histogram truth) {
        List<PlannedPhase> plan = new ArrayList<>();
        plan.add(new PlannedPhase("steady", PhaseKind.STEADY, false, 0, 3_600, 1, 1));
        BothSides sides = BothSidesAnalysis.of(folder, plan, began).orElseThrow();
        TaskWork work = sides.work(BothSides.ALL, BothSides.ALL).orElseThrow();
        Latency own = Objects.requireNonNull(work.ownMicros());
        double worst = 0;
        StringBuilder figures = new StringBuilder();
        for (int percentile : new int[] {50, 95}) {
            double joined = (percentile == 50 ? own.p50() : own.p95()) / 1e3;
            double expected = truth.getValueAtPercentile(percentile) / 1e3;
            double allowed = Math.max(1, 0.02 * expected);
            worst = Math.max(worst, Math.abs(joined - expected) / allowed);
            figures.append(String.format(
                    Locale.ROOT,
                    " p%d %.2f ms, truth %.2f (%.2f in the orchestrator), off by %+.2f, allowed %.2f;",
                    percentile,
                    joined,
                    expected,
                    inTarget.getValueAtPercentile(percentile) / 1e3,
                    joined - expected,
                    allowed));
        }
        line(
                "%-10s overhead %2d ms, %d tasks of %.1f ms:%s calls for a task: %.2f of models,"
                        + " %.2f of tools, amplification %.3f; not booked %d",
                order,
                overheadMillis,
                truth.getTotalCount(),
                Objects.requireNonNull(work.taskMicros()).p50() / 1e3,
                figures,
                (double) work.modelCalls() / work.tasks(),
                (double) work.toolCalls() / work.tasks(),
                work.amplification().orElse(0.0),
                sides.booking().notBooked());
        return worst;
    }
}
