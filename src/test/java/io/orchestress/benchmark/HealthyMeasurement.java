package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.gatling.LoadSimulation;
import io.orchestress.record.Issue;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import load.BaselineTest;
import load.ConcurrencyTest;
import load.ConnectionsTest;
import load.EnduranceTest;
import load.LoadTest;
import load.PeakTest;
import load.ScalabilityTest;
import load.SmokeTest;
import load.SpikeTest;
import load.StressTest;
import load.VolumeTest;

/**
 * Whether a healthy target passes while another process wants the processors: each simulation against the embedded orchestrator, beside
 * {@code hogs} busy loops, from the {@code first} one on. FaultTest and CapacityTest are left out: the one breaks its target, the other overloads it.
 */
public final class HealthyMeasurement {
    private static final int LONGEST_SECONDS = 300;

    private static final List<Class<? extends LoadSimulation>> SIMULATIONS = List.of(
            SmokeTest.class,
            BaselineTest.class,
            LoadTest.class,
            PeakTest.class,
            SpikeTest.class,
            VolumeTest.class,
            StressTest.class,
            EnduranceTest.class,
            ConcurrencyTest.class,
            ConnectionsTest.class,
            ScalabilityTest.class);

    private HealthyMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(args, Map.of("runs", 20, "hogs", 1, "seconds", 10, "first", 1));
        List<Process> hogs = new ArrayList<>();
        try {
            for (int i = 0; i < options.get("hogs"); i++) {
                hogs.add(new ProcessBuilder("sh", "-c", "while kill -0 $PPID 2>/dev/null; do :; done").start());
            }
            Map<Verdict.Outcome, Integer> all = new EnumMap<>(Verdict.Outcome.class);
            List<Class<? extends LoadSimulation>> simulations =
                    SIMULATIONS.subList(options.get("first") - 1, SIMULATIONS.size());
            for (Class<? extends LoadSimulation> simulation : simulations) {
                Map<Verdict.Outcome, Integer> outcomes = new EnumMap<>(Verdict.Outcome.class);
                for (int run = 1; run <= options.get("runs"); run++) {
                    Verdict.Outcome outcome =
                            Measuring.inFolder(folder -> run(simulation, folder, options.get("seconds")));
                    outcomes.merge(outcome, 1, Integer::sum);
                    all.merge(outcome, 1, Integer::sum);
                }
                line("%-16s %s", simulation.getSimpleName(), outcomes);
            }
            result(
                    "healthy: %s of %d runs beside %d hogs",
                    all, simulations.size() * options.get("runs"), options.get("hogs"));
        } finally {
            for (Process hog : hogs) {
                hog.destroyForcibly().waitFor();
            }
        }
    }

    /** Says why of each run that did not pass. */
    private static Verdict.Outcome run(Class<? extends LoadSimulation> simulation, Path folder, int seconds) {
        GatlingRun run = GatlingRun.of(
                simulation,
                folder,
                Measuring.seconds(LONGEST_SECONDS),
                "profile=quick",
                "orchestress.profiles.quick.max-duration=" + seconds + " s");
        RunRecord record = Runs.record(run);
        Verdict verdict = Objects.requireNonNull(record.verdict(), run.output());
        if (verdict.outcome() != Verdict.Outcome.PASS) {
            line(
                    "  %s %s: %s; gates %s; issues %s",
                    simulation.getSimpleName(),
                    verdict.outcome(),
                    verdict.reason(),
                    verdict.gates().stream()
                            .filter(gate -> gate.outcome() != Verdict.Outcome.PASS)
                            .map(gate -> gate.name() + " " + gate.actual() + " " + gate.note())
                            .collect(Collectors.joining(" | ")),
                    record.issues().stream().map(Issue::type).distinct().toList());
        }
        return verdict.outcome();
    }
}
