package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.record.Planning;
import io.orchestress.record.Recovery;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
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
 * Recovery times of a real run against the moment at which the server's own queue is what it was before. Service times are fixed, so
 * that a fluid's answer is nearly exact: a backlog of {@code (λ₁ − μ) T}, or of {@code λ₂ F} after a freeze of {@code F}, drains in
 * {@code backlog ÷ (μ − λ₂)}.
 */
public final class RecoveryMeasurement {
    private static final int WORKERS = 10;
    private static final int STEADY_SECONDS = 20;

    private RecoveryMeasurement() {}

    /** Seconds from the release: by a fluid, by the server's queue, and as the run says. */
    private record Back(double fluid, double server, double measured, double p95) {
        double error() {
            return measured - server;
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(
                args,
                Map.of("runs", 3, "service-millis", 100, "steady", 50, "spike", 150, "spike-seconds", 10, "freeze", 3));
        double capacity = WORKERS * 1000.0 / options.get("service-millis");
        double steady = options.get("steady");
        double overload = (options.get("spike") - capacity) * options.get("spike-seconds") / (capacity - steady);
        double frozen = steady * options.get("freeze") / (capacity - steady);
        List<Back> all = new ArrayList<>();
        line("%-8s %10s %12s %12s %12s %10s", "", "fluid, s", "server, s", "measured, s", "of it p95", "error, s");
        for (int run = 0; run < options.get("runs"); run++) {
            String spike = phase("spike", "spike", options.get("spike"), options.get("spike-seconds"), "");
            print("spike", all, Measuring.inFolder(folder -> run(folder, spike, options, overload)));
            String freeze = phase(
                    "fault",
                    "freeze",
                    options.get("steady"),
                    options.get("freeze") + 1,
                    ", controls = { fault = \"{\\\"freezeMillis\\\": " + 1000 * options.get("freeze") + "}\" }");
            print("freeze", all, Measuring.inFolder(folder -> run(folder, freeze, options, frozen)));
        }
        result(
                "recovery: measured less the server's own moment: median %.2f s, at most %.2f s either way; %d of %d within 1 s or 5 %%",
                Measuring.median(all.stream().map(Back::error).toList()),
                all.stream().mapToDouble(back -> Math.abs(back.error())).max().orElse(0),
                all.stream()
                        .filter(back -> Math.abs(back.error()) <= Math.max(1, 0.05 * back.server()))
                        .count(),
                all.size());
    }

    private static void print(String name, List<Back> all, Back back) {
        all.add(back);
        line(
                "%-8s %10.2f %12.2f %12.2f %12.2f %10.2f",
                name, back.fluid(), back.server(), back.measured(), back.p95(), back.error());
    }

    private static String phase(String kind, String name, int users, int seconds, String more) {
        return "{kind=" + kind + ", name=" + name + ", users=" + users + ", hold=" + seconds + " s, scale-load=false"
                + more + "}";
    }

    private static Back run(Path folder, String disturbance, Options options, double fluid)
            throws IOException, InterruptedException {
        EmbeddedSettings settings = EmbeddedSettings.builder()
                .serviceLaw(ServiceLaw.FIXED)
                .meanServiceMillis(options.get("service-millis"))
                .workers(WORKERS)
                .queueCapacity(100_000)
                .build();
        int steady = options.get("steady");
        int recovery = (int) Math.ceil(2 * fluid) + 15;
        try (Orchestrator orchestrator = new Orchestrator(settings)) {
            Process process = GatlingRun.start(
                    TaskSimulation.class,
                    folder,
                    Measuring.properties(
                            orchestrator,
                            Measuring.hold("warm-up", steady, 5, true) + ","
                                    + Measuring.hold("steady", steady, STEADY_SECONDS, false) + "," + disturbance + ","
                                    + phase("recovery", "recovery", steady, recovery, ""),
                            TaskSimulation.MEASURE_FROM + "=1",
                            "orchestress.controls.fault={request=\"PUT /admin/faults\", body=\"#{value}\"}",
                            "orchestress.load.model=open",
                            "orchestress.load.pace=1 s"));
            orchestrator.awaitRequests(1);
            try (QueueDepths depths = new QueueDepths(orchestrator)) {
                GatlingRun run = GatlingRun.end(process, folder, Measuring.seconds(recovery + 120));
                depths.close();
                return back(Runs.record(run), depths.depths(), fluid);
            }
        }
    }

    private static Back back(RunRecord record, List<QueueDepths.Depth> depths, double fluid) {
        Planning planning = Objects.requireNonNull(record.planning(), "no recovery was measured");
        Recovery recovery = planning.recoveries().get(0);
        if (recovery.seconds() == null) {
            throw new IllegalStateException("recovery is " + recovery);
        }
        double started = Measuring.epochSeconds(Objects.requireNonNull(record.loadStartedAt()));
        double released = started + recovery.releasedAtSeconds();
        PlannedPhase steady = record.plan().get(1);
        long usual = QueueDepths.usual(started + steady.startSeconds(), started + steady.endSeconds(), depths);
        double server = QueueDepths.backAfter(released + 0.2, usual, depths) - released;
        double p95 = recovery.criteria().stream()
                .filter(criterion -> criterion.metric().equals("p95") && criterion.seconds() != null)
                .mapToDouble(Recovery.Criterion::seconds)
                .findFirst()
                .orElse(0);
        recovery.criteria().forEach(criterion -> line("    %s", criterion));
        return new Back(fluid, server, recovery.seconds(), p95);
    }
}
