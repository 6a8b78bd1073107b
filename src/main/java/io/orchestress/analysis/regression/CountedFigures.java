package io.orchestress.analysis.regression;

import io.orchestress.run.TallyName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rates and ratios of one run, of what was counted block by block. */
final class CountedFigures {
    private final RunBlocks run;

    CountedFigures(RunBlocks run) {
        this.run = run;
    }

    /** Tasks that ended, a second, or requests where there are no tasks: a slow task that is polled makes more requests. */
    Optional<Figure> throughput() {
        return hasTasks()
                ? perSecond(TallyName.TASKS_OK, TallyName.TASKS_FAILED)
                : perSecond(RunBlocksReader.OK, RunBlocksReader.FAILED);
    }

    /** Good tasks, a second; empty when no task ended. */
    Optional<Figure> goodput() {
        return hasTasks() ? perSecond(TallyName.TASKS_GOOD) : Optional.empty();
    }

    private boolean hasTasks() {
        return run.hasCounts(TallyName.TASKS_OK) || run.hasCounts(TallyName.TASKS_FAILED);
    }

    /**
     * failed ÷ (ok + failed). Its least variance is that of {@code n} independent requests with half a failure more than were seen
     * (and half a success): a run without a failure does not prove that there is none.
     */
    Optional<Figure> failures() {
        double ok = sum(RunBlocksReader.OK);
        double failed = sum(RunBlocksReader.FAILED);
        double ended = ok + failed;
        if (ended == 0) {
            return Optional.empty();
        }
        double share = failed / ended;
        double likely = (failed + 0.5) / (ended + 1);
        Map<String, double[]> influence = new HashMap<>();
        for (RunBlocks.Phase phase : run.phaseList()) {
            double[] blocks = new double[phase.blocks()];
            add(blocks, phase.counts(RunBlocksReader.FAILED), (1 - share) / ended);
            add(blocks, phase.counts(RunBlocksReader.OK), -share / ended);
            influence.put(phase.name(), blocks);
        }
        return Optional.of(new Figure(share, Figure.Scale.POINTS, influence, likely * (1 - likely) / ended));
    }

    /** What a task costs, failed ones too; empty while a model has no price. */
    Optional<Figure> costPerTask() {
        return perTask(Map.of(RunBlocksReader.COST, 1.0));
    }

    /** Tokens in and out of a task, failed ones too. */
    Optional<Figure> tokensPerTask() {
        return perTask(Map.of(TallyName.TOKENS_IN, 1.0, TallyName.TOKENS_OUT, 1.0));
    }

    /** Mean of a sum by its count, in multiples of {@code unitSize}. */
    Optional<Figure> mean(String sumSeries, String countSeries, double unitSize) {
        double sum = sum(sumSeries);
        double count = sum(countSeries);
        return sum <= 0 || count <= 0
                ? Optional.empty()
                : Optional.of(new Figure(
                        sum / count / unitSize,
                        ratio(Map.of(sumSeries, 1.0), Map.of(countSeries, 1.0), sum, count),
                        0));
    }

    private Optional<Figure> perTask(Map<String, Double> amounts) {
        double amount = amounts.keySet().stream().mapToDouble(this::sum).sum();
        double tasks = sum(TallyName.TASKS_OK) + sum(TallyName.TASKS_FAILED);
        return amount <= 0 || tasks <= 0
                ? Optional.empty()
                : Optional.of(new Figure(
                        amount / tasks,
                        ratio(amounts, Map.of(TallyName.TASKS_OK, 1.0, TallyName.TASKS_FAILED, 1.0), amount, tasks),
                        0));
    }

    private Optional<Figure> perSecond(String... series) {
        double total = 0;
        double seconds = 0;
        for (RunBlocks.Phase phase : run.phaseList()) {
            seconds += phase.seconds();
            for (String name : series) {
                total += sum(phase.counts(name));
            }
        }
        if (total <= 0 || seconds <= 0) {
            return Optional.empty();
        }
        Map<String, double[]> influence = new HashMap<>();
        for (RunBlocks.Phase phase : run.phaseList()) {
            double[] blocks = new double[phase.blocks()];
            for (String name : series) {
                double[] counts = phase.counts(name);
                double mean = sum(counts) / counts.length;
                for (int b = 0; b < blocks.length; b++) {
                    blocks[b] += (counts[b] - mean) / total;
                }
            }
            influence.put(phase.name(), blocks);
        }
        return Optional.of(new Figure(total / seconds, influence, 0));
    }

    /** Influences of {@code ln (Σ a ÷ Σ c)}: {@code a_b ÷ Σ a − c_b ÷ Σ c}. */
    private Map<String, double[]> ratio(
            Map<String, Double> above, Map<String, Double> below, double aboveSum, double belowSum) {
        Map<String, double[]> influence = new HashMap<>();
        for (RunBlocks.Phase phase : run.phaseList()) {
            double[] blocks = new double[phase.blocks()];
            above.forEach((series, weight) -> add(blocks, phase.counts(series), weight / aboveSum));
            below.forEach((series, weight) -> add(blocks, phase.counts(series), -weight / belowSum));
            influence.put(phase.name(), blocks);
        }
        return influence;
    }

    private static void add(double[] blocks, double[] counts, double weight) {
        for (int b = 0; b < blocks.length; b++) {
            blocks[b] += weight * counts[b];
        }
    }

    private double sum(String series) {
        return run.phaseList().stream()
                .mapToDouble(phase -> sum(phase.counts(series)))
                .sum();
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }
}
