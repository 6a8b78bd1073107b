package io.orchestress.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.orchestress.record.RequestResult;
import io.orchestress.testkit.FailureCounts;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import load.SmokeTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that fails in every way that the mapping can tell, in turn: each way is a class of its own, and each is counted. */
class RestFailuresTest {
    private static final String MAPPING = """
            orchestress {
              task-mix { simple = 1, medium = 1, complex = 2, workflow = 1 }
              target.request-timeout = 3 s
              breaker.enabled = false
              protocols.rest {
                spawn = ""
                sizes { simple = whole, medium = whole, complex = watched, workflow = stuck }
                calls {
                  whole {
                    request = "POST /whole", body = "{}"
                    state = "/state", done = [completed], failed = [failed, cancelled, rejected]
                    error = "/error", output = "/output"
                  }
                  watched {
                    request = "POST /submit", body = "{}", id = "/id"
                    follow = stream, next = "GET /events/#{id}"
                    content-events = [token], content = "/text", end-events = [done], error-events = [error]
                  }
                  stuck {
                    request = "POST /submit", body = "{}", id = "/id"
                    follow = poll, next = "GET /state/#{id}"
                    state = "/state", done = [completed]
                  }
                }
              }
            }
            """;

    /** Outcome → status and body. */
    private static final Map<String, String> WHOLE = new TreeMap<>(Map.of(
            "ok", "200 {\"state\":\"completed\",\"output\":\"x\"}",
            "http-503", "503 {\"state\":\"completed\",\"output\":\"x\"}",
            "task-failed", "200 {\"state\":\"failed\"}",
            "task-canceled", "200 {\"state\":\"cancelled\"}",
            "task-rejected", "200 {\"state\":\"rejected\"}",
            "protocol", "200 {\"error\":\"overloaded\"}",
            "malformed", "200 {\"state\":\"comple",
            "check", "200 {\"state\":\"running\"}",
            "truncated", "200 "));

    /** Outcome → events. */
    private static final Map<String, String> EVENTS = new TreeMap<>(Map.of(
            "ok", "event: token\ndata: {\"text\":\"a\"}\n\nevent: done\ndata: {}\n\n",
            "error-event",
                    "event: token\ndata: {\"text\":\"a\"}\n\nevent: error\ndata: {\"why\":\"tool exploded\"}\n\n",
            "no-end", "event: token\ndata: {\"text\":\"a\"}\n\n",
            "empty-stream", ""));

    private final Map<String, LongAdder> served = new ConcurrentSkipListMap<>();
    private final AtomicInteger wholes = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();

    @TempDir
    Path folder;

    @Test
    void eachIsAClassOfItsOwn() throws IOException {
        Path mapping = Files.writeString(folder.resolve("mapping.conf"), MAPPING);
        ExecutorService threads = Executors.newCachedThreadPool();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", exchange -> answer(exchange, 200, ""));
        server.createContext("/whole", this::whole);
        server.createContext("/submit", exchange -> {
            count("ok");
            answer(exchange, 200, "{\"id\":\"7\"}");
        });
        server.createContext("/events", this::events);
        server.createContext("/state", exchange -> {
            count("ok or timeout");
            answer(exchange, 200, "{\"state\":\"running\"}");
        });
        server.start();
        try {
            GatlingRun run = GatlingRun.of(
                    SmokeTest.class,
                    folder,
                    GatlingRun.LONGEST,
                    Runs.steady(
                            10,
                            8,
                            100,
                            "config=" + mapping,
                            "orchestress.protocols.rest.first-call=false",
                            "target=http://127.0.0.1:" + server.getAddress().getPort()));

            RequestResult totals = Objects.requireNonNull(Runs.record(run).totals());
            Map<String, Long> failures = new TreeMap<>(FailureCounts.byLabel(totals.failures()));
            long timeouts = Objects.requireNonNullElse(failures.remove("timeout"), 0L);
            long polls = sent("ok or timeout");
            assertThat(failures).as(run.output()).isEqualTo(expected());
            assertThat(timeouts).as("tasks that were polled for 3 s").isPositive();
            assertThat(totals.ok()).isEqualTo(sent("ok") + polls - timeouts);
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    private Map<String, Long> expected() {
        Map<String, Long> expected = new TreeMap<>();
        served.forEach((outcome, count) -> {
            if (!outcome.startsWith("ok")) {
                expected.put(outcome, count.sum());
            }
        });
        assertThat(expected.keySet()).as("all of them happened").hasSize(WHOLE.size() + EVENTS.size() - 2);
        return expected;
    }

    private void whole(HttpExchange exchange) throws IOException {
        String outcome = List.copyOf(WHOLE.keySet()).get(wholes.getAndIncrement() % WHOLE.size());
        String answer = Objects.requireNonNull(WHOLE.get(outcome));
        count(outcome);
        if (outcome.equals("truncated")) {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            exchange.close();
        } else {
            answer(exchange, Integer.parseInt(answer.substring(0, 3)), answer.substring(4));
        }
    }

    private void events(HttpExchange exchange) throws IOException {
        String outcome = List.copyOf(EVENTS.keySet()).get(streams.getAndIncrement() % EVENTS.size());
        count(outcome);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try (var out = exchange.getResponseBody()) {
            out.write(Objects.requireNonNull(EVENTS.get(outcome)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void count(String outcome) {
        served.computeIfAbsent(outcome, o -> new LongAdder()).increment();
    }

    private long sent(String outcome) {
        return Objects.requireNonNull(served.get(outcome)).sum();
    }
}
