package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.benchmark.LoopSide.Speed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What measuring costs: the same closed loop at saturation, by plain Gatling and by ours, in pairs of alternating order. The
 * server counts, over the same seconds after the first request. Beside it the processor time of the load generator's event loops. With
 * {@code together=1} both of a pair run at the same time, each with a server of its own: what else the machine does hits both.
 */
public final class OverheadMeasurement {
    private OverheadMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("users", 64, "seconds", 20, "ignored", 5, "pairs", 7, "together", 0));
        line("%6s %28s %28s %14s", "", "requests/s", "event loops, µs/request", "ours ÷ plain");
        line("%6s %14s %13s %14s %13s %14s", "pair", "plain", "ours", "plain", "ours", "requests/s");
        List<Double> ratios = new ArrayList<>();
        List<Double> costs = new ArrayList<>();
        for (int pair = 1; pair <= options.get("pairs"); pair++) {
            boolean plainFirst = pair % 2 == 1;
            List<Speed> speeds = new ArrayList<>();
            if (options.get("together") == 1) {
                speeds.addAll(speeds(options, plainFirst, !plainFirst));
            } else {
                speeds.addAll(speeds(options, plainFirst));
                speeds.addAll(speeds(options, !plainFirst));
            }
            Speed plain = speeds.get(plainFirst ? 0 : 1);
            Speed ours = speeds.get(plainFirst ? 1 : 0);
            ratios.add(ours.perSecond() / plain.perSecond());
            costs.add(ours.cpuMicros() - plain.cpuMicros());
            line(
                    "%6d %14.0f %13.0f %14.1f %13.1f %14.3f",
                    pair,
                    plain.perSecond(),
                    ours.perSecond(),
                    plain.cpuMicros(),
                    ours.cpuMicros(),
                    ours.perSecond() / plain.perSecond());
        }
        result(
                "overhead: requests/s, median of ours ÷ plain %.3f, lowest %.3f, highest %.3f, of %d pairs;"
                        + " event loops' time of a request, median of ours − plain %.1f µs",
                Measuring.median(ratios),
                ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
                ratios.stream().mapToDouble(r -> r).max().orElseThrow(),
                ratios.size(),
                Measuring.median(costs));
    }

    private static List<Speed> speeds(Options options, boolean... plain) throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> speeds(folder, options, plain));
    }

    /** Runs these at the same time. */
    private static List<Speed> speeds(Path folder, Options options, boolean... plain)
            throws IOException, InterruptedException {
        List<LoopSide> sides = new ArrayList<>();
        for (boolean each : plain) {
            sides.add(new LoopSide(each, folder));
        }
        int spare = plain.length == 1 ? 1 : 12;
        for (LoopSide side : sides) {
            side.start(options.get("users"), options.get("seconds") + spare);
        }
        sides.forEach(LoopSide::awaitLoad);
        Thread.sleep(1000L * options.get("ignored"));
        sides.forEach(LoopSide::begin);
        Thread.sleep(1000L * (options.get("seconds") - options.get("ignored")));
        List<Speed> speeds = sides.stream().map(LoopSide::speed).toList();
        sides.forEach(LoopSide::close);
        return speeds;
    }
}
