package io.orchestress.analysis.regression;

import io.orchestress.analysis.duel.DuelMetric;
import io.orchestress.analysis.duel.Pair;
import io.orchestress.analysis.duel.Pair.Share;
import io.orchestress.analysis.duel.Pair.Shares;
import io.orchestress.analysis.duel.Pair.Times;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.CounterName;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.MetricName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two runs of one load as a {@link Pair}, by their evaluated phases. */
public final class PairedRuns {
    private static final String CORRECTED_TASK = MetricName.TASK_CORRECTED + "|";
    private static final String TASK = MetricName.TASK + "|";
    private static final List<String> TIMES =
            List.of(CORRECTED_TASK, TASK, RunBlocksReader.CORRECTED, RunBlocksReader.LATENCY);

    private PairedRuns() {}

    /**
     * The typical time is {@code exp Σ w_k ln x̄_k} over the tasks (over the requests where there are no tasks) of each kind {@code k},
     * from their intended start where both runs know it; {@code w_k} is its share of what both runs counted, so that chance in what was
     * drawn is in neither.
     *
     * @return empty when one of them counted no request
     */
    public static Optional<Pair> of(RunBlocks before, RunBlocks after) {
        Map<DuelMetric, Shares> shares = new EnumMap<>(DuelMetric.class);
        Optional<Shares> failed = both(before, after, PairedRuns::failedRequests);
        Optional<Shares> unended = both(before, after, PairedRuns::notEnded);
        if (failed.isEmpty() || unended.isEmpty()) {
            return Optional.empty();
        }
        shares.put(DuelMetric.FAILED_REQUESTS, failed.get());
        shares.put(DuelMetric.NOT_ENDED, unended.get());
        both(before, after, PairedRuns::failedTasks).ifPresent(tasks -> shares.put(DuelMetric.FAILED_TASKS, tasks));
        return Optional.of(new Pair(times(before, after), shares));
    }

    private static Optional<Times> times(RunBlocks before, RunBlocks after) {
        List<RunBlocks> runs = List.of(before, after);
        for (String prefix : TIMES) {
            Mix mix = Mix.of(series -> series.startsWith(prefix), runs, runs);
            if (!mix.isEmpty()) {
                return Optional.of(new Times(typical(before, mix), typical(after, mix)));
            }
        }
        return Optional.empty();
    }

    private static double typical(RunBlocks run, Mix mix) {
        double log = 0;
        for (Map.Entry<Mix.Cell, Double> cell : mix.shares().entrySet()) {
            RunBlocks.Phase phase = run.phases().get(cell.getKey().phase());
            LatencyCounts all = new LatencyCounts();
            if (phase != null) {
                for (LatencyCounts block :
                        phase.times().getOrDefault(cell.getKey().series(), new LatencyCounts[0])) {
                    all.add(block);
                }
            }
            log += cell.getValue() * Math.log(Math.max(1, all.mean()) / 1000);
        }
        return Math.exp(log);
    }

    private interface ShareOf {
        Optional<Share> of(RunBlocks run);
    }

    private static Optional<Shares> both(RunBlocks before, RunBlocks after, ShareOf share) {
        return share.of(before).flatMap(ofBefore -> share.of(after).map(ofAfter -> new Shares(ofBefore, ofAfter)));
    }

    private static Optional<Share> failedRequests(RunBlocks run) {
        long failed = counted(run, RunBlocksReader.FAILED);
        return share(failed, failed + counted(run, RunBlocksReader.OK));
    }

    private static Optional<Share> failedTasks(RunBlocks run) {
        long failed = counted(run, CounterName.TASKS_FAILED);
        return share(failed, failed + counted(run, CounterName.TASKS_OK));
    }

    /** Of tasks where there are tasks; of requests what was unfinished when the run was over. */
    private static Optional<Share> notEnded(RunBlocks run) {
        long unfinished = counted(run, CounterName.TASKS_UNFINISHED);
        long ended = counted(run, CounterName.TASKS_OK) + counted(run, CounterName.TASKS_FAILED);
        return unfinished + ended > 0
                ? share(unfinished, unfinished + ended)
                : share(
                        unfinishedRequests(run),
                        counted(run, RunBlocksReader.FAILED) + counted(run, RunBlocksReader.OK));
    }

    private static Optional<Share> share(long count, long of) {
        return of == 0 ? Optional.empty() : Optional.of(new Share(count, of));
    }

    private static long unfinishedRequests(RunBlocks run) {
        return run.run().phases().stream()
                .filter(phase -> run.phases().containsKey(phase.name()))
                .mapToLong(phase -> phase.total().failed(FailureClass.UNFINISHED))
                .sum();
    }

    private static long counted(RunBlocks run, String series) {
        double sum = 0;
        for (RunBlocks.Phase phase : run.phaseList()) {
            for (double count : phase.counts(series)) {
                sum += count;
            }
        }
        return Math.round(sum);
    }
}
