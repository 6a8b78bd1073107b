package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.analysis.task.BothSidesAnalysis;
import io.orchestress.backend.BackendProcess;
import io.orchestress.backend.call.TaskNonce;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.TaskLogWriter;
import io.orchestress.record.task.TaskRow;
import io.orchestress.sut.embedded.AgentOptions;
import io.orchestress.sut.embedded.AgentOptions.ToolOrder;
import io.orchestress.sut.embedded.EmbeddedOrchestrator;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Own time by the join against the overhead that the embedded orchestrator was told to have: 0, 5 and 50 ms, with tools one after the other and at once. Three
 * calls of a model and three of tools a task; the backend is a process of its own.
 */
public final class OwnTimeMeasurement {
    private static final String SCRIPT = """
            models { default { first-token = 10 ms, tokens-per-second = 2000, answer-tokens = 20 } }
            tools { search { latency = 15 ms, result = "Found for #{nonce}." }, look { latency = 25 ms } }
            tasks = [{ name = a, turns = [
              { tools = [search, look] }, { tools = [search] }, { answer = "Report #{nonce}. End of #{nonce}." }
            ] }]
            """;

    private static final int USERS = 32;
    private static final int FIRST_MARK = 1_000_000;

    private OwnTimeMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("tasks", 200, "pause", 5, "warm-up", 100));
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
            try (BackendProcess backend =
                    BackendProcess.start(List.of(), properties, ProcessBuilder.Redirect.INHERIT)) {
                EmbeddedSettings settings = EmbeddedSettings.builder()
                        .agent(new AgentOptions(backend.url(), overheadMillis, ServiceLaw.FIXED, order, 1, 60_000))
                        .build();
                try (EmbeddedOrchestrator target = EmbeddedOrchestrator.start(settings)) {
                    warmUp(target.url(), folder, options);
                    backend.writeTo(folder.resolve(CallLog.FILE));
                    Thread.sleep(200);
                    began = Instant.now();
                    run(target.url(), folder, options.get("tasks"), 1_000, options);
                    backend.end();
                }
            }
            return judged(folder, began, order, overheadMillis);
        });
    }

    /** Many at once, so that code of all three is compiled that a single user would not come to compile. */
    private static void warmUp(String url, Path folder, Options options) throws IOException, InterruptedException {
        ExecutorService users = Executors.newFixedThreadPool(USERS);
        try {
            List<Future<Path>> all = new ArrayList<>();
            for (int user = 1; user <= USERS; user++) {
                int number = user;
                all.add(users.submit(() -> {
                    Path own = Files.createDirectory(folder.resolve("warm-up-" + number));
                    run(url, own, options.get("warm-up"), FIRST_MARK + number * options.get("warm-up"), options);
                    return own;
                }));
            }
            for (Future<Path> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            users.shutdownNow();
        }
    }

    private static void run(String url, Path folder, int tasks, int firstMark, Options options)
            throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (TaskLogWriter log = TaskLogWriter.open(folder, TimeSource.SYSTEM)) {
            for (int i = 0; i < tasks; i++) {
                String mark = TaskNonce.of(firstMark + i);
                HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/v1/chat/completions"))
                        .header("content-type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"model\":\"swift\",\"messages\":[{\"role\":\"user\",\"content\":\"Do it. " + mark
                                        + "\"}]}"))
                        .build();
                long start = System.nanoTime();
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                long end = System.nanoTime();
                if (response.statusCode() != 200) {
                    throw new IOException(response.statusCode() + " " + response.body());
                }
                log.add(new TaskRow(
                        mark,
                        "steady",
                        "chat",
                        "",
                        1,
                        "",
                        "",
                        -1,
                        start,
                        end,
                        end,
                        TaskRow.OK,
                        true,
                        0,
                        TaskRow.By.NOTHING,
                        true,
                        List.of(),
                        false,
                        true,
                        1));
                Thread.sleep(options.get("pause"));
            }
        }
    }

    private static double judged(Path folder, Instant began, ToolOrder order, int overheadMillis) {
        List<PlannedPhase> plan = new ArrayList<>();
        plan.add(new PlannedPhase("steady", PhaseKind.STEADY, false, 0, 3_600, 1, 1));
        BothSides sides = BothSidesAnalysis.of(folder, plan, began).orElseThrow();
        TaskWork work = sides.work(BothSides.ALL, BothSides.ALL).orElseThrow();
        Latency own = Objects.requireNonNull(work.ownMicros());
        Latency task = Objects.requireNonNull(work.taskMicros());
        double allowed = Math.max(1, 0.02 * overheadMillis);
        double p50 = own.p50() / 1e3 - overheadMillis;
        double p95 = own.p95() / 1e3 - overheadMillis;
        line(
                "%-10s overhead %2d ms: own p50 %.2f, p95 %.2f ms (off by %+.2f, %+.2f; allowed %.1f) of tasks of %.1f ms;"
                        + " calls for a task: %.2f of models, %.2f of tools, amplification %.3f; not booked %d",
                order,
                overheadMillis,
                own.p50() / 1e3,
                own.p95() / 1e3,
                p50,
                p95,
                allowed,
                task.p50() / 1e3,
                (double) work.modelCalls() / work.tasks(),
                (double) work.toolCalls() / work.tasks(),
                work.amplification().orElse(0.0),
                sides.booking().notBooked());
        return Math.max(Math.abs(p50), Math.abs(p95)) / allowed;
    }
}
