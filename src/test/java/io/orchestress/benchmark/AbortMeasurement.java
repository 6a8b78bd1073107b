package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.e2e.AgentsSimulation;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.RunRecord;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How fast the load stops. Errors: from the moment when the rule is broken by the server's own counts over the breaker's window.
 * Hang: from the last answer, in an open model, whose arrivals do not stop by themselves. The breaker has its defaults, but for
 * the stall limit.
 */
public final class AbortMeasurement {
    private static final double WINDOW_SECONDS = 10;
    private static final double ERROR_RATE = 0.5;

    private AbortMeasurement() {}

    /** Seconds from the cause to the trip and to the last request that the server received. */
    private record Delay(double toTrip, double toLastRequest) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("healthy", 15, "errors", 5, "hangs", 3, "stall", 3));
        List<Delay> errors = new ArrayList<>();
        line("%-8s %22s %30s", "errors", "broken → trip, s", "broken → last request, s");
        for (int run = 1; run <= options.get("errors"); run++) {
            errors.add(Measuring.inFolder(folder -> abort(folder, false, options)));
            print(run, errors);
        }
        List<Delay> hangs = new ArrayList<>();
        line("%-8s %22s %30s", "hang", "last answer → trip, s", "last answer → last request, s");
        for (int run = 1; run <= options.get("hangs"); run++) {
            hangs.add(Measuring.inFolder(folder -> abort(folder, true, options)));
            print(run, hangs);
        }
        result(
                "abort: at most %.2f s from a broken error rule to the trip, %.2f s to the last request;"
                        + " with a stall limit of %d s at most %.2f s from the last answer to the trip, %.2f s to the last request",
                errors.stream().mapToDouble(Delay::toTrip).max().orElse(0),
                errors.stream().mapToDouble(Delay::toLastRequest).max().orElse(0),
                options.get("stall"),
                hangs.stream().mapToDouble(Delay::toTrip).max().orElse(0),
                hangs.stream().mapToDouble(Delay::toLastRequest).max().orElse(0));
    }

    private static void print(int run, List<Delay> delays) {
        Delay last = delays.get(delays.size() - 1);
        line("%-8d %22.3f %30.3f", run, last.toTrip(), last.toLastRequest());
    }

    private static Delay abort(Path folder, boolean hang, Options options) throws IOException, InterruptedException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class,
                    folder,
                    Measuring.properties(
                            orchestrator,
                            Measuring.hold("steady", 20, options.get("healthy") + 60, false),
                            "orchestress.load.pace=50 ms",
                            "orchestress.load.model=" + (hang ? "open" : "closed"),
                            "orchestress.breaker.stall=" + (hang ? options.get("stall") : 20) + " s"));
            orchestrator.awaitRequests(1);
            try (ServerCounts counts = new ServerCounts(orchestrator)) {
                Thread.sleep(1000L * options.get("healthy"));
                orchestrator.faults(hang ? "{\"hang\": true}" : "{\"errorRate\": 1}");
                GatlingRun run = GatlingRun.end(process, folder, Measuring.seconds(90));
                double cause = hang
                        ? ServerCounts.lastAnswer(counts.counts())
                        : ServerCounts.firstAbove(ERROR_RATE, WINDOW_SECONDS, counts.counts());
                return delay(Runs.record(run), hang ? "stall" : "error-rate", cause, orchestrator);
            }
        }
    }

    private static Delay delay(RunRecord record, String rule, double cause, Orchestrator orchestrator) {
        BreakerResult breaker = record.breaker();
        if (!rule.equals(breaker.rule())) {
            throw new IllegalStateException("tripped: " + breaker);
        }
        double lastRequest =
                orchestrator.truth("").path("lastRequestAtEpochMicros").asLong() / 1e6;
        return new Delay(Measuring.epochSeconds(Objects.requireNonNull(breaker.at())) - cause, lastRequest - cause);
    }
}
