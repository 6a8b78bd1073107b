package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;

import io.orchestress.benchmark.LoopSide.Cost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Processor time of a request of two kinds of load generators, in pairs that run at the same time, so that what else the machine does hits both.
 *
 * @param dividend name of one of them
 * @param divisor name of the other
 */
record CostPairs(String dividend, String divisor, Options options, Sides sides) {
    /** Makes one of the two, by its name. */
    interface Sides {
        LoopSide side(String protocol, String name, Path folder) throws IOException;
    }

    /** Those given, and one for each protocol, to leave it out. */
    static Options options(String[] args, Map<String, Integer> own) {
        Map<String, Integer> defaults = new TreeMap<>(own);
        ProtocolsMeasurement.PROTOCOLS.keySet().forEach(protocol -> defaults.put(protocol, 1));
        return Options.of(args, defaults);
    }

    /** Prints each pair; returns the medians of dividend ÷ divisor of each protocol that is not left out. */
    String medians(Iterable<String> protocols) throws IOException, InterruptedException {
        line("%-22s %s", "µs/request", Cost.HEADER);
        StringBuilder medians = new StringBuilder();
        for (String protocol : protocols) {
            if (options.get(protocol) == 1) {
                medians.append(medians(protocol));
            }
        }
        return medians.toString();
    }

    private String medians(String protocol) throws IOException, InterruptedException {
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (int pair = 0; pair < options.get("pairs"); pair++) {
            boolean swapped = pair % 2 == 0;
            List<Cost> costs = Measuring.inFolder(folder -> costs(protocol, swapped, folder));
            Cost over = costs.get(swapped ? 1 : 0);
            Cost under = costs.get(swapped ? 0 : 1);
            line("%-14s %-7s %s", protocol, dividend, over);
            line("%-14s %-7s %s", protocol, divisor, under);
            cold.add(over.cold() / under.cold());
            warm.add(over.warm() / under.warm());
        }
        return String.format(
                Locale.ROOT, " %s cold %.3f, warm %.3f;", protocol, Measuring.median(cold), Measuring.median(warm));
    }

    private List<Cost> costs(String protocol, boolean swapped, Path folder) throws IOException {
        try (LoopSide first = sides.side(protocol, swapped ? divisor : dividend, folder);
                LoopSide second = sides.side(protocol, swapped ? dividend : divisor, folder)) {
            first.start(options.get("users"), options.get("seconds"));
            second.start(options.get("users"), options.get("seconds"));
            CompletableFuture<Cost> ofFirst = CompletableFuture.supplyAsync(() -> cost(first));
            Cost ofSecond = cost(second);
            return List.of(ofFirst.join(), ofSecond);
        }
    }

    private Cost cost(LoopSide side) {
        return side.cost(options.get("requests"), options.get("warm"), options.get("seconds"));
    }
}
