package io.orchestress.stats.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The capacity by all steps of a search together.
 *
 * @param value of {@link Kind#FOUND}; else 0
 * @param low, high 95 % interval of FOUND; of {@link Kind#BETWEEN} what was carried, and what is completed at most; of the others the bracket, {@code high} infinite where
 *     nothing broke
 * @param limitedBy condition that breaks first; empty where nothing broke
 * @param outliers indexes of steps that are not of the rest, as they are where something stood still for once
 */
public record CapacityAnswer(
        Kind kind, double value, double low, double high, String limitedBy, Set<Integer> outliers) {
    /** Wider, and it was tried rather than measured. */
    private static final double WIDEST = 0.25;

    /** Share of the steps near the capacity, and number of them, from which on it is not one step that went wrong. */
    private static final double UNSTABLE = 0.2;

    private static final int MOST_OUTLIERS = 2;
    /** A step so far beyond the capacity that a queue grows in it. */
    private static final double FAR_BEYOND = 1.2;

    private static final double ONE_SIDED_99 = 2.3263478740408408;
    /** Standard errors; and so much more load, or more, is no matter of chance near the boundary. */
    private static final double CLEARLY = ONE_SIDED_99;

    private static final double CONTRADICTS = 1.25;
    /** Steps at a load, and up to so much above it, tell together whether it is carried: what is late above is no less than at it. */
    private static final double BESIDE = 1.05;

    private static final double ONE_SIDED_975 = 1.959963984540054;

    /** With fewer memories than these in the whole time no value is given; a search that dwells asks for more, since what is driven depends on how well the memory is known. */
    private static final double LEAST_MEMORIES = 60;

    public enum Kind {
        /** Measured: confirmed from both sides, by an interval that is narrow enough to plan with. */
        FOUND,
        /** The queue remembers for too long near its capacity: only what was carried and what is completed at most is told. */
        BETWEEN,
        /** The interval is too wide, or it is not confirmed: tried, not measured. */
        OUT_OF_TIME,
        /** Bad at every load, the lowest among them, and more than once. */
        BELOW_LOWEST,
        /** The highest load of all was carried, more than once. */
        NOTHING_BROKE,
        /** Steps contradict each other more often than a step goes wrong. */
        UNSTABLE
    }

    public CapacityAnswer {
        outliers = Set.copyOf(outliers);
    }

    /**
     * @param steps in the order in which they were driven
     * @param totalSeconds of the search
     */
    public static CapacityAnswer of(List<SloCondition> conditions, List<StepFigures> steps, double totalSeconds) {
        Bracket bracket = Bracket.of(steps).orElse(new Bracket(0, Double.POSITIVE_INFINITY));
        List<StepFigures> told = steps.stream().filter(step -> !step.isVoid()).toList();
        if (told.isEmpty()) {
            return without(Kind.OUT_OF_TIME, bracket, "", Set.of());
        }
        if (told.stream().noneMatch(StepFigures::isGood)) {
            boolean surely = told.size() > 1 && StepJudgement.pooled(told, conditions) > ONE_SIDED_99;
            return without(surely ? Kind.BELOW_LOWEST : Kind.OUT_OF_TIME, bracket, first(told), Set.of());
        }
        if (bracket.high() == Double.POSITIVE_INFINITY) {
            return without(Kind.NOTHING_BROKE, bracket, "", Set.of());
        }
        if (contradict(steps)) {
            return without(Kind.UNSTABLE, bracket, first(told), Set.of());
        }
        return CapacityEstimate.of(conditions, steps)
                .map(estimate -> of(estimate, conditions, steps, bracket, totalSeconds))
                .orElseGet(() -> without(Kind.OUT_OF_TIME, bracket, first(told), Set.of()));
    }

    private static CapacityAnswer of(
            CapacityEstimate estimate,
            List<SloCondition> conditions,
            List<StepFigures> steps,
            Bracket bracket,
            double totalSeconds) {
        long near = steps.stream()
                .filter(step -> !step.isVoid() && Math.abs(step.load() / estimate.value() - 1) < 0.3)
                .count();
        Set<Integer> outliers = estimate.outliers();
        if (outliers.size() > MOST_OUTLIERS && outliers.size() > UNSTABLE * near) {
            return without(Kind.UNSTABLE, bracket, estimate.limitedBy(), outliers);
        }
        Optional<Saturation> saturation = estimate.saturation();
        double memory = totalSeconds / LEAST_MEMORIES;
        if (saturation.isPresent() && estimate.memorySeconds() > memory) {
            return between(estimate, saturation.get(), conditions, steps, bracket);
        }
        boolean known = saturation.isPresent() || !needsSaturation(estimate, conditions, steps);
        Kind kind = known && estimate.isConfirmed() && estimate.width() <= WIDEST ? Kind.FOUND : Kind.OUT_OF_TIME;
        return new CapacityAnswer(
                kind,
                kind == Kind.FOUND ? estimate.value() : 0,
                estimate.low(),
                estimate.high(),
                estimate.limitedBy(),
                outliers);
    }

    /** Of a queue that was never saturated nobody knows how long it remembers, and so not what its steps are worth; what keeps up far beyond is none. */
    private static boolean needsSaturation(
            CapacityEstimate estimate, List<SloCondition> conditions, List<StepFigures> steps) {
        boolean ofTime = conditions.stream()
                .anyMatch(condition -> condition.kind() == SloCondition.Kind.SLOWER
                        && condition.name().equals(estimate.limitedBy()));
        return ofTime
                && steps.stream().anyMatch(StepFigures::open)
                && steps.stream()
                        .noneMatch(step -> !step.isVoid()
                                && step.load() > FAR_BEYOND * estimate.value()
                                && !StepJudgement.grows(step.inFlight(), step.load()));
    }

    /** Whether two steps were clearly carried with far more load than two others that were clearly not: one stall makes one step. */
    private static boolean contradict(List<StepFigures> steps) {
        List<Double> good = loads(steps, step -> step.judgement().distance() < -CLEARLY);
        List<Double> bad = loads(
                steps,
                step -> step.judgement().distance() > CLEARLY
                        && step.judgement().worst() > 2);
        return good.size() > 1 && bad.size() > 1 && good.get(good.size() - 2) > CONTRADICTS * bad.get(1);
    }

    private static List<Double> loads(List<StepFigures> steps, Predicate<StepFigures> which) {
        return steps.stream()
                .filter(step -> !step.isVoid())
                .filter(which)
                .map(StepFigures::load)
                .sorted()
                .toList();
    }

    /** From the highest load that all steps at it, or a little above it, together show to be carried, to what is completed at most. */
    private static CapacityAnswer between(
            CapacityEstimate estimate,
            Saturation saturation,
            List<SloCondition> conditions,
            List<StepFigures> steps,
            Bracket bracket) {
        double high = saturation.perSec() + ONE_SIDED_975 * saturation.error();
        double low = steps.stream()
                .filter(step -> !step.isVoid() && step.isGood() && step.load() < estimate.value())
                .map(StepFigures::load)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .filter(load -> isCarried(load, saturation, estimate, conditions, steps))
                .findFirst()
                .orElse(0.0);
        boolean told = low > 0 && high / low - 1 <= WIDEST;
        return new CapacityAnswer(
                told ? Kind.BETWEEN : Kind.OUT_OF_TIME,
                0,
                low > 0 ? low : bracket.low(),
                high,
                estimate.limitedBy(),
                estimate.outliers());
    }

    private static boolean isCarried(
            double load,
            Saturation saturation,
            CapacityEstimate estimate,
            List<SloCondition> conditions,
            List<StepFigures> all) {
        List<StepFigures> at = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            StepFigures step = all.get(i);
            if (!step.isVoid()
                    && !estimate.outliers().contains(i)
                    && step.load() >= load
                    && step.load() <= BESIDE * load) {
                at.add(step);
            }
        }
        int seconds = at.stream().mapToInt(StepFigures::seconds).sum();
        if (seconds < 30 * saturation.memorySeconds(load) || at.stream().anyMatch(Saturation::overloads)) {
            return false;
        }
        return StepJudgement.pooled(at, conditions) < -ONE_SIDED_99;
    }

    private static CapacityAnswer without(Kind kind, Bracket bracket, String limitedBy, Set<Integer> outliers) {
        return new CapacityAnswer(kind, 0, bracket.low(), bracket.high(), limitedBy, outliers);
    }

    private static String first(List<StepFigures> steps) {
        return steps.stream()
                .filter(step -> !step.isGood())
                .min(Comparator.comparingDouble(StepFigures::load))
                .flatMap(step -> step.judgement().brokenBy().stream().findFirst())
                .orElse("");
    }
}
