package io.orchestress.benchmark;

import static io.orchestress.benchmark.Measuring.line;
import static io.orchestress.benchmark.Measuring.result;

import io.orchestress.record.DriftResult;
import io.orchestress.record.DriftResult.Outcome;
import io.orchestress.record.ResourceName;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticMemory;
import io.orchestress.testkit.WatchedRun;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Leaks found, missed and false on memory of known making, {@link SyntheticMemory}: by leak, length of the run, the moment at which the
 * leak begins, and figure.
 */
public final class LeakStudy {
    private static final double[] LEAKS_MIB_PER_MIN = {0, 0.2, 1, 5};
    private static final int[] HOURS = {1, 4, 12, 24};
    private static final double[] LATE_MIB_PER_MIN = {0.2, 1};
    private static final int[] LATE_HOURS = {4, 12, 24};
    /** Shares of the constant load after which a leak begins. */
    private static final double[] ONSETS = {0.5, 0.75, 5 / 6.0, 0.9, 0.95};

    /** An hour under the usual load, and one under five times as much, of which the leak alone is five times as fast. */
    private static final List<Law> LAWS_OF_AN_HOUR = List.of(
            new Law(0, 1, 0, false),
            new Law(0, 1, 0, true),
            new Law(1, 1, 0, false),
            new Law(1, 1, 0, true),
            new Law(5, 1, 0, false),
            new Law(5, 1, 0, true));

    private static final double ASKED_SECONDS = 60;
    private static final int WARM_UP_SECONDS = 420;
    private static final List<String> FIGURES =
            List.of(ResourceName.RSS, ResourceName.HEAP_AFTER_GC, ResourceName.HEAP);

    private final Options options;

    private LeakStudy(Options options) {
        this.options = options;
    }

    /**
     * What is drawn: a leak of so much, from so much of the constant load on.
     *
     * @param asked whether a collection is asked for each minute
     */
    private record Law(double mibPerMin, int hours, double onset, boolean asked) {
        Supplier<SyntheticMemory> memory(long seed) {
            double from = onset == 0 ? 0 : WARM_UP_SECONDS + onset * hours * 3600;
            return () -> {
                SyntheticMemory memory = new SyntheticMemory(seed, mibPerMin, true, from);
                return asked ? memory.collected(ASKED_SECONDS) : memory;
            };
        }

        String words() {
            return asked ? "asked" : "";
        }
    }

    /** Of the runs of one law, how they ended as a whole. */
    private record Tally(int runs, int called, int stable) {
        Tally plus(Tally other) {
            return new Tally(runs + other.runs, called + other.called, stable + other.stable);
        }
    }

    public static void main(String[] args) {
        new LeakStudy(Options.of(args, Map.of("runs", 20, "seed", 1, "steady", 1, "late", 1, "hour", 1))).all();
    }

    private void all() {
        if (options.get("steady") > 0) {
            steady();
        }
        if (options.get("late") > 0) {
            late();
        }
        if (options.get("hour") > 0) {
            hour();
        }
    }

    private void steady() {
        heading();
        Tally leaking = new Tally(0, 0, 0);
        Tally sound = new Tally(0, 0, 0);
        for (double leak : LEAKS_MIB_PER_MIN) {
            for (int hours : HOURS) {
                Tally tally = runs(new Law(leak, hours, 0, false));
                leaking = leak > 0 ? leaking.plus(tally) : leaking;
                sound = leak > 0 ? sound : sound.plus(tally);
            }
        }
        result(
                "leaks: %d of %d runs with a leak called, %d of %d without; of these %d have no figure that is not STABLE",
                leaking.called(), leaking.runs(), sound.called(), sound.runs(), sound.stable());
    }

    private void late() {
        heading();
        Tally all = new Tally(0, 0, 0);
        for (double leak : LATE_MIB_PER_MIN) {
            for (int hours : LATE_HOURS) {
                for (double onset : ONSETS) {
                    all = all.plus(runs(new Law(leak, hours, onset, false)));
                }
            }
        }
        result(
                "late leaks: of %d runs %d called, %d with no figure that is not STABLE",
                all.runs(), all.called(), all.stable());
    }

    private void hour() {
        heading();
        for (Law law : LAWS_OF_AN_HOUR) {
            Tally tally = runs(law);
            result(
                    "an hour with %.1f MiB/min, collections %s: %d of %d runs called",
                    law.mibPerMin(), law.asked() ? "asked for" : "as they come", tally.called(), tally.runs());
        }
    }

    private static void heading() {
        line(
                "%8s %6s %6s %-5s  %-14s  %-52s %22s",
                "MiB/min", "hours", "from", "", "figure", "outcomes", "measured, MiB/min");
    }

    /** A run is called where a figure leaks or grows, and stable where rss and heap-after-gc both are. */
    private Tally runs(Law law) {
        Map<String, Map<Outcome, Integer>> outcomes = new TreeMap<>();
        Map<String, double[]> slopes = new TreeMap<>();
        Tally tally = new Tally(0, 0, 0);
        for (int round = 0; round < options.get("runs"); round++) {
            List<DriftResult> drifts = run(law, options.get("seed") * 1000L + round);
            for (DriftResult drift : drifts) {
                outcomes.computeIfAbsent(drift.metric(), m -> new EnumMap<>(Outcome.class))
                        .merge(drift.outcome(), 1, Integer::sum);
                double slope = drift.perHour().value() / 60 / (1 << 20);
                double[] range =
                        slopes.computeIfAbsent(drift.metric(), m -> new double[] {Double.MAX_VALUE, -Double.MAX_VALUE});
                range[0] = Math.min(range[0], slope);
                range[1] = Math.max(range[1], slope);
            }
            boolean called = drifts.stream().anyMatch(LeakStudy::isCalled);
            boolean stable = drifts.stream().allMatch(drift -> drift.outcome() == Outcome.STABLE);
            tally = tally.plus(new Tally(1, called ? 1 : 0, stable ? 1 : 0));
        }
        for (String figure : FIGURES) {
            if (outcomes.containsKey(figure)) {
                String words = outcomes.get(figure).entrySet().stream()
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", "));
                double[] range = slopes.get(figure);
                line(
                        "%8.1f %6d %6.2f %-5s  %-14s  %-52s %10.3f to %8.3f",
                        law.mibPerMin(), law.hours(), law.onset(), law.words(), figure, words, range[0], range[1]);
            }
        }
        return tally;
    }

    private static boolean isCalled(DriftResult drift) {
        return switch (drift.outcome()) {
            case LEAK, GROWS, GROWS_LATE -> true;
            case RETURNED, STABLE, INCONCLUSIVE -> false;
        };
    }

    private static List<DriftResult> run(Law law, long seed) {
        Supplier<SyntheticMemory> memory = law.memory(seed);
        int seconds = 3600 * law.hours();
        List<DriftResult> drifts = new ArrayList<>(new WatchedRun(seconds, true, Reference.ANALYSIS.drift())
                .memory(memory.get())
                .drifts());
        SyntheticMemory again = memory.get();
        drifts.addAll(new WatchedRun(seconds, false, Reference.ANALYSIS.drift())
                .loaded(() -> {
                    again.busy();
                    return Map.of(ResourceName.HEAP, again.heap());
                })
                .drifts());
        return drifts;
    }
}
