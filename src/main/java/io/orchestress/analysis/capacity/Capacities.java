package io.orchestress.analysis.capacity;

import io.orchestress.analysis.observe.Observer;
import io.orchestress.run.Capacity;
import io.orchestress.run.Capacity.Outcome;
import io.orchestress.run.Estimate;
import io.orchestress.run.Interval;
import io.orchestress.run.LoadStep;
import io.orchestress.run.ResourceRow;
import io.orchestress.run.RunRecord;
import io.orchestress.run.RunStatus;
import io.orchestress.run.Scalability;
import io.orchestress.run.TallyRow;
import io.orchestress.run.TimeSeriesRow;
import io.orchestress.run.Verdict;
import io.orchestress.search.Bracket;
import io.orchestress.search.CapacityEstimate;
import io.orchestress.search.StepFigures;
import io.orchestress.search.StepJudgement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** Steps of load, seen as they go by, and what they mean. */
public final class Capacities implements Observer {
    /** Name of the workload whose steps are looked for. */
    public static final String SEARCH = "capacity";

    /** One pair of steps that contradict each other may be noise. */
    private static final int CONTRADICTIONS = 2;

    /** So much more load, or more, is no matter of chance near the boundary: requests of a queue are alike for longer than a step. */
    private static final double CONTRADICTS = 1.25;

    private final CapacityLimits limits;
    private final LoadSteps steps;

    /** @param run not yet analysed */
    public Capacities(RunRecord run, CapacityLimits limits) {
        this.limits = limits;
        this.steps = new LoadSteps(run, limits);
    }

    @Override
    public void row(TimeSeriesRow row) {
        steps.row(row);
    }

    @Override
    public void tally(TallyRow row) {
        steps.tally(row);
    }

    @Override
    public void interval(Interval interval) {
        steps.interval(interval);
    }

    @Override
    public void resource(ResourceRow row) {
        steps.resource(row);
    }

    /** The steps that were measured, in the order in which they were driven. */
    public List<LoadStep> steps() {
        return steps.steps();
    }

    /** @param results the run with its phases, totals, agents and resources */
    public Optional<Capacity> capacity(RunRecord results) {
        List<StepFigures> figures = steps.figures();
        return Bracket.of(figures).map(bracket -> capacity(results, figures, bracket));
    }

    private Capacity capacity(RunRecord results, List<StepFigures> figures, Bracket bracket) {
        boolean searched = results.workload().equals(SEARCH);
        Optional<CapacityEstimate> estimate = searched && bracket.isClosed()
                ? CapacityEstimate.of(
                        limits.slo(), figures, bracket, results.runId().hashCode())
                : Optional.empty();
        Outcome outcome = searched ? outcome(results, figures, bracket, estimate) : Outcome.NOT_SEARCHED;
        Optional<Estimate> highest = outcome == Outcome.FOUND
                ? estimate.map(e -> new Estimate(e.value(), e.low(), e.high()))
                : Optional.empty();
        double stated = limits.statedLoad();
        Optional<Estimate> headroom = highest.filter(h -> stated > 0)
                .map(h -> new Estimate(h.value() / stated - 1, h.low() / stated - 1, h.high() / stated - 1));
        List<LoadStep> all = steps.steps();
        OptionalDouble knee = Knee.of(all);
        Capacity silent = new Capacity(
                results.model().equals("open") ? "arrivals/s" : "users",
                all,
                outcome,
                highest.orElse(null),
                bracket.low(),
                bracket.high() < Double.POSITIVE_INFINITY ? bracket.high() : null,
                limitedBy(all, bracket, estimate),
                knee.isPresent() ? knee.getAsDouble() : null,
                new Breaks(all, limits.slo()).find(),
                stated > 0 ? stated : null,
                headroom.orElse(null),
                "");
        return new CapacitySentence(limits.slo()).tell(silent, doubt(results));
    }

    /** Which of the reasons it is that a capacity is not told. */
    private static String doubt(RunRecord results) {
        if (results.status() != RunStatus.COMPLETED) {
            return "the run did not come to its end";
        }
        return saturated(results)
                ? "the injector did not keep up, so that the steps say what it can do"
                : "there is too little evidence near the boundary";
    }

    private Outcome outcome(
            RunRecord results, List<StepFigures> figures, Bracket bracket, Optional<CapacityEstimate> estimate) {
        if (results.status() != RunStatus.COMPLETED || saturated(results)) {
            return Outcome.INCONCLUSIVE;
        }
        if (contradictions(figures) >= CONTRADICTIONS) {
            return Outcome.UNSTABLE;
        }
        if (bracket.low() == 0) {
            return Outcome.BELOW_LOWEST;
        }
        if (!bracket.isClosed()) {
            return Outcome.ABOVE_HIGHEST;
        }
        return estimate.isPresent() ? Outcome.FOUND : Outcome.INCONCLUSIVE;
    }

    /** Pairs of steps, both beyond doubt, of which the one with clearly more load was good and the other not. */
    private int contradictions(List<StepFigures> figures) {
        int pairs = 0;
        for (StepFigures good : figures) {
            for (StepFigures bad : figures) {
                if (good.judgement().outcome() == StepJudgement.Outcome.PASS
                        && bad.judgement().outcome() == StepJudgement.Outcome.FAIL
                        && good.load() > bad.load() * CONTRADICTS) {
                    pairs++;
                }
            }
        }
        return pairs;
    }

    private static boolean saturated(RunRecord results) {
        return results.injector() != null && results.injector().outcome() == Verdict.Outcome.FAIL;
    }

    private static List<String> limitedBy(List<LoadStep> all, Bracket bracket, Optional<CapacityEstimate> estimate) {
        Set<String> names = new LinkedHashSet<>();
        estimate.ifPresent(e -> names.add(e.limitedBy()));
        all.stream().filter(step -> step.load() == bracket.high()).forEach(step -> names.addAll(step.brokenBy()));
        return List.copyOf(names);
    }

    /** @param results the run with its phases, totals, agents and resources */
    public Optional<Scalability> scalability(RunRecord results) {
        return Scaling.of(results, steps());
    }
}
