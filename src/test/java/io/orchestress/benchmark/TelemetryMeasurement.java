package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.testkit.OtlpCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import load.SmokeTest;

/**
 * What it costs the load generator to tell a collector on this machine of metrics and of a span for each task and request, {@code traceparent} included.
 * Processor time of its whole process for a request, at saturation, by a run with and one without at the same time, each with a server of its own, so that
 * both have the same neighbours. The collector throws away what it gets.
 */
public final class TelemetryMeasurement {
    private static final int OK = 200;

    private TelemetryMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = CostPairs.options(
                args, Map.of("users", 64, "requests", 200_000, "warm", 200_000, "seconds", 60, "pairs", 5, "spans", 1));
        try (OtlpCollector collector = new OtlpCollector(new OtlpCollector.Manner.Answers(OK))) {
            String medians = new CostPairs(
                            "without",
                            "with",
                            options,
                            (protocol, name, folder) -> side(protocol, name, folder, collector, options))
                    .medians(ProtocolsMeasurement.PROTOCOLS.keySet());
            result("telemetry: processor time of a request, median of without ÷ with:%s", medians);
        }
    }

    private static LoopSide side(String protocol, String name, Path folder, OtlpCollector collector, Options options)
            throws IOException {
        List<String> properties = new ArrayList<>(ProtocolsMeasurement.PROTOCOLS.getOrDefault(protocol, List.of()));
        properties.addAll(ProtocolsMeasurement.SIMPLE_TASKS);
        boolean with = name.equals("with");
        properties.add("orchestress.telemetry.enabled=" + (with ? "on" : "off"));
        properties.add("orchestress.telemetry.endpoint=" + collector.url());
        properties.add("orchestress.telemetry.interval=1 s");
        properties.add("orchestress.tracing.enabled=" + (with && options.get("spans") > 0));
        return new LoopSide(name, 1, SmokeTest.class, properties, ProtocolsMeasurement.server(), folder);
    }
}
