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
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * Own time by the join against the truth: the own time that the embedded orchestrator measures itself, told to have an overhead of 0, 5 and 50 ms, and the ways
 * of its calls and of the task, as a bare connection measures them at the same time. With tools one after the other and at once. Three calls of a model and three of
 * tools a task; orchestrator and backend are processes of their own.
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
    /** There and back: of the task, and of each call that is waited for; of two at once for one. */
    private static final int WAYS_SEQUENTIAL = 7;

    private static final int WAYS_PARALLEL = 6;
    private static final int DRAWS = 100_000;

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
            Histogram truth;
            List<Long> wire;
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
                    wire = run(
                            target.url(),
                            folder,
                            options.get("users"),
                            options.get("tasks"),
                            1_000,
                            options.get("pause"));
                    truth = agentOwn(target);
                    backend.end();
                }
            }
            return judged(folder, began, order, overheadMillis, truth, wire);
        });
    }

    /**
     * Many at once warm up code of all three that a single user would not come to compile. Between two tasks each user makes a call over a bare
     * connection, and what those spend on the way comes back.
     */
    private static List<Long> run(String url, Path folder, int users, int tasks, int firstMark, int pauseMillis)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(users);
        try (RowLog<TaskRow> log = TaskLog.open(folder, TimeSource.SYSTEM)) {
            List<Callable<List<Long>>> all = new ArrayList<>();
            for (int user = 0; user < users; user++) {
                int first = firstMark + user * tasks;
                all.add(() -> {
                    try (PlainTaskClient client = new PlainTaskClient(url);
                            LoopbackWire wire = new LoopbackWire()) {
                        for (int i = 0; i < tasks; i++) {
                            log.add(client.task(TaskNonce.of(first + i)));
                            Thread.sleep(pauseMillis);
                            if (pauseMillis > 0) {
                                wire.call();
                                Thread.sleep(pauseMillis);
                            }
                        }
                        return wire.nanos();
                    }
                });
            }
            List<Long> wires = new ArrayList<>();
            for (Future<List<Long>> one : threads.invokeAll(all)) {
                wires.addAll(one.get());
            }
            return wires;
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

    /** What the orchestrator measured and that many ways there and back, each drawn from what there was of it. */
    private static Histogram withWires(Histogram own, List<Long> wireNanos, int ways) {
        Random random = new Random(1);
        Histogram all = new Histogram(3);
        for (int i = 0; i < DRAWS; i++) {
            double nanos = own.getValueAtPercentile(100 * random.nextDouble()) * 1e3;
            for (int way = 0; way < ways; way++) {
                nanos += wireNanos.get(random.nextInt(wireNanos.size()));
            }
            all.recordValue(Math.round(nanos / 1e3));
        }
        return all;
    }

    private static double judged(
            Path folder, Instant began, ToolOrder order, int overheadMillis, Histogram inTarget, List<Long> wire) {
        List<PlannedPhase> plan = new ArrayList<>();
        plan.add(new PlannedPhase("steady", PhaseKind.STEADY, false, 0, 3_600, 1, 1));
        BothSides sides = BothSidesAnalysis.of(folder, plan, began).orElseThrow();
        TaskWork work = sides.work(BothSides.ALL, BothSides.ALL).orElseThrow();
        Latency own = Objects.requireNonNull(work.ownMicros());
        Histogram truth = withWires(inTarget, wire, order == ToolOrder.PARALLEL ? WAYS_PARALLEL : WAYS_SEQUENTIAL);
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
        wire.sort(null);
        line(
                "%-10s overhead %2d ms, %d tasks of %.1f ms:%s one way there and back p50 %.3f, p95 %.3f ms;"
                        + " calls for a task: %.2f of models, %.2f of tools, amplification %.3f; not booked %d",
                order,
                overheadMillis,
                inTarget.getTotalCount(),
                Objects.requireNonNull(work.taskMicros()).p50() / 1e3,
                figures,
                wire.get(Measuring.rank(50, wire.size())) / 1e6,
                wire.get(Measuring.rank(95, wire.size())) / 1e6,
                (double) work.modelCalls() / work.tasks(),
                (double) work.toolCalls() / work.tasks(),
                work.amplification().orElse(0.0),
                sides.booking().notBooked());
        return worst;
    }
}
