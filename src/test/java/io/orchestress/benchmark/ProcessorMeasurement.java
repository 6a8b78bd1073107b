package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Processor time of the load generator's whole process for a request: cold, from its start until it has sent so many at saturation, and from
 * the end of the load to its own, reports included; and warm, of {@code warm} requests after as many. By us and by plain Gatling at the same
 * time, each with a server of its own, so that both have the same neighbours. No throughput is in any figure, so that it may be measured on
 * a machine that does other work.
 */
public final class ProcessorMeasurement {
    private ProcessorMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = CostPairs.options(
                args, Map.of("users", 64, "requests", 400_000, "warm", 400_000, "seconds", 90, "pairs", 5, "http", 1));
        List<String> protocols = new ArrayList<>(List.of("http"));
        protocols.addAll(ProtocolsMeasurement.PROTOCOLS.keySet());
        result(
                "processor: time of a request, median of ours ÷ plain:%s",
                new CostPairs("ours", "plain", options, ProcessorMeasurement::side).medians(protocols));
    }

    private static LoopSide side(String protocol, String name, Path folder) throws IOException {
        boolean plain = name.equals("plain");
        return protocol.equals("http")
                ? new LoopSide(plain, folder)
                : ProtocolsMeasurement.side(plain, protocol, ProtocolsMeasurement.PROTOCOLS.get(protocol), folder);
    }
}
