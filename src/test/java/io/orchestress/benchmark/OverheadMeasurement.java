package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.target.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What measuring costs: the same closed loop at saturation, by plain Gatling and by ours, in pairs of alternating order. The
 * server counts, over the same seconds after the first request.
 */
public final class OverheadMeasurement {
    private OverheadMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("users", 64, "seconds", 20, "ignored", 5, "pairs", 7));
        line("%6s %18s %18s %14s", "pair", "plain, requests/s", "ours, requests/s", "ours ÷ plain");
        List<Double> ratios = new ArrayList<>();
        for (int pair = 1; pair <= options.get("pairs"); pair++) {
            boolean plainFirst = pair % 2 == 1;
            double first = throughput(plainFirst, options);
            double second = throughput(!plainFirst, options);
            double plain = plainFirst ? first : second;
            double ours = plainFirst ? second : first;
            ratios.add(ours / plain);
            line("%6d %18.0f %18.0f %14.3f", pair, plain, ours, ours / plain);
        }
        result(
                "overhead: median of ours ÷ plain %.3f, lowest %.3f, highest %.3f, of %d pairs",
                Measuring.median(ratios),
                ratios.stream().mapToDouble(r -> r).min().orElseThrow(),
                ratios.stream().mapToDouble(r -> r).max().orElseThrow(),
                ratios.size());
    }

    private static double throughput(boolean plain, Options options) throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> throughput(plain, folder, options));
    }

    private static double throughput(boolean plain, Path folder, Options options)
            throws IOException, InterruptedException {
        int users = options.get("users");
        int seconds = options.get("seconds");
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            orchestrator.post("/v1/agents", "{\"type\":\"coder\"}");
            Process process = GatlingRun.start(
                    plain ? PlainAgentSimulation.class : AgentSimulation.class,
                    folder,
                    Measuring.properties(
                            orchestrator,
                            Measuring.hold("steady", users, seconds, false),
                            "orchestress.load.pace=0 s",
                            "measure.users=" + users,
                            "measure.seconds=" + seconds));
            orchestrator.awaitRequests(2);
            Thread.sleep(1000L * options.get("ignored"));
            double from = Measuring.epochSeconds();
            long before = orchestrator.requestsReceived();
            Thread.sleep(1000L * (seconds - options.get("ignored") - 1));
            double to = Measuring.epochSeconds();
            long after = orchestrator.requestsReceived();
            GatlingRun run = GatlingRun.end(process, folder, Measuring.seconds(60));
            if (run.exitStatus() > 1 || plain && run.exitStatus() != 0) {
                throw new IllegalStateException(run.output());
            }
            return (after - before) / (to - from);
        }
    }
}
