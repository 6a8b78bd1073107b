package io.orchestress.analysis.regression;

import io.orchestress.record.CounterName;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Rates and ratios of one run, of what was counted block by block. */
final class CountedRates {
    private final RunBlocks run;

    CountedRates(RunBlocks run) {
        this.run = run;
    }

    /** Tasks that ended, a second, or requests where there are no tasks: a slow task that is polled makes more requests. */
    Optional<RunEstimate> throughput() {
        return hasTasks()
                ? perSecond(CounterName.TASKS_OK, CounterName.TASKS_FAILED)
                : perSecond(RunBlocksReader.OK, RunBlocksReader.FAILED);
    }

    /** Good tasks, a second; empty when no task ended. */
    Optional<RunEstimate> goodput() {
        return hasTasks() ? perSecond(CounterName.TASKS_GOOD) : Optional.empty();
    }

    private boolean hasTasks() {
        return run.hasCounts(CounterName.TASKS_OK) || run.hasCounts(CounterName.TASKS_FAILED);
    }

    /**
     * failed ÷ (ok + failed). Its least variance is that of {@code n} independent requests with half a failure more than were seen
     * (and half a success): a run without a failure does not prove that there is none.
     */
    Optional<RunEstimate> failures() {
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
        return Optional.of(new RunEstimate(share, RunEstimate.Scale.POINTS, influence, likely * (1 - likely) / ended));
    }

    /** What a task costs, failed ones too; empty while a model has no price. */
    Optional<RunEstimate> costPerTask() {
        return perTask(Map.of(RunBlocksReader.COST, 1.0));
    }

    /** Tokens in and out of a task, failed ones too. */
    Optional<RunEstimate> tokensPerTask() {
        return perTask(Map.of(CounterName.TOKENS_IN, 1.0, CounterName.TOKENS_OUT, 1.0));
    }

    /** Mean of a sum by its count, in multiples of {@code unitSize}. */
    Optional<RunEstimate> mean(String sumSeries, String countSeries, double unitSize) {
        double sum = sum(sumSeries);
        double count = sum(countSeries);
        return sum <= 0 || count <= 0
                ? Optional.empty()
                : Optional.of(new RunEstimate(
                        sum / count / unitSize,
                        ratio(Map.of(sumSeries, 1.0), Map.of(countSeries, 1.0), sum, count),
                        0));
    }

    private Optional<RunEstimate> perTask(Map<String, Double> amounts) {
        double amount = amounts.keySet().stream().mapToDouble(this::sum).sum();
        double tasks = sum(CounterName.TASKS_OK) + sum(CounterName.TASKS_FAILED);
        return amount <= 0 || tasks <= 0
                ? Optional.empty()
                : Optional.of(new RunEstimate(
                        amount / tasks,
                        ratio(amounts, Map.of(CounterName.TASKS_OK, 1.0, CounterName.TASKS_FAILED, 1.0), amount, tasks),
                        0));
    }

    private Optional<RunEstimate> perSecond(String... series) {
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
        return Optional.of(new RunEstimate(total / seconds, influence, 0));
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
