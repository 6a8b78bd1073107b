package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.config.SettingsLoader;
import io.orchestress.e2e.AgentsSimulation;
import io.orchestress.evaluation.Evaluation;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RunRecord;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.SplittableRandom;

/**
 * What {@code kill -9} of the load generator costs: runs killed at random moments, recovered as {@code report} does it, and
 * compared with how many requests the server had answered.
 */
public final class KillMeasurement {
    private KillMeasurement() {}

    /**
     * @param missingSeconds answered and not in the record, divided by the rate
     * @param gapSeconds from the end of the last interval in the record to the kill
     */
    private record Loss(double missingSeconds, double gapSeconds) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("runs", 10, "earliest", 3, "latest", 12, "users", 10, "seed", 5));
        SplittableRandom random = new SplittableRandom(options.get("seed"));
        line(
                "%4s %16s %10s %10s %12s %22s",
                "run", "killed after, s", "answered", "recorded", "missing, s", "last interval → kill, s");
        List<Loss> losses = new ArrayList<>();
        for (int run = 1; run <= options.get("runs"); run++) {
            int number = run;
            double after = random.nextDouble(options.get("earliest"), options.get("latest"));
            losses.add(Measuring.inFolder(folder -> kill(folder, number, after, options)));
        }
        result(
                "kill: at most %.2f s of requests missing, at most %.2f s between the last interval and the kill, %d runs",
                losses.stream().mapToDouble(Loss::missingSeconds).max().orElseThrow(),
                losses.stream().mapToDouble(Loss::gapSeconds).max().orElseThrow(),
                losses.size());
    }

    private static Loss kill(Path folder, int number, double afterSeconds, Options options)
            throws IOException, InterruptedException {
        try (Orchestrator orchestrator = new Orchestrator(EmbeddedSettings.defaults())) {
            Process process = GatlingRun.start(
                    AgentsSimulation.class,
                    folder,
                    Measuring.properties(
                            orchestrator,
                            Measuring.hold("steady", options.get("users"), options.get("latest") + 60, false),
                            "orchestress.load.pace=50 ms"));
            orchestrator.awaitRequests(1);
            Thread.sleep(Math.round(1000 * afterSeconds));
            double killedAt = Measuring.epochSeconds();
            process.destroyForcibly().waitFor();
            long answered = orchestrator.truth("").path("requestsAnswered").asLong();

            Path record = GatlingRun.record(folder);
            Evaluation.of(record, SettingsLoader.load(new Properties()));
            RecordReader reader = RecordReader.open(record, RecordReader.Writer.GONE);
            RunRecord run = reader.run();
            double startedAt = Measuring.epochSeconds(Objects.requireNonNull(reader.loadStartedAt()));
            long recorded = Objects.requireNonNull(run.totals()).count();
            Loss loss = new Loss(
                    (answered - recorded) / (answered / (killedAt - startedAt)),
                    killedAt - startedAt - reader.lastIntervalEndSeconds().orElse(0));
            line(
                    "%4d %16.2f %10d %10d %12.2f %22.2f",
                    number, killedAt - startedAt, answered, recorded, loss.missingSeconds(), loss.gapSeconds());
            return loss;
        }
    }
}
