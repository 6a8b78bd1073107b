package io.orchestress.analysis.regression;

import io.orchestress.record.LatencyCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The baseline's mix of requests: what share of all samples each series has in each phase.
 *
 * <p>Figures over several requests are made at this mix for every run (direct standardisation), so that a run in which chance
 * drew more of the long tasks is not called slower. Series with fewer than {@value #LEAST} samples in any run are left out.
 *
 * @param shares by phase and series, together 1; empty: nothing can be compared
 * @param left share of the baseline's samples that is left out, 0 to 1
 */
record Mix(Map<Cell, Double> shares, double left) {
    private static final long LEAST = 10;

    /** @param series with its prefix */
    record Cell(String phase, String series) implements Comparable<Cell> {
        @Override
        public int compareTo(Cell other) {
            return Comparator.comparing(Cell::phase).thenComparing(Cell::series).compare(this, other);
        }
    }

    Mix {
        shares = Map.copyOf(shares);
    }

    /**
     * Of all series that a condition holds for.
     *
     * @param everyRun that will be compared, the baseline's among them
     */
    static Mix of(Predicate<String> condition, List<RunBlocks> baseline, List<RunBlocks> everyRun) {
        Map<Cell, Double> samples = new LinkedHashMap<>();
        double all = 0;
        for (RunBlocks run : baseline) {
            for (RunBlocks.Phase phase : run.phaseList()) {
                for (Map.Entry<String, LatencyCounts[]> series : phase.times().entrySet()) {
                    if (condition.test(series.getKey())) {
                        double count = total(series.getValue());
                        samples.merge(new Cell(phase.name(), series.getKey()), count, Double::sum);
                        all += count;
                    }
                }
            }
        }
        List<Cell> rare = new ArrayList<>();
        samples.keySet().forEach(cell -> {
            if (everyRun.stream().anyMatch(run -> count(run, cell) < LEAST)) {
                rare.add(cell);
            }
        });
        rare.forEach(samples::remove);
        double kept = samples.values().stream().mapToDouble(Double::doubleValue).sum();
        samples.replaceAll((cell, count) -> count / kept);
        return new Mix(samples, all == 0 ? 0 : 1 - kept / all);
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    private static long count(RunBlocks run, Cell cell) {
        RunBlocks.Phase phase = run.phases().get(cell.phase());
        LatencyCounts[] blocks = phase == null ? null : phase.times().get(cell.series());
        return blocks == null ? 0 : total(blocks);
    }

    static long total(LatencyCounts[] blocks) {
        long total = 0;
        for (LatencyCounts block : blocks) {
            total += block.total();
        }
        return total;
    }
}
