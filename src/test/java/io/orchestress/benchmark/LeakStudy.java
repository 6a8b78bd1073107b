package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.analysis.endurance.DriftLimits;
import io.orchestress.run.DriftResult;
import io.orchestress.run.DriftResult.Outcome;
import io.orchestress.run.ResourceName;
import io.orchestress.testkit.SyntheticMemory;
import io.orchestress.testkit.WatchedRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Leaks found, missed and false on memory of known making, {@link SyntheticMemory}: by leak, length of the run and figure. */
public final class LeakStudy {
    private static final double[] LEAKS_MIB_PER_MIN = {0, 0.2, 1, 5};
    private static final int[] HOURS = {1, 4, 12};
    private static final List<String> FIGURES =
            List.of(ResourceName.RSS, ResourceName.HEAP_AFTER_GC, ResourceName.HEAP);

    private LeakStudy() {}

    public static void main(String[] args) {
        Options options = Options.of(args, Map.of("runs", 20, "seed", 1));
        line("%10s %6s  %-14s  %-44s %22s %22s", "MiB/min", "hours", "figure", "outcomes", "measured, MiB/min", "");
        int found = 0;
        int leaking = 0;
        int falsely = 0;
        int sound = 0;
        for (double leak : LEAKS_MIB_PER_MIN) {
            for (int hours : HOURS) {
                Map<String, Map<Outcome, Integer>> outcomes = new TreeMap<>();
                Map<String, double[]> slopes = new TreeMap<>();
                for (int round = 0; round < options.get("runs"); round++) {
                    List<DriftResult> drifts = run(options.get("seed") * 1000L + round, leak, hours);
                    drifts.forEach(drift -> {
                        outcomes.computeIfAbsent(drift.metric(), m -> new TreeMap<>())
                                .merge(drift.outcome(), 1, Integer::sum);
                        double slope = drift.perHour().value() / 60 / (1 << 20);
                        double[] range = slopes.computeIfAbsent(
                                drift.metric(), m -> new double[] {Double.MAX_VALUE, -Double.MAX_VALUE});
                        range[0] = Math.min(range[0], slope);
                        range[1] = Math.max(range[1], slope);
                    });
                    boolean called = drifts.stream().anyMatch(drift -> drift.outcome() == Outcome.LEAK);
                    found += leak > 0 && called ? 1 : 0;
                    leaking += leak > 0 ? 1 : 0;
                    falsely += leak == 0 && called ? 1 : 0;
                    sound += leak == 0 ? 1 : 0;
                }
                for (String figure : FIGURES) {
                    if (outcomes.containsKey(figure)) {
                        String words = outcomes.get(figure).entrySet().stream()
                                .map(entry -> entry.getValue() + " " + entry.getKey())
                                .collect(Collectors.joining(", "));
                        double[] range = slopes.get(figure);
                        line(
                                "%10.1f %6d  %-14s  %-44s %10.3f to %8.3f",
                                leak, hours, figure, words, range[0], range[1]);
                    }
                }
            }
        }
        result("leaks: %d of %d runs with a leak called leaking, %d of %d without", found, leaking, falsely, sound);
    }

    private static List<DriftResult> run(long seed, double leak, int hours) {
        List<DriftResult> drifts = new ArrayList<>(new WatchedRun(3600 * hours, true, DriftLimits.DEFAULT)
                .memory(new SyntheticMemory(seed, leak, true))
                .drifts());
        SyntheticMemory again = new SyntheticMemory(seed, leak, true);
        drifts.addAll(new WatchedRun(3600 * hours, false, DriftLimits.DEFAULT)
                .loaded(() -> {
                    again.busy();
                    return Map.of(ResourceName.HEAP, again.heap());
                })
                .drifts());
        return drifts;
    }
}
