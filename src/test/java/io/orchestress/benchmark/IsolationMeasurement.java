package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.record.Estimate;
import io.orchestress.record.Issue;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.QueueOrder;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import io.orchestress.testkit.SimulatedRatios;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * FairnessTest against the embedded orchestrator, where the answer is known.
 *
 * <p><b>Truth.</b> One worker, exponential service times, Poisson arrivals and one queue are an M/M/1 queue, in which times are exponential with rate {@code μ − λ}: with a tenant of {@code λ₁} alone and
 * one of {@code λ₂} beside it, every percentile is {@code (μ − λ₁) ÷ (μ − λ₁ − λ₂)} times as long.
 *
 * <p><b>Verdicts.</b> A noisy tenant asks for three times what the target can do, once with a queue for each tenant and once with one for all.
 */
public final class IsolationMeasurement {
    private static final int SERVICE_MILLIS = 20;
    private static final int QUIET_PER_SECOND = 10;
    private static final int NOISY_PER_SECOND = 20;
    private static final double RATE = 1000.0 / SERVICE_MILLIS;
    private static final double TRUTH = (RATE - QUIET_PER_SECOND) / (RATE - QUIET_PER_SECOND - NOISY_PER_SECOND);

    private IsolationMeasurement() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(
                args, Map.of("runs", 5, "seconds", 60, "overload-runs", 5, "overload-seconds", 10, "simulated", 1_000));
        simulated(options.get("simulated"));
        truth(options);
        verdicts(options);
    }

    private static void simulated(int runs) {
        if (runs == 0) {
            return;
        }
        line("%-28s %10s %12s", "simulated, ratio 2", "requests", "covered, %");
        for (double rho : new double[] {0, 0.9, 0.97, 0.99, 0.995}) {
            for (int requests : new int[] {400, 4_800}) {
                if (rho < 0.95 || requests > 400) {
                    print("lognormal, rho " + rho, requests, SimulatedRatios.correlated(rho), runs);
                }
            }
        }
        print("M/M/1", 4_800, SimulatedRatios.queue(), runs);
        print("M/M/1", 20_000, SimulatedRatios.queue(), runs);
    }

    private static void print(String name, int requests, SimulatedRatios law, int runs) {
        line("%-28s %10d %12.1f", name, requests, law.coverage(requests, requests, 2, runs));
    }

    private static void truth(Options options) throws IOException, InterruptedException {
        List<Estimate> all = new ArrayList<>();
        line("M/M/1, truth %.2f: isolation and its 95 %% interval", TRUTH);
        for (int i = 0; i < options.get("runs"); i++) {
            EmbeddedSettings settings = EmbeddedSettings.builder()
                    .serviceLaw(ServiceLaw.EXPONENTIAL)
                    .meanServiceMillis(SERVICE_MILLIS)
                    .workers(1)
                    .queueCapacity(100_000)
                    .seed(i + 1L)
                    .build();
            RunRecord record = run(
                    settings,
                    options.get("seconds"),
                    QUIET_PER_SECOND,
                    NOISY_PER_SECOND,
                    "orchestress.load.model=open",
                    "orchestress.load.pace=1 s",
                    "orchestress.workloads.fairness.tenants.noisy.weight=" + NOISY_PER_SECOND / QUIET_PER_SECOND);
            TenantIsolation isolation = isolation(record);
            Estimate ratio = isolation.ratio();
            if (ratio == null) {
                line("  not told: %s", isolation.doubt());
                continue;
            }
            all.add(ratio);
            line("  %.2f  %.2f to %.2f  %s", ratio.value(), ratio.low(), ratio.high(), holds(ratio) ? "" : "missed");
        }
        result(
                "isolation: %d of %d intervals hold the truth of %.2f; median %.2f, width %.0f %%",
                all.stream().filter(IsolationMeasurement::holds).count(),
                options.get("runs"),
                TRUTH,
                all.isEmpty()
                        ? Double.NaN
                        : Measuring.median(all.stream().map(Estimate::value).toList()),
                all.isEmpty()
                        ? Double.NaN
                        : 100
                                * Measuring.median(all.stream()
                                        .map(ratio -> (ratio.high() - ratio.low()) / ratio.value())
                                        .toList()));
    }

    private static boolean holds(Estimate ratio) {
        return ratio.low() <= TRUTH && TRUTH <= ratio.high();
    }

    private static void verdicts(Options options) throws IOException, InterruptedException {
        for (QueueOrder order : QueueOrder.values()) {
            int passed = 0;
            int failed = 0;
            int told = 0;
            for (int i = 0; i < options.get("overload-runs"); i++) {
                EmbeddedSettings settings = EmbeddedSettings.builder()
                        .serviceLaw(ServiceLaw.EXPONENTIAL)
                        .meanServiceMillis(50)
                        .workers(16)
                        .queueCapacity(100_000)
                        .queue(order)
                        .seed(i + 1L)
                        .build();
                RunRecord record = run(
                        settings,
                        options.get("overload-seconds"),
                        10,
                        100,
                        "orchestress.load.pace=200 ms",
                        "orchestress.workloads.fairness.tenants.noisy.weight=10",
                        "orchestress.workloads.fairness.tenants.noisy.pace=100 ms");
                TenantIsolation isolation = isolation(record);
                Outcome outcome = Objects.requireNonNull(record.verdict()).gates().stream()
                        .filter(gate -> gate.name().equals("isolation"))
                        .map(Gate::outcome)
                        .findFirst()
                        .orElseThrow();
                boolean issue = record.issues().stream().map(Issue::type).anyMatch("NOISY_NEIGHBOUR"::equals);
                passed += outcome == Outcome.PASS ? 1 : 0;
                failed += outcome == Outcome.FAIL ? 1 : 0;
                told += issue ? 1 : 0;
                line("  %-4s %s gate %s%s", order, isolation.ratio(), outcome, issue ? ", NOISY_NEIGHBOUR" : "");
            }
            result(
                    "isolation %s: gate PASS %d, FAIL %d, NOISY_NEIGHBOUR %d of %d",
                    order, passed, failed, told, options.get("overload-runs"));
        }
    }

    private static TenantIsolation isolation(RunRecord record) {
        return Objects.requireNonNull(record.tenants(), "no tenants")
                .isolations()
                .get(0);
    }

    /** Alone, beside the other, and alone again; {@code seconds} each, twice as long beside it. */
    private static RunRecord run(EmbeddedSettings settings, int seconds, int quiet, int noisy, String... more)
            throws IOException, InterruptedException {
        return Measuring.inFolder(folder -> {
            try (Orchestrator orchestrator = new Orchestrator(settings)) {
                List<String> properties = new ArrayList<>(List.of(
                        "target=" + orchestrator.url(),
                        "profile=full",
                        "orchestress.load.drain=30 s",
                        "orchestress.task-mix.simple=0",
                        "orchestress.task-mix.medium=100",
                        "orchestress.task-mix.complex=0",
                        "orchestress.task-mix.workflow=0",
                        "orchestress.workloads.fairness.phases=[" + Measuring.hold("warm-up", quiet, 5, true) + ","
                                + Measuring.hold("alone", quiet, seconds, false) + ","
                                + Measuring.hold("together", quiet + noisy, 2 * seconds, false) + ","
                                + Measuring.hold("settle", quiet, 5, true) + ","
                                + Measuring.hold("alone-again", quiet, seconds, false) + "]"));
                properties.addAll(List.of(more));
                return Runs.record(GatlingRun.of(
                        load.FairnessTest.class, folder, GatlingRun.LONGEST, properties.toArray(String[]::new)));
            }
        });
    }
}
