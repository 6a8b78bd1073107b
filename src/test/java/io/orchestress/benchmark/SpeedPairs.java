package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;

import io.orchestress.benchmark.LoopSide.Speed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The same closed loop at saturation by two kinds of load generators, in pairs of alternating order. The server counts, over the same seconds after the first
 * request. With {@code together=1} both of a pair run at the same time, each with a server of its own: what else the machine does hits both.
 *
 * @param before name of the one that the other is compared with
 * @param after name of the other
 */
record SpeedPairs(String before, String after, Options options, Sides sides) {
    /** Makes one of the two, by its name. */
    interface Sides {
        LoopSide side(String name, Path folder) throws IOException;
    }

    /** One of each kind. */
    record Pair(Speed before, Speed after) {
        double speedRatio() {
            return after.perSecond() / before.perSecond();
        }
    }

    /** Prints each pair. */
    List<Pair> pairs() throws IOException, InterruptedException {
        line(
                "%6s %28s %28s %28s %14s",
                "", "requests/s", "event loops, µs/request", "process, µs/request", after + " ÷ " + before);
        line(
                "%6s %14s %13s %14s %13s %14s %13s %14s",
                "pair", before, after, before, after, before, after, "requests/s");
        List<Pair> pairs = new ArrayList<>();
        for (int number = 1; number <= options.get("pairs"); number++) {
            boolean beforeFirst = number % 2 == 1;
            String first = beforeFirst ? before : after;
            String second = beforeFirst ? after : before;
            List<Speed> speeds = new ArrayList<>();
            if (options.get("together") == 1) {
                speeds.addAll(speeds(first, second));
            } else {
                speeds.addAll(speeds(first));
                speeds.addAll(speeds(second));
            }
            Pair pair = new Pair(speeds.get(beforeFirst ? 0 : 1), speeds.get(beforeFirst ? 1 : 0));
            pairs.add(pair);
            line(
                    "%6d %14.0f %13.0f %14.1f %13.1f %14.1f %13.1f %14.3f",
                    number,
                    pair.before().perSecond(),
                    pair.after().perSecond(),
                    pair.before().cpuMicros(),
                    pair.after().cpuMicros(),
                    pair.before().allMicros(),
                    pair.after().allMicros(),
                    pair.speedRatio());
        }
        return pairs;
    }

    /** Median of a figure of each pair. */
    static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        return Measuring.median(pairs.stream().mapToDouble(figure).boxed().toList());
    }

    private List<Speed> speeds(String... names) throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> speeds(folder, names));
    }

    /** Runs these at the same time. */
    private List<Speed> speeds(Path folder, String... names) throws IOException, InterruptedException {
        List<LoopSide> running = new ArrayList<>();
        for (String name : names) {
            running.add(sides.side(name, folder));
        }
        int spare = names.length == 1 ? 1 : 12;
        for (LoopSide side : running) {
            side.start(options.get("users"), options.get("seconds") + spare);
        }
        running.forEach(LoopSide::awaitLoad);
        Thread.sleep(1000L * options.get("ignored"));
        running.forEach(LoopSide::begin);
        Thread.sleep(1000L * (options.get("seconds") - options.get("ignored")));
        List<Speed> speeds = running.stream().map(LoopSide::speed).toList();
        running.forEach(LoopSide::close);
        return speeds;
    }
}
