package io.orchestress.analysis.capacity;

import io.orchestress.analysis.injector.StepDisturbance;
import io.orchestress.record.CounterName;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LoadStep;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.record.Verdict;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.stats.capacity.StepEvidence;
import io.orchestress.stats.capacity.StepFigures;
import io.orchestress.stats.capacity.StepJudgement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What goes by of one phase of kind step, and the step that it makes. */
final class StepMeasures {
    private static final double SETTLING = 0.2;
    private static final double TOLERANCE = 0.05;
    private static final int LEAST_SECONDS = 2;
    /** Of steps of a search, which follow each other with next to no change of load. */
    private static final double SHORTEST_SETTLING = 0.1;

    private final PlannedPhase phase;
    private final boolean open;
    private final boolean corrected;
    private final List<SloCondition> slo;
    private final double rampEnds;
    private final boolean search;
    private final StepDisturbance disturbance;
    private final List<TimeSeriesRow> rows = new ArrayList<>();
    private final long[] buckets = new long[LatencyBuckets.COUNT];
    private final Map<Integer, long[]> bad = new HashMap<>();
    private final Map<Integer, long[]> total = new HashMap<>();
    private final Map<String, double[]> resources = new HashMap<>();
    private double @Nullable [] stretch;
    private long tasks;
    private long goodTasks;

    /**
     * @param rampEnds seconds at which the load of an open model is reached
     * @param corrected whether latencies are taken from the intended start
     * @param search whether it is a step of a search, of which there can be void ones
     */
    StepMeasures(
            PlannedPhase phase,
            boolean open,
            boolean corrected,
            double rampEnds,
            List<SloCondition> slo,
            boolean search,
            StepDisturbance disturbance) {
        this.phase = phase;
        this.open = open;
        this.corrected = corrected;
        this.rampEnds = rampEnds;
        this.slo = slo;
        this.search = search;
        this.disturbance = disturbance;
    }

    void row(TimeSeriesRow row) {
        boolean reached = open || Math.abs(row.users() - phase.load()) <= TOLERANCE * phase.load();
        if (row.atSeconds() > rampEnds + 0.5 && row.atSeconds() <= phase.endSeconds() + 0.5 && reached) {
            rows.add(row);
        }
    }

    /** From and to, the settling left out: whole rows, so that what is counted in them belongs to just this time. */
    private double[] stretch() {
        double[] known = stretch;
        if (known == null) {
            if (rows.isEmpty()) {
                known = new double[] {phase.startSeconds(), phase.startSeconds()};
            } else {
                double from = Math.max(rampEnds, rows.get(0).atSeconds() - 1);
                double to = rows.get(rows.size() - 1).atSeconds();
                double settling = Math.max(1, (search ? SHORTEST_SETTLING : SETTLING) * (to - from));
                known = new double[] {to - from > settling + 1 ? endOfRow(from + settling) : from, to};
            }
            stretch = known;
        }
        return known;
    }

    private double endOfRow(double near) {
        return rows.stream()
                .mapToDouble(TimeSeriesRow::atSeconds)
                .filter(at -> at <= near + 0.5)
                .max()
                .orElse(near);
    }

    private int seconds() {
        return Math.max(1, (int) Math.round(stretch()[1] - stretch()[0]));
    }

    private int second(double at) {
        return Math.min(seconds() - 1, (int) Math.max(0, at - stretch()[0]));
    }

    void tally(CounterRow row) {
        if (row.atSeconds() - 0.5 < stretch()[0]) {
            return;
        }
        boolean good = row.tally().equals(CounterName.TASKS_GOOD);
        if (!good && !row.tally().equals(CounterName.TASKS_OK) && !row.tally().equals(CounterName.TASKS_FAILED)) {
            return;
        }
        tasks += good ? 0 : row.delta();
        goodTasks += good ? row.delta() : 0;
        int second = second(row.atSeconds() - 0.5);
        for (int i = 0; i < slo.size(); i++) {
            if (slo.get(i).kind() == SloCondition.Kind.NOT_GOOD) {
                of(bad, second)[i] += good ? -row.delta() : row.delta();
                of(total, second)[i] += good ? 0 : row.delta();
            }
        }
    }

    void interval(Interval interval) {
        SeriesKey series = interval.series();
        boolean isView = series.isCorrected();
        if (interval.middleSeconds() < stretch()[0] || (!isView && !series.isCount())) {
            return;
        }
        int second = second(interval.middleSeconds());
        if (isView == corrected) {
            interval.forEachBucket((index, count) -> buckets[index] += count);
        }
        for (int i = 0; i < slo.size(); i++) {
            SloCondition condition = slo.get(i);
            if (condition.kind() == SloCondition.Kind.SLOWER && isView == corrected) {
                of(total, second)[i] += interval.totalCount();
                long[] slower = of(bad, second);
                int at = i;
                interval.forEachBucket((index, count) ->
                        slower[at] += LatencyBuckets.lowestMicros(index) > condition.limitMicros() ? count : 0);
            } else if (condition.kind() == SloCondition.Kind.FAILED && !isView) {
                of(total, second)[i] += interval.totalCount();
                of(bad, second)[i] += series.isOk() ? 0 : interval.totalCount();
            }
        }
    }

    private long[] of(Map<Integer, long[]> counts, int second) {
        return counts.computeIfAbsent(second, s -> new long[slo.size()]);
    }

    void resource(ResourceRow row) {
        if (row.atSeconds() - 0.5 >= phase.startSeconds() && row.atSeconds() - 0.5 < phase.endSeconds()) {
            disturbance.add(row);
        }
        if (row.atSeconds() > stretch()[0] + 0.5 && row.atSeconds() <= stretch()[1] + 0.5) {
            double[] sum = resources.computeIfAbsent(row.subject() + " " + row.name(), key -> new double[2]);
            sum[0] += row.value();
            sum[1]++;
        }
    }

    /** Whether it was driven for long enough to say anything of it. */
    boolean isMeasured() {
        return stretch()[1] - stretch()[0] >= LEAST_SECONDS - 0.2;
    }

    StepFigures figures() {
        StepEvidence evidence = new StepEvidence(slo);
        List<TimeSeriesRow> judged = judged();
        for (int i = 0; i < seconds(); i++) {
            Optional<TimeSeriesRow> row =
                    judged.isEmpty() ? Optional.empty() : Optional.of(judged.get(Math.min(i, judged.size() - 1)));
            evidence.add(new StepEvidence.Second(
                    of(bad, i),
                    of(total, i),
                    row.map(TimeSeriesRow::inFlight).orElse(0L),
                    row.map(TimeSeriesRow::ok).orElse(0L)));
        }
        return StepFigures.of(phase.load(), open, evidence, voidBecause());
    }

    private Optional<String> voidBecause() {
        return search ? disturbance.reason() : Optional.empty();
    }

    private List<TimeSeriesRow> judged() {
        return rows.stream().filter(row -> row.atSeconds() > stretch()[0] + 0.5).toList();
    }

    LoadStep step() {
        StepJudgement judgement = figures().judgement();
        double length = Math.max(0.001, stretch()[1] - stretch()[0]);
        long ok = judged().stream().mapToLong(TimeSeriesRow::ok).reduce(0, SaturatedSum::plus);
        long failed = judged().stream().mapToLong(TimeSeriesRow::failed).reduce(0, SaturatedSum::plus);
        double concurrency =
                judged().stream().mapToLong(TimeSeriesRow::inFlight).average().orElse(0);
        Double mean = meanMillis();
        double rate = (ok + failed) / length;
        return new LoadStep(
                phase.name(),
                stretch()[0],
                stretch()[1],
                phase.load(),
                ok + failed,
                ok / length,
                tasks == 0 ? null : goodTasks / length,
                tasks == 0 ? null : (double) goodTasks / tasks,
                ok + failed == 0 ? 0 : (double) failed / (ok + failed),
                concurrency,
                mean,
                percentileMillis(50),
                percentileMillis(95),
                percentileMillis(99),
                mean == null || !(rate * mean > 0) ? null : concurrency / (rate * mean / 1000),
                resource(ResourceName.CPU),
                resource(ResourceName.RSS),
                memory(),
                resource(ResourceName.QUEUE_DEPTH),
                voidBecause().isPresent()
                        ? Verdict.Outcome.INCONCLUSIVE
                        : judgement.good() ? Verdict.Outcome.PASS : Verdict.Outcome.FAIL,
                judgement.brokenBy(),
                voidBecause().orElse(null));
    }

    private @Nullable Double memory() {
        Double afterGc = resource(ResourceName.HEAP_AFTER_GC);
        Double heap = resource(ResourceName.HEAP_MAX);
        Double ofHeap = afterGc == null || heap == null || !(heap > 0) ? null : Double.valueOf(afterGc / heap);
        Double ofHost = resource(ResourceName.HOST, ResourceName.MEMORY);
        return ofHeap == null || (ofHost != null && ofHost > ofHeap) ? ofHost : ofHeap;
    }

    private @Nullable Double resource(String name) {
        return resource(ResourceName.TARGET, name);
    }

    private @Nullable Double resource(String subject, String name) {
        double[] sum = resources.get(subject + " " + name);
        return sum == null ? null : sum[0] / sum[1];
    }

    private @Nullable Double meanMillis() {
        double sum = 0;
        long count = 0;
        for (int i = 0; i < buckets.length; i++) {
            sum += (double) buckets[i] * LatencyBuckets.medianMicros(i);
            count += buckets[i];
        }
        return count == 0 ? null : sum / count / 1000;
    }

    private @Nullable Double percentileMillis(double percent) {
        long count = 0;
        for (long bucket : buckets) {
            count += bucket;
        }
        long rank = (long) Math.ceil(percent / 100 * count - 1e-6);
        long seen = 0;
        for (int i = 0; i < buckets.length && count > 0; i++) {
            seen += buckets[i];
            if (seen >= Math.max(1, rank)) {
                return LatencyBuckets.highestMicros(i) / 1000.0;
            }
        }
        return null;
    }
}
