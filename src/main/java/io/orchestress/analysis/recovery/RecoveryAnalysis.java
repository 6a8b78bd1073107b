package io.orchestress.analysis.recovery;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Interval;
import io.orchestress.record.LoadRamp;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.stats.Quantile;
import io.orchestress.text.Format;
import io.orchestress.workload.kind.LoadModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what is normal, at what disturbs, and at what comes after it.
 *
 * <p>A sample counts in the second in which its request ended, whenever that started: a request of the spike that ends after it has found the
 * target busy until then. Requests cut off by the end of the run count nowhere.
 */
final class RecoveryAnalysis {
    private static final long FEWEST_ANSWERS = 20;
    private static final int FEWEST_SECONDS = 3;
    private static final double MOST_FAILED = 0.05;
    /** Answers over which a p95 is called the worst. */
    private static final double ENOUGH_FOR_P95 = 60;

    private static final int LONGEST_WINDOW = 30;
    /** Differences in latency below it are nobody's concern. */
    private static final double NOTICEABLE_MILLIS = 5;

    private final Release release;
    private final RecoveryLimits limits;
    private final boolean open;
    private final boolean paced;
    private final @Nullable ReferenceLevel normal;
    private final CountsBySecond seconds;
    private final int released;

    private @Nullable Quantile p95;
    private double limitMillis;
    private WorstP95 worst = new WorstP95(1);

    RecoveryAnalysis(RunRecord run, Release release, RecoveryLimits limits) {
        this.release = release;
        this.limits = limits;
        open = run.model() == LoadModel.OPEN;
        paced = run.paceMillis() > 0;
        normal = release.reference()
                .map(phase -> new ReferenceLevel(
                        phase.startSeconds() + LoadRamp.seconds(run.plan(), phase), phase.endSeconds()))
                .orElse(null);
        seconds = new CountsBySecond(release.disturbedFrom(), release.untilSeconds());
        released =
                Math.max(0, new CountsBySecond(release.atSeconds(), release.untilSeconds()).first() - seconds.first());
    }

    void row(TimeSeriesRow row) {
        if (normal != null) {
            normal.row(row);
        }
        seconds.row(row);
    }

    void resource(ResourceRow row) {
        if (normal != null) {
            normal.resource(row);
        }
        seconds.resource(row);
    }

    void interval(Interval interval) {
        SeriesKey series = interval.series();
        if (!series.isCount() || series.failureClass().equals(FailureClass.UNFINISHED)) {
            return;
        }
        if (normal != null && p95 == null) {
            normal.interval(interval);
        }
        int second = seconds.index(interval.middleSeconds());
        if (second < 0) {
            return;
        }
        fixLimit();
        if (series.isOk()) {
            seconds.ok[second] += interval.totalCount();
            seconds.slow[second] += ReferenceLevel.slower(interval, Math.round(limitMillis * 1000));
            if (second >= released) {
                worst.add(second, interval);
            }
        } else {
            seconds.failed[second] += interval.totalCount();
        }
    }

    /** From the first second on that is not normal, what is normal is known. */
    private void fixLimit() {
        if (normal == null || p95 != null) {
            return;
        }
        Optional<Quantile> all = normal.p95();
        if (all.isPresent()) {
            p95 = all.get();
            double chance = Double.isInfinite(p95.toMillis()) ? normal.maxMillis() : p95.toMillis();
            limitMillis = Math.max(
                    Math.max(p95.millis() * (1 + limits.tolerance()), chance), p95.millis() + NOTICEABLE_MILLIS);
            worst = new WorstP95(window());
        }
    }

    private int window() {
        double perSec = normal == null ? 0 : normal.okPerSec();
        return (int) Math.max(1, Math.min(LONGEST_WINDOW, Math.ceil(ENOUGH_FOR_P95 / Math.max(perSec, 1e-9))));
    }

    /** Empty where the run did not come to it. */
    Optional<Recovery> recovery(double endSeconds) {
        double until = Math.min(endSeconds, release.untilSeconds());
        if (until <= release.atSeconds()) {
            return Optional.empty();
        }
        fixLimit();
        Optional<String> doubt = doubt();
        if (doubt.isPresent() || normal == null || p95 == null) {
            return Optional.of(result(until, Outcome.INCONCLUSIVE, null, List.of(), doubt.orElse("")));
        }
        int end = Math.min(seconds.count(), new CountsBySecond(release.disturbedFrom(), until).count());
        int sustained = (int) Math.max(1, Math.ceil(limits.sustainedSeconds()));
        Criteria criteria =
                new Criteria(normal, p95, limitMillis, worst.millis(), seconds, released, end, sustained, window());
        List<Criteria.Judged> judged = criteria.judged(limits.tolerance(), throughputFactor(), release.atSeconds());
        return Optional.of(together(until, judged, end, sustained));
    }

    private Recovery together(double until, List<Criteria.Judged> judged, int end, int sustained) {
        boolean[] worse = new boolean[end];
        for (Criteria.Judged one : judged) {
            for (int i = 0; i < end; i++) {
                worse[i] |= one.judgement().worse()[i];
            }
        }
        List<Criterion> criteria =
                judged.stream().map(Criteria.Judged::criterion).toList();
        boolean disturbed = judged.stream().anyMatch(one -> one.judgement().wasDisturbed());
        RecoveryEstimate all = RecoveryEstimate.all(worse, released, sustained, disturbed);
        Outcome outcome = all.outcome();
        if (outcome != Outcome.NOT_RECOVERED
                && criteria.stream().anyMatch(one -> one.outcome() == Outcome.INCONCLUSIVE)) {
            outcome = Outcome.INCONCLUSIVE;
        }
        @Nullable
        Double back = outcome == Outcome.RECOVERED ? Criteria.since(seconds, all.back(), release.atSeconds()) : null;
        return result(until, outcome, back, criteria, note(outcome, all, criteria, end, sustained));
    }

    private String note(Outcome outcome, RecoveryEstimate all, List<Criterion> criteria, int end, int sustained) {
        List<String> notes = new ArrayList<>();
        if (outcome == Outcome.INCONCLUSIVE && end - released < sustained) {
            notes.add("observed for less than the " + sustained + " s that recovery must last: hold " + release.phase()
                    + " for at least " + Format.duration(2.0 * sustained));
        } else if (outcome == Outcome.INCONCLUSIVE && all.outcome() == Outcome.INCONCLUSIVE) {
            notes.add("not yet normal for " + sustained + " s when the observation ended: hold " + release.phase()
                    + " at least " + Format.duration(Format.roundedUp(Math.max(2.0 * sustained, end - released)))
                    + " longer");
        } else if (outcome == Outcome.INCONCLUSIVE) {
            String unsure = criteria.stream()
                    .filter(one -> one.outcome() == Outcome.INCONCLUSIVE)
                    .map(Criterion::metric)
                    .collect(Collectors.joining(", "));
            notes.add("too few samples at the end of the observation to show recovery of " + unsure + ": hold "
                    + release.phase() + " longer, or with more load");
        }
        if (all.again() >= 0) {
            int again = all.again();
            int over = again;
            while (over < end && all.worse()[over]) {
                over++;
            }
            notes.add("disturbed again from " + Format.duration(Criteria.since(seconds, again, release.atSeconds()))
                    + " to " + Format.duration(Criteria.since(seconds, over, release.atSeconds()))
                    + " after the release");
        }
        if (release.load() > 1.1 * referenceLoad() && referenceLoad() > 0) {
            notes.add("the load is higher than in the reference phase");
        }
        return String.join("; ", notes);
    }

    private Optional<String> doubt() {
        if (normal == null) {
            return Optional.of("no reference: no phase before it has constant load; add one of kind steady");
        }
        if (normal.count() < FEWEST_SECONDS || normal.ok() < FEWEST_ANSWERS) {
            return Optional.of("no reference: only " + Format.count(normal.ok()) + " successful requests in "
                    + normal.count() + " s of constant load, at least " + FEWEST_ANSWERS + " in " + FEWEST_SECONDS
                    + " s needed" + referenceSeconds());
        }
        double failed = (double) normal.failed() / (normal.ok() + normal.failed());
        return failed > MOST_FAILED
                ? Optional.of("no reference: " + Format.percent(failed)
                        + " of requests failed before the disturbance, limit " + Format.limit(MOST_FAILED, "ratio")
                        + "; fix those failures first")
                : Optional.empty();
    }

    /** How long the phase before must hold its load, at the rate that it had; empty where nothing came. */
    private String referenceSeconds() {
        if (normal == null || normal.ok() == 0) {
            return "";
        }
        double seconds = Math.max(FEWEST_SECONDS, (double) FEWEST_ANSWERS * normal.count() / normal.ok());
        String phase = release.reference().map(PlannedPhase::name).orElse("the phase before");
        return ": hold " + phase + " for at least " + Format.duration(Format.roundedUp(1.2 * seconds));
    }

    /** Expected throughput ÷ that of the reference; empty where it cannot be told. */
    private Optional<Double> throughputFactor() {
        double before = referenceLoad();
        double factor = before <= 0 || release.load() <= 0 ? 1 : release.load() / before;
        boolean same = factor > 0.9 && factor < 1.1;
        return same || open || paced ? Optional.of(factor) : Optional.empty();
    }

    private double referenceLoad() {
        return release.reference().map(PlannedPhase::load).orElse(0.0);
    }

    private Recovery result(
            double until, Outcome outcome, @Nullable Double back, List<Criterion> criteria, String note) {
        return new Recovery(
                release.after(),
                release.phase(),
                release.what(),
                release.reference().map(PlannedPhase::name).orElse(""),
                release.atSeconds(),
                until - release.atSeconds(),
                outcome,
                back,
                criteria,
                note);
    }
}
