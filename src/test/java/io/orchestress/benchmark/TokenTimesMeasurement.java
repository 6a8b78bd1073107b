package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import load.SmokeTest;

/**
 * Times and counts of tokens in the record beside those of the server that sent them: TTFT, gaps and TPOT of each protocol that streams tokens, then
 * with hidden reasoning, with several tokens a chunk, and held back as by a proxy. Counts are to be equal; times differ by what lies between the
 * server's write and our read.
 */
public final class TokenTimesMeasurement {
    private static final List<String> OPENAI = List.of("protocol=openai");
    private static final List<String> REST = List.of(
            "protocol=rest",
            "orchestress.protocols.rest.spawn=",
            "orchestress.protocols.rest.sizes.simple=stream",
            "orchestress.protocols.rest.sizes.medium=stream",
            "orchestress.protocols.rest.sizes.complex=stream");
    private static final List<String> A2A = List.of("protocol=a2a", "orchestress.protocols.a2a.mode=stream");

    private TokenTimesMeasurement() {}

    private record Row(String name, List<String> properties, int tokensPerChunk, String faults, int hidden) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, java.util.Map.of("users", 6, "seconds", 15, "rate", 50));
        List<String> wrong = new ArrayList<>();
        line(
                "%-16s %7s %7s %8s %21s %21s %21s",
                "", "streams", "chunks", "tokens", "TTFT p50 p99, Δ ms", "gap p50 p99, Δ ms", "TPOT p50, truth ms");
        for (Row row : List.of(
                new Row("openai", OPENAI, 1, "{}", 0),
                new Row("openai, hidden", OPENAI, 1, "{\"hiddenTokens\": 500}", 500),
                new Row("openai, 4 a chunk", OPENAI, 4, "{}", 0),
                new Row("openai, held", OPENAI, 1, "{\"holdStreams\": true}", 0),
                new Row("rest", REST, 1, "{}", 0),
                new Row("a2a", A2A, 1, "{}", 0))) {
            Measuring.inFolder(folder -> {
                measure(row, options, folder, wrong);
                return folder;
            });
        }
        result("token-times: %s", wrong.isEmpty() ? "all counts are equal" : String.join("; ", wrong));
    }

    private static void measure(Row row, Options options, java.nio.file.Path folder, List<String> wrong)
            throws IOException {
        EmbeddedSettings server = EmbeddedSettings.builder()
                .workers(64)
                .serviceLaw(ServiceLaw.FIXED)
                .meanServiceMillis(50)
                .tokensPerSec(options.get("rate"))
                .tokensPerChunk(row.tokensPerChunk())
                .build();
        try (Orchestrator orchestrator = new Orchestrator(server)) {
            orchestrator.faults(row.faults());
            List<String> properties = new ArrayList<>(row.properties());
            properties.addAll(List.of(
                    "target=" + orchestrator.url(),
                    "orchestress.protocols.openai.first-call=false",
                    "orchestress.protocols.rest.first-call=false",
                    "orchestress.task-mix.workflow=0",
                    "orchestress.breaker.enabled=false"));
            String[] all =
                    Runs.steady(options.get("users"), options.get("seconds"), 100, properties.toArray(String[]::new));
            GatlingRun run = GatlingRun.of(SmokeTest.class, folder, Measuring.seconds(240), all);
            AgentResults agents = Objects.requireNonNull(Runs.record(run).agents(), run.output());
            compare(row, agents.total(), orchestrator.truth("").path("streams"), wrong);
        }
    }

    private static void compare(Row row, AgentResult ours, JsonNode truth, List<String> wrong) {
        AgentResult.Streams streams = Objects.requireNonNull(ours.streams());
        Long out = ours.tokens() == null ? null : ours.tokens().out();
        long completed = truth.path("completed").asLong();
        equal(row, "streams", streams.ok(), completed, wrong);
        boolean all = truth.path("started").asLong() == completed; // else a stream that was cut off has chunks, too
        if (all) {
            equal(row, "chunks", streams.chunks(), truth.path("chunks").asLong(), wrong);
        }
        if (out != null && all) {
            equal(row, "tokens", out, truth.path("tokens").asLong() + row.hidden() * completed, wrong);
        }
        Optional<AgentResult.Times> gaps = ours.times("itl").or(() -> ours.times("icl"));
        line(
                "%-16s %7d %7d %8s %21s %21s %21s%s",
                row.name(),
                streams.ok(),
                streams.chunks(),
                out == null ? "-" : out.toString(),
                differences(ours.times("ttft"), truth.path("ttftMicros")),
                differences(gaps, truth.path("gapMicros")),
                ours.times("tpot")
                        .map(times -> String.format(
                                java.util.Locale.ROOT,
                                "%.2f, %.2f",
                                times.micros().p50() / 1e3,
                                truth.path("gapMicros").path("mean").asDouble() / row.tokensPerChunk() / 1e3))
                        .orElse("-"),
                streams.unstreamed() == null ? "" : ", unstreamed " + streams.unstreamed());
    }

    private static void equal(Row row, String what, long ours, long truth, List<String> wrong) {
        if (ours != truth) {
            wrong.add(row.name() + ": " + what + " " + ours + ", of the server " + truth);
        }
    }

    private static String differences(Optional<AgentResult.Times> ours, JsonNode truth) {
        return ours.map(times -> String.format(
                        java.util.Locale.ROOT,
                        "%.1f%+.2f, %.1f%+.2f",
                        truth.path("p50").asDouble() / 1e3,
                        (times.micros().p50() - truth.path("p50").asDouble()) / 1e3,
                        truth.path("p99").asDouble() / 1e3,
                        (times.micros().p99() - truth.path("p99").asDouble()) / 1e3))
                .orElse("-");
    }
}
