package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Coordinated omission: a closed model with a pace against a server that freezes once. Its percentiles, plain and corrected,
 * beside those of the client that would not have waited: computed from every intended start and the freeze, and run for real, as
 * an open model of the same rate. With {@code leavers}, in per cent of the users, so many leave at the end of the phase, and the freeze
 * holds them beyond it.
 */
public final class FreezeMeasurement {
    private static final int RAMP_SECONDS = 10;

    private FreezeMeasurement() {}

    /** One run and its freeze, in seconds since the epoch. */
    private record Frozen(GatlingRun run, double from, double until) {
        PhaseResult steady() {
            RunRecord record = Runs.record(run);
            return record.phases().get(1);
        }
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(
                args, Map.of("users", 100, "seconds", 60, "freeze-millis", 5000, "service-millis", 20, "leavers", 0));
        Figures closed = Measuring.inFolder(folder -> closed(run(folder, "closed", options), options));
        Latency open = Measuring.inFolder(folder -> Objects.requireNonNull(
                run(folder, "open", options).steady().total().latencyMicros()));
        line("%-32s %12s %12s %12s %12s", "", "p90, ms", "p95, ms", "p99, ms", "p99.9, ms");
        row("closed model, plain", closed.plain());
        row("closed model, corrected", closed.corrected());
        row("ideal client, computed", closed.ideal());
        row("open model, run", open);
        ratios("corrected ÷ computed", closed.corrected(), closed.ideal());
        ratios("corrected ÷ open", closed.corrected(), open);
        ratios("plain ÷ computed", closed.plain(), closed.ideal());
        result(
                "freeze: p99 plain %.0f ms, corrected %.0f ms, ideal %.0f ms, open model %.0f ms;"
                        + " corrected ÷ ideal %.3f at p99, %.3f at p95; plain ÷ ideal %.3f at p99, %.3f at p95",
                closed.plain().p99() / 1e3,
                closed.corrected().p99() / 1e3,
                closed.ideal().p99() / 1e3,
                open.p99() / 1e3,
                (double) closed.corrected().p99() / closed.ideal().p99(),
                (double) closed.corrected().p95() / closed.ideal().p95(),
                (double) closed.plain().p99() / closed.ideal().p99(),
                (double) closed.plain().p95() / closed.ideal().p95());
    }

    private record Figures(Latency plain, Latency corrected, Latency ideal) {}

    private static Figures closed(Frozen frozen, Options options) {
        PhaseResult steady = frozen.steady();
        Latency plain = Objects.requireNonNull(steady.total().latencyMicros());
        Latency corrected = Objects.requireNonNull(steady.total().correctedLatencyMicros());
        double[] arrivals = frozen.run()
                .output()
                .lines()
                .filter(text -> text.startsWith(TaskSimulation.ARRIVED))
                .mapToDouble(text -> Double.parseDouble(text.substring(TaskSimulation.ARRIVED.length())))
                .toArray();
        double from = Measuring.epochSeconds(steady.startedAt());
        double until = from + options.get("seconds");
        IdealClient ideal = new IdealClient(frozen.from(), frozen.until(), plain.p50() / 1e6);
        return new Figures(plain, corrected, ideal.latency(arrivals, 1, from, until));
    }

    private static Frozen run(Path folder, String model, Options options) throws IOException, InterruptedException {
        int users = options.get("users");
        int seconds = options.get("seconds");
        EmbeddedSettings settings = EmbeddedSettings.builder()
                .serviceLaw(ServiceLaw.FIXED)
                .meanServiceMillis(options.get("service-millis"))
                .workers(10 * users)
                .build();
        try (Orchestrator orchestrator = new Orchestrator(settings)) {
            String ramp = "{kind=ramp-up, name=ramp, users=" + users + ", ramp=" + RAMP_SECONDS
                    + " s, warm-up=true, scale-load=false}";
            Process process = GatlingRun.start(
                    TaskSimulation.class,
                    folder,
                    Measuring.properties(
                            orchestrator,
                            ramp + "," + Measuring.hold("steady", users, seconds, false) + after(options),
                            "orchestress.load.model=" + model,
                            "orchestress.load.pace=1 s",
                            "orchestress.load.arrivals=regular"));
            orchestrator.awaitRequests(1);
            Thread.sleep(1000L * RAMP_SECONDS + untilFreezeMillis(options));
            double asked = Measuring.epochSeconds();
            orchestrator.faults("{\"freezeMillis\": " + options.get("freeze-millis") + "}");
            double frozenAt = (asked + Measuring.epochSeconds()) / 2;
            GatlingRun run = GatlingRun.end(process, folder, Measuring.seconds(2 * seconds + 90));
            return new Frozen(run, frozenAt, frozenAt + options.get("freeze-millis") / 1e3);
        }
    }

    private static String after(Options options) {
        int staying = options.get("users") * (100 - options.get("leavers")) / 100;
        return options.get("leavers") == 0
                ? ""
                : "," + Measuring.hold("after", staying, options.get("freeze-millis") / 1000 + 5, false);
    }

    /** In the middle of the phase; with leavers so late that a third of the freeze lies behind its end. */
    private static long untilFreezeMillis(Options options) {
        long phaseMillis = 1000L * options.get("seconds");
        return options.get("leavers") == 0 ? phaseMillis / 2 : phaseMillis - options.get("freeze-millis") * 2L / 3;
    }

    private static void row(String name, Latency latency) {
        line(
                "%-32s %12.1f %12.1f %12.1f %12.1f",
                name, latency.p90() / 1e3, latency.p95() / 1e3, latency.p99() / 1e3, latency.p999() / 1e3);
    }

    private static void ratios(String name, Latency one, Latency other) {
        line(
                "%-32s %12.3f %12.3f %12.3f %12.3f",
                name,
                (double) one.p90() / other.p90(),
                (double) one.p95() / other.p95(),
                (double) one.p99() / other.p99(),
                (double) one.p999() / other.p999());
    }
}
