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

/**
 * Processor time of the load generator's whole process for a request: cold, from its start until it has sent so many at saturation, and from
 * the end of the load to its own, reports included; and warm, of {@code warm} requests after as many. By us and by plain Gatling at the same
 * time, each with a server of its own, so that both have the same neighbours. No throughput is in any figure, so that it may be measured on
 * a machine that does other work.
 */
public final class ProcessorMeasurement {
    private ProcessorMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Map<String, Integer> defaults = new TreeMap<>(
                Map.of("users", 64, "requests", 400_000, "warm", 400_000, "seconds", 90, "pairs", 5, "http", 1));
        ProtocolsMeasurement.PROTOCOLS.keySet().forEach(protocol -> defaults.put(protocol, 1));
        Options options = Options.of(args, defaults);
        List<String> protocols = new ArrayList<>(List.of("http"));
        protocols.addAll(ProtocolsMeasurement.PROTOCOLS.keySet());
        line("%-22s %s", "µs/request", Cost.HEADER);
        StringBuilder medians = new StringBuilder();
        for (String protocol : protocols) {
            if (options.get(protocol) == 1) {
                medians.append(medians(protocol, options));
            }
        }
        result("processor: time of a request, median of ours ÷ plain:%s", medians);
    }

    private static String medians(String protocol, Options options) throws IOException, InterruptedException {
        List<Double> cold = new ArrayList<>();
        List<Double> warm = new ArrayList<>();
        for (int pair = 0; pair < options.get("pairs"); pair++) {
            boolean plainFirst = pair % 2 == 0;
            List<Cost> costs = Measuring.inFolder(folder -> costs(protocol, plainFirst, options, folder));
            Cost plain = costs.get(plainFirst ? 0 : 1);
            Cost ours = costs.get(plainFirst ? 1 : 0);
            line("%-14s %-7s %s", protocol, "plain", plain);
            line("%-14s %-7s %s", protocol, "ours", ours);
            cold.add(ours.cold() / plain.cold());
            warm.add(ours.warm() / plain.warm());
        }
        return String.format(
                Locale.ROOT, " %s cold %.3f, warm %.3f;", protocol, Measuring.median(cold), Measuring.median(warm));
    }

    private static List<Cost> costs(String protocol, boolean plainFirst, Options options, Path folder)
            throws IOException {
        try (LoopSide first = side(protocol, plainFirst, folder);
                LoopSide second = side(protocol, !plainFirst, folder)) {
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

    private static LoopSide side(String protocol, boolean plain, Path folder) throws IOException {
        return protocol.equals("http")
                ? new LoopSide(plain, folder)
                : ProtocolsMeasurement.side(plain, protocol, ProtocolsMeasurement.PROTOCOLS.get(protocol), folder);
    }
}
