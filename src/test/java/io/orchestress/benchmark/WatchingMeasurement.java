package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.benchmark.SpeedPairs.Pair;
import io.orchestress.sut.embedded.EmbeddedSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What it costs to be watched: a run with its live page before three viewers, scraped each second, with OTLP to a collector of this machine and {@code
 * traceparent} on, beside one with all of it off. Requests per second and processor time at saturation, then how late the chunks of streams are read.
 */
public final class WatchingMeasurement {
    private static final String OFF = "off";
    private static final String ON = "watched";

    private WatchingMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, Integer> defaults =
                new HashMap<>(Map.of("users", 64, "seconds", 20, "ignored", 5, "pairs", 7, "together", 0));
        defaults.putAll(Map.of("streams", 500, "ramp", 10, "stream-seconds", 20, "rate", 20, "stream-pairs", 3));
        defaults.putAll(Map.of("live", 1, "otlp", 1, "trace", 1));
        Options options = Options.of(args, defaults);
        if (options.get("pairs") > 0) {
            speed(options);
        }
        if (options.get("stream-pairs") > 0) {
            streams(options);
        }
    }

    private static void speed(Options options) throws IOException, InterruptedException {
        try (Audience audience = new Audience()) {
            List<Pair> pairs = new SpeedPairs(OFF, ON, options, (name, folder) -> {
                        LoopSide side = new LoopSide(
                                name,
                                1,
                                AgentSimulation.class,
                                name.equals(ON) ? audience.properties(options) : Audience.nobody(),
                                EmbeddedSettings.defaults(),
                                folder);
                        side.agent();
                        return side;
                    })
                    .pairs();
            audience.assertThatItSaw(options);
            result(
                    "watching: requests/s, median of watched ÷ off %.3f, lowest %.3f, highest %.3f, of %d pairs;"
                            + " processor time of a request, median of watched ÷ off %.3f, of the event loops %.3f",
                    SpeedPairs.median(pairs, Pair::speedRatio),
                    pairs.stream().mapToDouble(Pair::speedRatio).min().orElseThrow(),
                    pairs.stream().mapToDouble(Pair::speedRatio).max().orElseThrow(),
                    pairs.size(),
                    SpeedPairs.median(
                            pairs,
                            pair -> pair.after().allMicros() / pair.before().allMicros()),
                    SpeedPairs.median(
                            pairs,
                            pair -> pair.after().cpuMicros() / pair.before().cpuMicros()));
        }
    }

    private static void streams(Options options) throws IOException, InterruptedException {
        Options ofStreams = Options.of(
                new String[0],
                Map.of(
                        "streams", options.get("streams"),
                        "seconds", options.get("stream-seconds"),
                        "ramp", options.get("ramp"),
                        "rate", options.get("rate")));
        line("%-8s %9s %10s %10s %10s %10s %10s", "", "streams", "chunks", "lost", "p50, ms", "p99, ms", "max, ms");
        List<Double> differences = new ArrayList<>();
        try (Audience audience = new Audience()) {
            for (int pair = 0; pair < options.get("stream-pairs"); pair++) {
                boolean onFirst = pair % 2 == 1;
                double first = p99(ofStreams, onFirst ? audience.properties(options) : Audience.nobody());
                double second = p99(ofStreams, onFirst ? Audience.nobody() : audience.properties(options));
                differences.add(onFirst ? first - second : second - first);
            }
            audience.assertThatItSaw(options);
        }
        result(
                "watching: lag of %d streams, p99, median of watched − off %.3f ms, of %d pairs",
                options.get("streams"), Measuring.median(differences), differences.size());
    }

    private static double p99(Options options, List<String> properties) throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> StreamsMeasurement.run(folder, options, false, properties))
                .p99Millis();
    }
}
