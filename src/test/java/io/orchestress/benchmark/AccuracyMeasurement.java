package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Are our percentiles right? A whole run against what the server saw of the very same requests, which bear a name of their own;
 * then known samples against their order statistics, see {@link KnownSamples}.
 */
public final class AccuracyMeasurement {
    private AccuracyMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(
                args, Map.of("rate", 150, "warm-up", 15, "seconds", 60, "runs", 3, "samples", 50_000, "seeds", 12));
        StringBuilder figures = new StringBuilder();
        for (int run = 1; run <= options.get("runs"); run++) {
            String difference = Measuring.inFolder(folder -> live(folder, options));
            figures.append(difference);
        }
        String known = Measuring.inFolder(folder -> KnownSamples.compare(folder, options));
        result("accuracy: p99 against the server:%s; %s", figures, known);
    }

    /** Returns the difference of p99. */
    private static String live(Path folder, Options options) throws IOException {
        EmbeddedSettings settings = EmbeddedSettings.builder()
                .serviceLaw(ServiceLaw.LOGNORMAL)
                .meanServiceMillis(50)
                .lognormalSigma(0.8)
                .build();
        try (Orchestrator orchestrator = new Orchestrator(settings)) {
            GatlingRun run = GatlingRun.of(
                    TaskSimulation.class,
                    folder,
                    Measuring.seconds(options.get("warm-up") + options.get("seconds") + 90),
                    Measuring.properties(
                            orchestrator,
                            Measuring.hold("warm-up", options.get("rate"), options.get("warm-up"), true) + ","
                                    + Measuring.hold("steady", options.get("rate"), options.get("seconds"), false),
                            "orchestress.load.model=open",
                            TaskSimulation.MEASURE_FROM + "=" + (options.get("warm-up") + 1)));
            JsonNode truth = orchestrator.truth("").path("operations").path(TaskSimulation.MEASURED);
            return compare(Runs.record(run), truth);
        }
    }

    private static String compare(RunRecord record, JsonNode truth) {
        PhaseResult steady = record.phases().get(1);
        RequestResult ours = steady.requests().stream()
                .filter(request -> request.name().equals(TaskSimulation.MEASURED))
                .findFirst()
                .orElseThrow();
        RequestResult.Latency latency = ours.latencyMicros();
        JsonNode theirs = truth.path("responseMicros");
        if (latency == null || ours.count() != truth.path("count").asLong()) {
            throw new IllegalStateException(ours.count() + " requests recorded, the server answered " + truth);
        }
        line("%,d requests of either side, %d failed", ours.count(), ours.failed());
        line("%-8s %12s %12s %12s %10s", "", "ours, ms", "server, ms", "diff, ms", "diff, %");
        row("p50", latency.p50(), theirs.path("p50").asLong());
        row("p90", latency.p90(), theirs.path("p90").asLong());
        row("p99", latency.p99(), theirs.path("p99").asLong());
        row("p99.9", latency.p999(), theirs.path("p999").asLong());
        line("");
        double difference = latency.p99() - theirs.path("p99").asDouble();
        return String.format(
                Locale.ROOT,
                " %+.2f ms (%+.2f %%)",
                difference / 1e3,
                100 * difference / theirs.path("p99").asDouble());
    }

    private static void row(String name, long ours, long server) {
        line(
                "%-8s %12.2f %12.2f %+12.2f %+10.2f",
                name, ours / 1e3, server / 1e3, (ours - server) / 1e3, 100.0 * (ours - server) / server);
    }
}
