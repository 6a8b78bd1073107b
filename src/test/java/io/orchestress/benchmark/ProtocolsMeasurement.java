package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.benchmark.LoopSide.Speed;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import load.SmokeTest;

/**
 * What a protocol costs the load generator: simple tasks in a closed loop at saturation, over each protocol that the embedded orchestrator
 * speaks, by us and by hand-written calls of plain Gatling, in pairs of alternating order. Tasks take no time. The server counts.
 */
public final class ProtocolsMeasurement {
    static final Map<String, List<String>> PROTOCOLS = new TreeMap<>(Map.of(
            "rest", List.of("protocol=rest", "orchestress.protocols.rest.spawn="),
            "openai", List.of("protocol=openai", "orchestress.protocols.openai.stream=false"),
            "openai-stream", List.of("protocol=openai"),
            "mcp", List.of("protocol=mcp", "orchestress.protocols.mcp.era=session"),
            "a2a", List.of("protocol=a2a", "orchestress.protocols.a2a.mode=send")));

    static final List<String> SIMPLE_TASKS = List.of(
            "orchestress.task-mix.medium=0", "orchestress.task-mix.complex=0", "orchestress.task-mix.workflow=0");

    private ProtocolsMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("users", 64, "seconds", 16, "ignored", 8, "pairs", 3));
        StringBuilder medians = new StringBuilder();
        line("%-14s %28s %28s %14s", "", "requests/s", "event loops, µs/request", "ours ÷ plain");
        line("%-14s %14s %13s %14s %13s %14s", "protocol", "plain", "ours", "plain", "ours", "requests/s");
        for (Map.Entry<String, List<String>> protocol : PROTOCOLS.entrySet()) {
            List<Double> ratios = new ArrayList<>();
            for (int pair = 0; pair < options.get("pairs"); pair++) {
                boolean plainFirst = pair % 2 == 0;
                Speed first = speed(plainFirst, protocol.getKey(), protocol.getValue(), options);
                Speed second = speed(!plainFirst, protocol.getKey(), protocol.getValue(), options);
                Speed plain = plainFirst ? first : second;
                Speed ours = plainFirst ? second : first;
                ratios.add(ours.perSecond() / plain.perSecond());
                line(
                        "%-14s %14.0f %13.0f %14.1f %13.1f %14.3f",
                        protocol.getKey(),
                        plain.perSecond(),
                        ours.perSecond(),
                        plain.cpuMicros(),
                        ours.cpuMicros(),
                        ours.perSecond() / plain.perSecond());
            }
            medians.append(
                    String.format(java.util.Locale.ROOT, " %s %.3f", protocol.getKey(), Measuring.median(ratios)));
        }
        result("protocols: requests/s, median of ours ÷ plain:%s", medians);
    }

    private static Speed speed(boolean plain, String protocol, List<String> properties, Options options)
            throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> {
            try (LoopSide side = side(plain, protocol, properties, folder)) {
                side.start(options.get("users"), options.get("seconds") + 1);
                side.awaitLoad();
                Thread.sleep(1000L * options.get("ignored"));
                side.begin();
                Thread.sleep(1000L * (options.get("seconds") - options.get("ignored")));
                return side.speed();
            }
        });
    }

    static LoopSide side(boolean plain, String protocol, List<String> properties, Path folder) throws IOException {
        List<String> all = new ArrayList<>(properties);
        if (plain) {
            all.add("measure.protocol=" + protocol);
        }
        all.addAll(SIMPLE_TASKS);
        return new LoopSide(plain, plain ? PlainProtocolSimulation.class : SmokeTest.class, all, server(), folder);
    }

    /** Tasks take no time. */
    static EmbeddedSettings server() {
        return EmbeddedSettings.builder()
                .workers(256)
                .serviceLaw(ServiceLaw.FIXED)
                .meanServiceMillis(0)
                .spawnMillis(0)
                .tokensPerSec(1_000_000)
                .build();
    }
}
