package io.orchestress.analysis.regression;

import io.orchestress.record.AnswerResults;
import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.TaskWork;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.Orphans;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Figures of a run with a scripted backend, from its results: they have no blocks of time, and the least variance of each is that of tasks that know
 * nothing of each other. docs/MATH.md §12 has the formulas. Empty where a figure was not measured, or is in doubt.
 */
final class BehindTheTarget {
    private static final double NORMAL_95 = 1.959963984540054;
    private static final double MICROS_PER_MILLI = 1e3;
    /** Of the p95 of {@code n} exponential times: {@code √(0.95 ÷ 0.05 ÷ n) ÷ ln 20}, squared, times {@code n}. */
    private static final double VARIANCE_OF_P95 = 0.95 / 0.05 / Math.pow(Math.log(20), 2);

    private BehindTheTarget() {}

    /** Mean own time of a task in milliseconds; variance of its logarithm {@code (σ ÷ μ)² ÷ n}. */
    static Optional<RunEstimate> ownTime(RunRecord run) {
        return work(run).flatMap(work -> {
            Latency own = work.ownMicros();
            return own == null || work.timed() == 0 || !(own.mean() > 0)
                    ? Optional.empty()
                    : Optional.of(estimate(
                            own.mean() / MICROS_PER_MILLI, Math.pow(own.stdDev() / own.mean(), 2) / work.timed()));
        });
    }

    /** Model calls ÷ those that the script asks for; {@code Var ln = (c − s + 1) ÷ c²}, of calls {@code c} beyond the {@code s} scripted, as if each came by itself. */
    static Optional<RunEstimate> amplification(RunRecord run) {
        return work(run)
                .filter(work -> work.modelCalls() > 0)
                .flatMap(work -> work.amplification()
                        .map(times -> estimate(
                                times,
                                (Math.max(0, work.modelCalls() - work.scriptedCalls()) + 1.0)
                                        / work.modelCalls()
                                        / work.modelCalls())));
    }

    /** Answers that were wrong in any way ÷ tasks; the least variance is that of {@link CountedRates#failures}. */
    static Optional<RunEstimate> wrongAnswers(RunRecord run) {
        AnswerResults answers = run.answers();
        if (answers == null
                || answers.marked() == 0
                || answers.unmarked() > 0
                || !answers.doubt().isEmpty()) {
            return Optional.empty();
        }
        double tasks = answers.tasks();
        double wrong = Math.min(
                tasks,
                (double) answers.crossed()
                        + answers.duplicated()
                        + answers.lost()
                        + answers.misordered()
                        + answers.cut());
        double likely = (wrong + 0.5) / (tasks + 1);
        return Optional.of(points(wrong / tasks, likely * (1 - likely) / tasks));
    }

    /** The worst storm of retries; variance of its logarithm by its 95 % interval. */
    static Optional<RunEstimate> retryStorm(RunRecord run) {
        List<FaultEffect> faults =
                run.planning() == null ? List.of() : run.planning().faultEffects();
        RunEstimate worst = null;
        for (FaultEffect fault : faults) {
            Double storm = fault.storm();
            Double low = fault.stormLow();
            Double high = fault.stormHigh();
            if (storm == null || low == null || high == null || !(low > 0)) {
                return Optional.empty();
            }
            if (worst == null || storm > worst.value()) {
                worst = estimate(storm, Math.pow(Math.log(high / low) / 2 / NORMAL_95, 2));
            }
        }
        return Optional.ofNullable(worst);
    }

    /** Time from a leaving to the end of the last call, p95 in milliseconds; as uncertain as that of exponential times. */
    static Optional<RunEstimate> orphanTime(RunRecord run) {
        return orphans(run).flatMap(left -> {
            Double p95 = left.p95Millis();
            return p95 == null || !(p95 > 0)
                    ? Optional.empty()
                    : Optional.of(estimate(p95, VARIANCE_OF_P95 / left.measured()));
        });
    }

    /** Share of the cost, else of the tokens, that was spent after the leaving; as uncertain as if each task had spent all of its share or nothing. */
    static Optional<RunEstimate> orphanCost(RunRecord run) {
        return orphans(run).flatMap(left -> {
            Double cost = left.cost();
            Double costAfter = left.costAfter();
            double share =
                    cost == null || costAfter == null ? (double) left.tokensAfter() / left.tokens() : costAfter / cost;
            if (!(share >= 0)) {
                return Optional.empty();
            }
            share = Math.min(1, share);
            double likely = (share * left.measured() + 0.5) / (left.measured() + 1);
            return Optional.of(points(share, likely * (1 - likely) / left.measured()));
        });
    }

    private static Optional<Orphans> orphans(RunRecord run) {
        return Optional.ofNullable(run.orphans())
                .filter(left -> left.measured() > 0 && left.doubt().isEmpty());
    }

    private static Optional<TaskWork> work(RunRecord run) {
        return Optional.ofNullable(run.bothSides())
                .filter(sides -> sides.booking().doubt().isEmpty())
                .flatMap(sides -> sides.work(BothSides.ALL, BothSides.ALL));
    }

    private static RunEstimate estimate(double value, double variance) {
        return new RunEstimate(value, Map.of(), variance);
    }

    private static RunEstimate points(double value, double variance) {
        return new RunEstimate(value, RunEstimate.Scale.POINTS, Map.of(), variance);
    }
}
