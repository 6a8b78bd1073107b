package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.backend.BackendProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * The scripted backend beside another stand-in of a model that somebody has started on this machine, by the same calls in a closed loop, in pairs of
 * alternating order: answers a second, and processor time of its process for each. Start the other first, such as {@code scripts/targets/start aimock}.
 */
public final class BackendBesideMeasurement {
    private BackendBesideMeasurement() {}

    private record Side(String url, long pid) {
        long cpuNanos() {
            return ProcessHandle.of(pid)
                    .flatMap(process -> process.info().totalCpuDuration())
                    .orElseThrow()
                    .toNanos();
        }
    }

    private record Speed(double perSecond, double cpuMicros) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(
                args, Map.of("port", 4010, "pid", 0, "pairs", 5, "seconds", 8, "connections", 64, "core", 0));
        if (options.get("pid") == 0) {
            System.err.println("pid=… of the other one, which listens at port=…, is missing");
            System.exit(2);
        }
        Side other = new Side("http://127.0.0.1:" + options.get("port"), options.get("pid"));
        Measuring.inFolder(folder -> {
            Properties properties = new Properties();
            properties.setProperty(
                    "orchestress.backend.script",
                    Files.writeString(folder.resolve("script.conf"), BackendMeasurement.SCRIPT)
                            .toString());
            properties.setProperty("orchestress.backend.port", "0");
            List<String> pinned = List.of("taskset", "-c", Integer.toString(options.get("core")));
            try (BackendProcess backend = BackendProcess.start(pinned, properties, ProcessBuilder.Redirect.INHERIT)) {
                backend.writeTo(Path.of(folder.toString(), "calls.jsonl"));
                measure(new Side(backend.url(), backend.pid()), other, options);
            }
            return "";
        });
    }

    private static void measure(Side ours, Side other, Options options) throws InterruptedException {
        speed(ours, options);
        speed(other, options); // warms them up
        List<Double> speeds = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        line("%6s %14s %14s %22s %22s", "pair", "ours /s", "other /s", "ours µs/answer", "other µs/answer");
        for (int pair = 0; pair < options.get("pairs"); pair++) {
            boolean oursFirst = pair % 2 == 0;
            Speed first = speed(oursFirst ? ours : other, options);
            Speed second = speed(oursFirst ? other : ours, options);
            Speed us = oursFirst ? first : second;
            Speed them = oursFirst ? second : first;
            line(
                    "%6d %14.0f %14.0f %22.1f %22.1f",
                    pair + 1, us.perSecond, them.perSecond, us.cpuMicros, them.cpuMicros);
            speeds.add(us.perSecond / them.perSecond);
            costs.add(us.cpuMicros / them.cpuMicros);
        }
        result(
                "backend beside another: answers/s, median of ours ÷ other %.2f; processor time of an answer, median of ours ÷ other %.2f, of %d pairs",
                Measuring.median(speeds), Measuring.median(costs), speeds.size());
    }

    private static Speed speed(Side side, Options options) throws InterruptedException {
        try (BackendLoad load = new BackendLoad(side.url)) {
            load.closed(options.get("connections"), 2);
            long before = side.cpuNanos();
            BackendLoad.Done done = load.closed(options.get("connections"), options.get("seconds"));
            return new Speed(done.answers() / done.seconds(), (side.cpuNanos() - before) / 1e3 / done.answers());
        }
    }
}
