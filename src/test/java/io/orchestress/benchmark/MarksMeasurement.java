package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.benchmark.LoopSide.Cost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import load.SmokeTest;

/**
 * What it costs the load generator that tasks are marked: a mark in each prompt, its search in each answer, a row of {@code tasks.jsonl}, and what is made of
 * the rows at the end. Processor time of its whole process for a task, at saturation, by a run with marks and one without at the same time, each with a
 * server of its own, so that both have the same neighbours. Then, by themselves, a call in the journal and the join of a task with its calls.
 */
public final class MarksMeasurement {
    private MarksMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, Integer> defaults = new TreeMap<>(Map.of(
                "users", 64, "requests", 200_000, "warm", 200_000, "seconds", 60, "pairs", 5, "joined", 200_000));
        ProtocolsMeasurement.PROTOCOLS.keySet().forEach(protocol -> defaults.put(protocol, 1));
        Options options = Options.of(args, defaults);
        line("%-22s %s", "µs/request", Cost.HEADER);
        StringBuilder medians = new StringBuilder();
        for (String protocol : ProtocolsMeasurement.PROTOCOLS.keySet()) {
            if (options.get(protocol) == 1) {
                medians.append(medians(protocol, options));
            }
        }
        if (options.get("joined") > 0) {
            line("%s", JoinCost.of(options.get("joined")));
        }
        result("marks: processor time of a request, median of without ÷ with:%s", medians);
    }

    private static String medians(String protocol, Options options) throws IOException, InterruptedException {
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (int pair = 0; pair < options.get("pairs"); pair++) {
            boolean withFirst = pair % 2 == 0;
            List<Cost> costs = Measuring.inFolder(folder -> costs(protocol, withFirst, options, folder));
            Cost with = costs.get(withFirst ? 0 : 1);
            Cost without = costs.get(withFirst ? 1 : 0);
            line("%-14s %-7s %s", protocol, "without", without);
            line("%-14s %-7s %s", protocol, "with", with);
            cold.add(without.cold() / with.cold());
            warm.add(without.warm() / with.warm());
        }
        return String.format(
                Locale.ROOT, " %s cold %.3f, warm %.3f;", protocol, Measuring.median(cold), Measuring.median(warm));
    }

    private static List<Cost> costs(String protocol, boolean withFirst, Options options, Path folder)
            throws IOException {
        try (LoopSide first = side(protocol, withFirst, folder);
                LoopSide second = side(protocol, !withFirst, folder)) {
            first.start(options.get("users"), options.get("seconds"));
            second.start(options.get("users"), options.get("seconds"));
            CompletableFuture<Cost> ofFirst = CompletableFuture.supplyAsync(() -> cost(first, options));
            Cost ofSecond = cost(second, options);
            return List.of(ofFirst.join(), ofSecond);
        }
    }

    private static Cost cost(LoopSide side, Options options) {
        return side.cost(options.get("requests"), options.get("warm"), options.get("seconds"));
    }

    private static LoopSide side(String protocol, boolean marked, Path folder) throws IOException {
        List<String> properties = new ArrayList<>(ProtocolsMeasurement.PROTOCOLS.getOrDefault(protocol, List.of()));
        properties.addAll(ProtocolsMeasurement.SIMPLE_TASKS);
        properties.add("orchestress.answers.marks=" + (marked ? "on" : "off"));
        return new LoopSide(
                marked ? "with" : "without", 1, SmokeTest.class, properties, ProtocolsMeasurement.server(), folder);
    }
}
