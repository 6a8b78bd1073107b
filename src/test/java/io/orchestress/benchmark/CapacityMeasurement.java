package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.LoadStep;
import io.orchestress.record.RunRecord;
import io.orchestress.sut.embedded.EmbeddedSettings;
import io.orchestress.sut.embedded.ServiceLaw;
import io.orchestress.testkit.ErlangC;
import io.orchestress.testkit.GatlingRun;
import io.orchestress.testkit.Orchestrator;
import io.orchestress.testkit.Runs;
import io.orchestress.testkit.SimulatedQueue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import load.CapacityTest;

/**
 * Searches for the capacity of the embedded orchestrator with a known one: Poisson arrivals of one kind of task, {@code workers}
 * slots, service times that are exponential (M/M/c, by Erlang C) or all the same (M/D/c, by a queue in virtual time).
 */
public final class CapacityMeasurement {
    private static final double PERCENT = 95;
    private static final int DRAWS = 400_000;

    private CapacityMeasurement() {}

    private record Found(double ratio, boolean covers, double width, List<Double> p95Ratios) {}

    /** What a search recorded, and how long the server's workers were busy with a task in it, in seconds: more than what they were asked for. */
    private record Searched(RunRecord record, double busySeconds) {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.of(
                args,
                Map.of(
                        "searches",
                        10,
                        "workers",
                        8,
                        "service-millis",
                        50,
                        "limit-millis",
                        250,
                        "seconds",
                        90,
                        "fixed",
                        0));
        boolean fixed = options.get("fixed") == 1;
        double limit = options.get("limit-millis") / 1000.0;
        double service = options.get("service-millis") / 1000.0;
        int workers = options.get("workers");
        line(
                "capacity as asked for %.1f arrivals/s for p95 <= %.0f ms",
                capacity(workers, service, limit, fixed), 1000 * limit);
        line(
                "%-8s %10s %10s %10s %22s %8s %8s",
                "search", "busy ms", "truth", "found", "95 % interval", "ratio", "covers");
        List<Found> all = new ArrayList<>();
        int without = 0;
        for (int search = 1; search <= options.get("searches"); search++) {
            Searched searched = Measuring.inFolder(folder -> search(folder, options, fixed));
            RunRecord record = searched.record();
            ErlangC queue = new ErlangC(workers, searched.busySeconds());
            double truth = capacity(workers, searched.busySeconds(), limit, fixed);
            Capacity capacity = Objects.requireNonNull(
                    Objects.requireNonNull(record.planning(), "nothing was found")
                            .capacity(),
                    "no capacity");
            Estimate highest = capacity.highest();
            if (highest == null) {
                without++;
                line(
                        "%-8d %10.2f %10.1f %s: %s",
                        search, 1000 * searched.busySeconds(), truth, capacity.outcome(), capacity.sentence());
                steps(capacity, queue, truth);
                continue;
            }
            Found found = new Found(
                    highest.value() / truth,
                    highest.low() <= truth && truth <= highest.high(),
                    (highest.high() - highest.low()) / truth,
                    fixed ? List.of() : steps(capacity, queue, truth));
            all.add(found);
            line(
                    "%-8d %10.2f %10.1f %10.1f %10.1f to %8.1f %8.3f %8s   %d of %d steps void",
                    search,
                    1000 * searched.busySeconds(),
                    truth,
                    highest.value(),
                    highest.low(),
                    highest.high(),
                    found.ratio(),
                    found.covers(),
                    capacity.steps().stream()
                            .filter(step -> step.voidBecause() != null)
                            .count(),
                    capacity.steps().size());
        }
        List<Double> errors =
                all.stream().map(found -> Math.abs(found.ratio() - 1)).toList();
        List<Double> steps = all.stream()
                .flatMap(found -> found.p95Ratios().stream())
                .map(r -> Math.abs(r - 1))
                .toList();
        result(
                "capacity: median error %.1f %%, largest %.1f %%; interval covers in %d of %d, median width %.0f %%; %d without a figure",
                100 * Measuring.median(errors),
                100 * errors.stream().mapToDouble(e -> e).max().orElse(0),
                all.stream().filter(Found::covers).count(),
                all.size(),
                100 * Measuring.median(all.stream().map(Found::width).toList()),
                without);
        if (!steps.isEmpty()) {
            result(
                    "p95 of steps below the capacity against Erlang C: median error %.1f %% of %d steps, %d within 10 %%",
                    100 * Measuring.median(steps),
                    steps.size(),
                    steps.stream().filter(e -> e <= 0.1).count());
        }
    }

    /** Of the steps that have a steady state: p95 measured ÷ p95 by Erlang C. */
    private static List<Double> steps(Capacity capacity, ErlangC queue, double truth) {
        List<Double> ratios = new ArrayList<>();
        for (LoadStep step : capacity.steps()) {
            if (step.voidBecause() != null) {
                line("    step at %6.1f/s  void: %s", step.load(), step.voidBecause());
            } else if (step.load() <= truth && step.p95Millis() != null) {
                double known = 1000 * queue.percentileSeconds(step.load(), PERCENT);
                line(
                        "    step at %6.1f/s  %5d requests  p95 %6.1f ms, by Erlang C %6.1f ms",
                        step.load(), step.requests(), step.p95Millis(), known);
                ratios.add(step.p95Millis() / known);
            }
        }
        return ratios;
    }

    private static Searched search(Path folder, Options options, boolean fixed) throws IOException {
        EmbeddedSettings settings = EmbeddedSettings.builder()
                .serviceLaw(fixed ? ServiceLaw.FIXED : ServiceLaw.EXPONENTIAL)
                .meanServiceMillis(2.0 * options.get("service-millis")) // a simple task takes half of it
                .workers(options.get("workers"))
                .queueCapacity(100_000)
                .seed(System.nanoTime())
                .build();
        try (Orchestrator orchestrator = new Orchestrator(settings)) {
            Process process = GatlingRun.start(
                    CapacityTest.class,
                    folder,
                    "target=" + orchestrator.url(),
                    "orchestress.protocols.rest.spawn=",
                    "orchestress.task-mix.medium=0",
                    "orchestress.task-mix.complex=0",
                    "orchestress.task-mix.workflow=0",
                    "orchestress.capacity.from=40",
                    "orchestress.capacity.max-duration.quick=" + options.get("seconds") + " s",
                    "orchestress.capacity.slo.p95=" + options.get("limit-millis") + " ms",
                    "orchestress.capacity.slo.p99=off",
                    "orchestress.capacity.slo.goodput=off");
            GatlingRun run = GatlingRun.end(process, folder, Measuring.seconds(options.get("seconds") + 90));
            RunRecord record = Runs.record(run);
            if (record.planning() == null) {
                line("%s", run.output());
            }
            return new Searched(
                    record,
                    orchestrator.truth("").get("taskServiceMicros").get("mean").asDouble() / 1e6);
        }
    }

    private static double capacity(int workers, double service, double limit, boolean fixed) {
        return fixed
                ? SimulatedQueue.capacity(workers, service, SimulatedQueue.Law.FIXED, PERCENT, limit, DRAWS)
                : new ErlangC(workers, service).capacity(PERCENT, limit);
    }
}
