package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;
import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.backend.BackendProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.HdrHistogram.Histogram;

/**
 * What the scripted backend carries on one core, pinned there by taskset, with one event loop; the client is on the other. Processor time of its process
 * per answer tells what a core would carry that is not shared with others.
 */
public final class BackendMeasurement {
    private static final double NANOS_PER_MILLI = 1e6;
    static final String SCRIPT = """
            models {
              default { first-token = 0 ms, tokens-per-second = 1000000, answer-tokens = 60 }
              timed { first-token = 50 ms }
              stream { first-token = 100 ms, tokens-per-second = 20, answer-tokens = 400 }
            }
            tasks = [{ name = a, turns = [{ answer = "Task #{nonce}. #{filler} End of #{nonce}." }] }]
            """;

    private BackendMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options =
                Options.of(args, Map.of("seconds", 10, "connections", 64, "streams", 1_000, "rate", 4_000, "core", 0));
        Measuring.inFolder(folder -> {
            Path script = Files.writeString(folder.resolve("script.conf"), SCRIPT);
            Properties properties = new Properties();
            properties.setProperty("orchestress.backend.script", script.toString());
            properties.setProperty("orchestress.backend.port", "0");
            List<String> pinned = List.of("taskset", "-c", Integer.toString(options.get("core")));
            try (BackendProcess backend = BackendProcess.start(pinned, properties, ProcessBuilder.Redirect.INHERIT)) {
                backend.writeTo(folder.resolve("calls.jsonl"));
                measure(backend, options);
            }
            return "";
        });
    }

    private static void measure(BackendProcess backend, Options options) throws IOException, InterruptedException {
        try (BackendLoad load = new BackendLoad(backend.url())) {
            load.closed(options.get("connections"), 5); // warms it up
            long before = cpuNanos(backend);
            BackendLoad.Done all = load.closed(options.get("connections"), options.get("seconds"));
            double perAnswer = (cpuNanos(backend) - before) / 1e3 / all.answers();
            line(
                    "answers: %.0f /s over %d connections, %.1f µs of processor time each: %.0f /s on a core",
                    all.answers() / all.seconds(), options.get("connections"), perAnswer, 1e6 / perAnswer);
            Histogram late = load.paced(options.get("rate"), options.get("seconds"), Duration.ofMillis(50));
            line(
                    "latency beyond the law of 50 ms at %d /s, by the client: p50 %.3f, p99 %.3f, max %.3f ms",
                    options.get("rate"), millis(late, 50), millis(late, 99), millis(late, 100));
            before = cpuNanos(backend);
            BackendLoad.Streams streams = load.streams(options.get("streams"), options.get("seconds"));
            double perChunk = (cpuNanos(backend) - before) / 1e3 / streams.chunks();
            line(
                    "streams: %d of 20 chunks/s, %.0f chunks/s, %.1f µs of processor time a chunk: %.0f streams on a core;"
                            + " chunk lateness by the client: p50 %.3f, p99 %.3f, max %.3f ms",
                    options.get("streams"),
                    streams.chunks() / streams.seconds(),
                    perChunk,
                    1e6 / perChunk / 20,
                    millis(streams.lateness(), 50),
                    millis(streams.lateness(), 99),
                    millis(streams.lateness(), 100));
            line("of the backend itself, all of it: %s µs", counts(backend).path("latenessMicros"));
            result(
                    "%.0f answers/s on a core; latency p50 +%.3f, p99 +%.3f ms; chunks p99 +%.3f ms",
                    1e6 / perAnswer, millis(late, 50), millis(late, 99), millis(streams.lateness(), 99));
        }
    }

    private static double millis(Histogram nanos, double percentile) {
        return nanos.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
    }

    private static long cpuNanos(BackendProcess backend) {
        return ProcessHandle.of(backend.pid())
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow()
                .toNanos();
    }

    private static JsonNode counts(BackendProcess backend) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(backend.url()).getPort())) {
            socket.getOutputStream()
                    .write("GET /counts HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".getBytes(US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), US_ASCII);
            return new ObjectMapper().readTree(all.substring(all.indexOf("\r\n\r\n") + 4));
        }
    }
}
