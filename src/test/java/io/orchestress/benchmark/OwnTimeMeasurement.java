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
 * Own time by the join against the own time that the embedded orchestrator measures itself, told to have an overhead of 0, 5 and 50 ms, with tools one after the
 * other and at once. Three calls of a model and three of tools a task; orchestrator and backend are processes of their own.
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
                    run(target.url(), folder, options.get("users"), options.get("tasks"), 1_000, options.get("pause"));
                    truth = agentOwn(target);
                    backend.end();
                }
            }
            return judged(folder, began, order, overheadMillis, truth);
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

    private static double judged(Path folder, Instant began, ToolOrder order, int overheadMillis, Histogram truth) {
        List<PlannedPhase> plan = new ArrayList<>();
        plan.add(new PlannedPhase("steady", PhaseKind.STEADY, false, 0, 3_600, 1, 1));
        BothSides sides = BothSidesAnalysis.of(folder, plan, began).orElseThrow();
        TaskWork work = sides.work(BothSides.ALL, BothSides.ALL).orElseThrow();
        Latency own = Objects.requireNonNull(work.ownMicros());
        Latency task = Objects.requireNonNull(work.taskMicros());
        double true50 = truth.getValueAtPercentile(50) / 1e3;
        double true95 = truth.getValueAtPercentile(95) / 1e3;
        double off50 = own.p50() / 1e3 - true50;
        double off95 = own.p95() / 1e3 - true95;
        line(
                "%-10s overhead %2d ms: own p50 %.2f, p95 %.2f ms; by the orchestrator itself %.2f, %.2f of %d tasks"
                        + " (off by %+.2f, %+.2f; allowed %.1f, %.1f) of tasks of %.1f ms;"
                        + " calls for a task: %.2f of models, %.2f of tools, amplification %.3f; not booked %d",
                order,
                overheadMillis,
                own.p50() / 1e3,
                own.p95() / 1e3,
                true50,
                true95,
                truth.getTotalCount(),
                off50,
                off95,
                allowed(true50),
                allowed(true95),
                task.p50() / 1e3,
                (double) work.modelCalls() / work.tasks(),
                (double) work.toolCalls() / work.tasks(),
                work.amplification().orElse(0.0),
                sides.booking().notBooked());
        return Math.max(Math.abs(off50) / allowed(true50), Math.abs(off95) / allowed(true95));
    }

    private static double allowed(double trueMillis) {
        return Math.max(1, 0.02 * trueMillis);
    }
}
