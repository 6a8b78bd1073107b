package io.orchestress.duel;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.analysis.disturbance.DisturbanceLimits;
import io.orchestress.analysis.duel.Pair;
import io.orchestress.analysis.regression.PairedRuns;
import io.orchestress.analysis.regression.RunBlocks;
import io.orchestress.analysis.regression.RunBlocksReader;
import io.orchestress.record.RecordReader;
import io.orchestress.sut.Liveness;
import io.orchestress.sut.TargetUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Pairs of real runs, each with a record in a folder of its own. */
final class PairRuns implements Pairs {
    /** The start of a run's JVM and of an embedded orchestrator, and the report, on a machine that has other things to do. */
    private static final Duration AROUND = Duration.ofMinutes(2);

    private static final double BLOCK_SECONDS = 1;

    private final Plan plan;

    /**
     * @param folder of the duel
     * @param seed of the first pair
     */
    record Plan(
            String simulation,
            Contender baseline,
            Contender candidate,
            Path folder,
            long seed,
            boolean atOnce,
            Duration length,
            DisturbanceLimits disturbance) {}

    PairRuns(Plan plan) {
        this.plan = plan;
    }

    @Override
    public Fought run(int number, int attempt, boolean baselineFirst)
            throws DuelRefusedException, IOException, InterruptedException {
        Optional<String> gone = gone();
        if (gone.isPresent()) {
            throw new DuelRefusedException(gone.get());
        }
        String name = String.format(Locale.ROOT, "pair-%02d", number) + (attempt == 1 ? "" : "-again-" + (attempt - 1));
        Path folder = plan.folder().resolve(name);
        RecordReader[] records =
                plan.atOnce() ? atOnce(folder, number, baselineFirst) : inTurn(folder, number, baselineFirst);
        RunBlocks before = blocks(records[0]);
        RunBlocks after = blocks(records[1]);
        List<String> differences = SameWork.differences(after.run(), before.run());
        if (!differences.isEmpty()) {
            throw new DuelRefusedException("the two sides cannot be compared: " + String.join("; ", differences));
        }
        Optional<String> baseline =
                Optional.of(plan.folder().relativize(records[0].folder()).toString());
        Optional<String> candidate =
                Optional.of(plan.folder().relativize(records[1].folder()).toString());
        Optional<String> disturbed = gone().or(() -> VoidRun.why(before.run()))
                .or(() -> VoidRun.why(after.run()))
                .or(() -> plan.atOnce()
                        ? VoidRun.why(before, after, plan.disturbance().backgroundCpu())
                        : Optional.empty());
        if (disturbed.isPresent()) {
            return new Fought(baseline, candidate, disturbed, Optional.empty());
        }
        Pair measured = PairedRuns.of(before, after)
                .orElseThrow(() -> new DuelRefusedException("a run of pair " + number
                        + " has no request in a phase of constant load: make the runs longer, or raise the load"));
        return new Fought(baseline, candidate, Optional.empty(), Optional.of(measured));
    }

    private RecordReader[] inTurn(Path folder, int number, boolean baselineFirst)
            throws DuelRefusedException, IOException, InterruptedException {
        RecordReader[] records = new RecordReader[2];
        for (int turn = 0; turn < 2; turn++) {
            boolean ofBaseline = baselineFirst == (turn == 0);
            Contender side = ofBaseline ? plan.baseline() : plan.candidate();
            try (RunProcess run = start(side, folder, number)) {
                records[ofBaseline ? 0 : 1] = run.record(longest(side), side.name());
            }
        }
        return records;
    }

    private RecordReader[] atOnce(Path folder, int number, boolean baselineFirst)
            throws DuelRefusedException, IOException, InterruptedException {
        Contender first = baselineFirst ? plan.baseline() : plan.candidate();
        Contender second = baselineFirst ? plan.candidate() : plan.baseline();
        try (RunProcess one = start(first, folder, number);
                RunProcess other = start(second, folder, number)) {
            try {
                RecordReader ofFirst = one.record(longest(first), first.name());
                RecordReader ofSecond = other.record(longest(second), second.name());
                return baselineFirst ? new RecordReader[] {ofFirst, ofSecond} : new RecordReader[] {ofSecond, ofFirst};
            } finally {
                // Both at once, if they go on: to be waited for one after the other, they would take twice as long.
                one.end();
                other.end();
            }
        }
    }

    private RunProcess start(Contender side, Path pair, int number) throws IOException {
        Path folder = pair.resolve(side.name());
        Map<String, String> properties = new TreeMap<>();
        side.properties()
                .stringPropertyNames()
                .forEach(key -> properties.put(key, side.properties().getProperty(key)));
        String profile = side.settings().profile().name();
        properties.put(
                "orchestress.profiles." + profile + ".max-duration",
                plan.length().toMillis() + " ms");
        properties.put("orchestress.load.seed", Long.toString(plan.seed() + number - 1));
        properties.put(
                "orchestress.embedded.seed",
                Long.toString(side.settings().embedded().seed() + number - 1));
        properties.put("orchestress.breaker.enabled", "false");
        properties.put("orchestress.regression.baseline", "");
        properties.put("orchestress.record.folder", folder.toString());
        properties.put("orchestress.history.file", RunProcess.history(folder).toString());
        if (plan.atOnce()) {
            // To each run the other one is a stranger; who else was there is judged of both together.
            properties.put("orchestress.injector.max-background-cpu", "1");
        }
        return RunProcess.start(plan.simulation(), properties, folder);
    }

    private Duration longest(Contender side) {
        return plan.length().plus(side.settings().load().drain()).plus(AROUND);
    }

    /** A side at a URL that no longer answers. */
    private Optional<String> gone() {
        for (Contender side : List.of(plan.baseline(), plan.candidate())) {
            try {
                if (side.url().isPresent()) {
                    Liveness.check(side.url().get(), side.settings());
                }
            } catch (TargetUnavailableException e) {
                return Optional.of("the " + side.name() + " stopped responding: " + e.getMessage());
            }
        }
        return Optional.empty();
    }

    private RunBlocks blocks(RecordReader record) {
        return RunBlocksReader.read(record, record.run(), PriceList.NONE, BLOCK_SECONDS, plan.disturbance());
    }
}
