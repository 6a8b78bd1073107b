package io.orchestress.analysis.capacity;

import io.orchestress.analysis.injector.InjectorLimits;
import io.orchestress.record.Capacity;
import io.orchestress.record.Capacity.Outcome;
import io.orchestress.record.CounterRow;
import io.orchestress.record.Estimate;
import io.orchestress.record.Interval;
import io.orchestress.record.LoadStep;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.Scalability;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.record.observe.Observer;
import io.orchestress.stats.capacity.Bracket;
import io.orchestress.stats.capacity.CapacityAnswer;
import io.orchestress.stats.capacity.StepFigures;
import io.orchestress.stats.capacity.StepJudgement;
import io.orchestress.workload.kind.LoadModel;
import io.orchestress.workload.kind.PhaseKind;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Steps of load, seen as they go by, and what they mean. */
public final class CapacityAnalysis implements Observer {
    /** Name of the workload whose steps are looked for. */
    public static final String SEARCH = "capacity";

    private final CapacityLimits limits;
    private final LoadSteps steps;

    /** @param run not yet analysed */
    public CapacityAnalysis(RunRecord run, CapacityLimits limits, InjectorLimits injector) {
        this.limits = limits;
        this.steps = new LoadSteps(run, limits, injector);
    }

    @Override
    public void row(TimeSeriesRow row) {
        steps.row(row);
    }

    @Override
    public void tally(CounterRow row) {
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
        Bracket nothing = new Bracket(0, Double.POSITIVE_INFINITY);
        return figures.isEmpty()
                ? Optional.empty()
                : Optional.of(capacity(results, figures, Bracket.of(figures).orElse(nothing)));
    }

    private Capacity capacity(RunRecord results, List<StepFigures> figures, Bracket bracket) {
        Optional<CapacityAnswer> answer = results.workload().equals(SEARCH)
                ? Optional.of(CapacityAnswer.of(limits.slo(), figures, seconds(results)))
                : Optional.empty();
        Outcome outcome = answer.map(found -> outcome(results, figures, found)).orElse(Outcome.NOT_SEARCHED);
        Optional<Estimate> highest = outcome == Outcome.FOUND
                ? answer.map(found -> new Estimate(found.value(), found.low(), found.high()))
                : Optional.empty();
        double stated = limits.expectedLoad();
        Optional<Estimate> headroom = highest.filter(h -> stated > 0)
                .map(h -> new Estimate(h.value() / stated - 1, h.low() / stated - 1, h.high() / stated - 1));
        List<LoadStep> all = steps.steps();
        List<LoadStep> told =
                all.stream().filter(step -> step.voidBecause() == null).toList();
        OptionalDouble knee = Knee.of(told);
        double low =
                answer.filter(found -> isTold(outcome)).map(CapacityAnswer::low).orElse(bracket.low());
        double high = answer.filter(found -> isTold(outcome))
                .map(CapacityAnswer::high)
                .orElse(bracket.high());
        Capacity silent = new Capacity(
                results.model() == LoadModel.OPEN ? "arrivals/s" : "users",
                all,
                outcome,
                highest.orElse(null),
                low,
                high < Double.POSITIVE_INFINITY ? high : null,
                limitedBy(told, bracket, answer),
                knee.isPresent() ? knee.getAsDouble() : null,
                new BreakingPoints(told, limits.slo()).find(),
                stated > 0 ? stated : null,
                headroom.orElse(null),
                limits.slo(),
                "");
        return new CapacitySentence(limits.slo()).tell(silent, doubt(results, figures));
    }

    /** Whether what the answer says of low and high is what is told, rather than between which steps it lies. */
    private static boolean isTold(Outcome outcome) {
        return outcome == Outcome.BETWEEN || outcome == Outcome.OUT_OF_TIME;
    }

    /** That the search took. */
    private static double seconds(RunRecord results) {
        DoubleSummaryStatistics times = results.plan().stream()
                .filter(phase -> !phase.warmUp() || phase.kind() == PhaseKind.RECOVERY)
                .flatMapToDouble(phase -> DoubleStream.of(phase.startSeconds(), phase.endSeconds()))
                .summaryStatistics();
        return times.getMax() - times.getMin();
    }

    /** Which of the reasons it is that a capacity is not told. */
    private static String doubt(RunRecord results, List<StepFigures> figures) {
        return results.status() != RunStatus.COMPLETED
                ? "the run did not complete"
                : figures.stream().filter(StepFigures::isVoid).count() + " of " + figures.size()
                        + " steps are void, the last because "
                        + figures.stream()
                                .flatMap(step -> step.voidBecause().stream())
                                .reduce((first, second) -> second)
                                .orElse("nothing was measured");
    }

    private static Outcome outcome(RunRecord results, List<StepFigures> figures, CapacityAnswer answer) {
        long voids = figures.stream().filter(StepFigures::isVoid).count();
        boolean lost = answer.kind() != CapacityAnswer.Kind.FOUND && 2 * voids > figures.size();
        if (results.status() != RunStatus.COMPLETED || lost) {
            return Outcome.INCONCLUSIVE;
        }
        return switch (answer.kind()) {
            case FOUND -> Outcome.FOUND;
            case BETWEEN -> Outcome.BETWEEN;
            case OUT_OF_TIME -> Outcome.OUT_OF_TIME;
            case BELOW_LOWEST -> Outcome.BELOW_LOWEST;
            case NOTHING_BROKE -> isConfirmed(figures) ? Outcome.ABOVE_HIGHEST : Outcome.OUT_OF_TIME;
            case UNSTABLE -> Outcome.UNSTABLE;
        };
    }

    /** A search that carries the highest load that it may drive asks for it once more; one whose time ends below it does not. */
    private static boolean isConfirmed(List<StepFigures> figures) {
        double most = figures.stream().mapToDouble(StepFigures::load).max().orElse(0);
        return figures.stream()
                        .filter(step -> step.load() == most && step.isGood() && !step.isVoid())
                        .count()
                > 1;
    }

    private static List<String> limitedBy(List<LoadStep> told, Bracket bracket, Optional<CapacityAnswer> answer) {
        Set<String> names = new LinkedHashSet<>();
        answer.map(CapacityAnswer::limitedBy).filter(name -> !name.isEmpty()).ifPresent(names::add);
        told.stream().filter(step -> step.load() == bracket.high()).forEach(step -> names.addAll(step.brokenBy()));
        return List.copyOf(names);
    }

    /** @param results the run with its phases, totals, agents and resources */
    public Optional<Scalability> scalability(RunRecord results) {
        boolean searched = results.workload().equals(SEARCH);
        return ScalabilityAnalysis.of(
                results,
                steps().stream()
                        .filter(step -> step.voidBecause() == null)
                        // What is in flight while a search overloads is a moment of a growing queue, and no
                        // concurrency.
                        .filter(step -> !searched || !step.brokenBy().contains(StepJudgement.QUEUE))
                        .toList());
    }
}
