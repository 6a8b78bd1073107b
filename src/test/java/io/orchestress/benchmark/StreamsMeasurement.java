package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How many streams the load generator can read in time. Each user streams completions of 160 chunks, 20 a second, one after the
 * other, the server beside it on the same cores. Lag: from the server's write of a chunk to our read of it. Then the same by plain
 * Gatling's SSE.
 */
public final class StreamsMeasurement {
    private StreamsMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("streams", 1000, "seconds", 40, "ramp", 20, "rate", 20, "plain", 1));
        line("%-8s %9s %10s %10s %10s %10s %10s", "", "streams", "chunks", "lost", "p50, ms", "p99, ms", "max, ms");
        ArrivalLag.Figures ours = Measuring.inFolder(folder -> run(folder, options, false, List.of()));
        if (options.get("plain") == 1) {
            Measuring.inFolder(folder -> run(folder, options, true, List.of()));
        }
        result("streams: %d, lag p50 %.3f ms, p99 %.3f ms", options.get("streams"), ours.p50Millis(), ours.p99Millis());
    }

    /** @param further properties of the run */
    static ArrivalLag.Figures run(Path folder, Options options, boolean plain, List<String> further)
            throws IOException {
        int streams = options.get("streams");
        int ramp = options.get("ramp");
        int seconds = ramp + 10 + options.get("seconds");
        EmbeddedSettings settings = EmbeddedSettings.builder()
                .workers(2 * streams)
                .serviceLaw(ServiceLaw.FIXED)
                .meanServiceMillis(50)
                .tokensPerSec(options.get("rate"))
                .build();
        Path lag = folder.resolve("lag");
        try (Orchestrator orchestrator = new Orchestrator(settings)) {
            String phases = "{kind=ramp-up, name=warm-up, users=" + streams + ", ramp=" + ramp
                    + " s, hold=10 s, warm-up=true, scale-load=false},"
                    + Measuring.hold("steady", streams, options.get("seconds"), false);
            List<String> properties = new ArrayList<>(further);
            properties.addAll(List.of(
                    "protocol=openai",
                    "orchestress.protocols.openai.model=sage",
                    "orchestress.load.pace=0 s",
                    "orchestress.load.drain=30 s",
                    "measure.lag=" + lag,
                    "measure.from=" + (ramp + 10),
                    "measure.users=" + streams,
                    "measure.ramp=" + ramp,
                    "measure.seconds=" + seconds));
            Process process = GatlingRun.start(
                    plain ? PlainStreamingSimulation.class : StreamingSimulation.class,
                    folder,
                    Measuring.properties(orchestrator, phases, properties.toArray(String[]::new)));
            GatlingRun run = GatlingRun.end(process, folder, Measuring.seconds(seconds + 120));
            ArrivalLag.Figures figures = ArrivalLag.Figures.read(lag);
            JsonNode truth = orchestrator.truth("").path("streams");
            line(
                    "%-8s %9d %10d %10d %10.3f %10.3f %10.3f",
                    plain ? "plain" : "ours",
                    streams,
                    figures.chunks(),
                    truth.path("chunks").asLong() - figures.chunks(),
                    figures.p50Millis(),
                    figures.p99Millis(),
                    figures.maxMillis());
            if (!plain) {
                compare(run, truth);
            }
            return figures;
        }
    }

    /** Figures of the record, without the ramp, beside the server's of the whole run. */
    private static void compare(GatlingRun run, JsonNode truth) throws IOException {
        JsonNode agents = new ObjectMapper()
                .readTree(run.record().resolve("run.json").toFile())
                .at("/agents/total/metrics");
        row("TTFT", agents, "ttft", truth.path("ttftMicros"));
        row("gap", agents, "itl", truth.path("gapMicros"));
    }

    private static void row(String name, JsonNode metrics, String metric, JsonNode server) {
        for (JsonNode each : metrics) {
            if (each.path("name").asText().equals(metric)) {
                JsonNode ours = each.path("micros");
                line(
                        "  %-5s record p50 %.2f, p99 %.2f ms; server p50 %.2f, p99 %.2f ms",
                        name,
                        ours.path("p50").asDouble() / 1e3,
                        ours.path("p99").asDouble() / 1e3,
                        server.path("p50").asDouble() / 1e3,
                        server.path("p99").asDouble() / 1e3);
            }
        }
    }
}
