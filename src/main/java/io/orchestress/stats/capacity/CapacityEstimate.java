package io.orchestress.stats.capacity;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;

/**
 * The load at which the SLO is just kept, from all steps near it: of the {@link Crossing}s of its conditions the lowest. The slope of a limit of time is believed to be that of a queue as
 * near to its {@link Saturation} (to {@value #QUEUE_DEVIATION} in its logarithm); where that was not measured, and of other conditions, next to nothing is believed.
 *
 * @param low, high 95 % interval
 * @param limitedBy name of the condition that crosses first
 * @param slope {@code d ln p ÷ d ln load} there
 * @param outliers indexes of the steps that are not of the rest
 * @param goodBelow, badAbove steps that confirm it, those above from near by
 * @param saturation that was measured
 */
public record CapacityEstimate(
        double value,
        double low,
        double high,
        String limitedBy,
        double slope,
        Set<Integer> outliers,
        int goodBelow,
        int badAbove,
        Optional<Saturation> saturation) {
    private static final double QUEUE_DEVIATION = 0.4;
    private static final Crossing.Belief UNKNOWN = new Crossing.Belief(20, 1.2);
    /** How far from the crossing a step still tells of it, as a share of the load and in units of 1 ÷ slope. */
    private static final double NEAR_BELOW = 0.65;

    private static final double NEAR_ABOVE = 1.45;
    private static final double SLOPES_BELOW = 2.5;
    private static final double SLOPES_ABOVE = 1.5;
    private static final double LEAST_BELOW = 0.12;
    private static final double LEAST_ABOVE = 0.08;
    private static final int PASSES = 3;
    /** Half-widths of the interval before, beyond the interval, that the grid reaches. */
    private static final double ZOOM = 2;

    /** Share of the middle up to which the load does not matter, and what is late there ÷ what is allowed. */
    private static final double FAR = 0.65;

    private static final double LEAST_BASE = 0.05;
    private static final double MOST_BASE = 0.7;
    private static final double MOST_WEIGHT = 2;
    private static final double CARRIED = 0.97;
    /** A step that overloads by more says nothing of where the load begins to be too much. */
    private static final double CONFIRMS = 1.2;

    private static final int LEAST = 2;

    /** Empty when the steps do not say between which loads it lies. */
    public static Optional<CapacityEstimate> of(List<SloCondition> conditions, List<StepFigures> steps) {
        Optional<Bracket> bracket = Bracket.of(steps).filter(b -> b.high() < Double.POSITIVE_INFINITY);
        if (bracket.isEmpty()) {
            return Optional.empty();
        }
        Optional<Saturation> saturation = Saturation.of(steps);
        List<Crossing> crossings = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            Optional<Crossing> crossing = crossing(conditions.get(i), i, steps, bracket.get(), saturation);
            if (crossing.isPresent()) {
                crossings.add(crossing.get());
                names.add(conditions.get(i).name());
            }
        }
        return crossings.stream()
                .min(Comparator.comparingDouble(Crossing::value))
                .map(first -> estimate(first, names.get(crossings.indexOf(first)), crossings, steps, saturation));
    }

    private static CapacityEstimate estimate(
            Crossing first, String name, List<Crossing> all, List<StepFigures> steps, Optional<Saturation> saturation) {
        Set<Integer> outliers = Crossing.union(all);
        int below = 0;
        int above = 0;
        for (int i = 0; i < steps.size(); i++) {
            StepFigures step = steps.get(i);
            if (!step.isVoid() && !outliers.contains(i)) {
                below += step.isGood() && step.load() < first.value() ? 1 : 0;
                above +=
                        !step.isGood() && step.load() > first.value() && step.load() < CONFIRMS * first.value() ? 1 : 0;
            }
        }
        return new CapacityEstimate(
                first.value(),
                all.stream().mapToDouble(Crossing::low).min().orElse(first.low()),
                all.stream().mapToDouble(Crossing::high).min().orElse(first.high()),
                name,
                first.slope(),
                outliers,
                below,
                above,
                saturation);
    }

    private static Optional<Crossing> crossing(
            SloCondition condition,
            int index,
            List<StepFigures> steps,
            Bracket bracket,
            Optional<Saturation> saturation) {
        boolean queue = condition.kind() == SloCondition.Kind.SLOWER && saturation.isPresent();
        double centre = queue ? saturation.get().guess(condition) : bracket.guess();
        centre = Math.min(bracket.high(), Math.max(bracket.low(), centre));
        if (queue) {
            // A short step beyond saturation may be good: what is slow in it comes later.
            centre = Math.min(centre, saturation.get().perSec());
        }
        Crossing.Limit limit = new Crossing.Limit(condition.allowed(), base(condition, index, steps, FAR * centre));
        Crossing.Prior prior = queue
                ? load -> new Crossing.Belief(
                        saturation.get().slope(load, limit.allowed() - limit.base()), QUEUE_DEVIATION)
                : load -> UNKNOWN;
        Optional<Crossing> crossing = Optional.empty();
        for (int pass = 0; pass < PASSES; pass++) {
            double at = centre;
            DoubleUnaryOperator weight =
                    load -> queue ? Math.min(MOST_WEIGHT, 1 / saturation.get().memoryAgainst(load, at)) : 1;
            double slope = crossing.map(Crossing::slope).orElse(prior.at(centre).slope());
            double below = queue ? Math.max(NEAR_BELOW, 1 - Math.max(LEAST_BELOW, SLOPES_BELOW / slope)) : NEAR_BELOW;
            double above = queue ? Math.min(NEAR_ABOVE, 1 + Math.max(LEAST_ABOVE, SLOPES_ABOVE / slope)) : NEAR_ABOVE;
            // Where nothing broke so far, what was carried is all there is.
            double lowest = Math.max(NEAR_BELOW * centre, Math.min(below * centre, CARRIED * bracket.low()));
            List<Crossing.Near> near = Crossing.near(steps, index, lowest, above * centre, weight);
            double most = queue
                    ? Math.min(
                            1.3 * centre,
                            saturation.get().perSec() + 3 * saturation.get().error())
                    : 1.4 * centre;
            double from = 0.7 * centre;
            double to = Math.max(1.02 * centre, most);
            if (pass > 0) {
                Crossing before = crossing.orElseThrow();
                from = Math.max(from, before.low() * Math.pow(before.low() / centre, ZOOM));
                to = Math.max(1.005 * centre, Math.min(to, before.high() * Math.pow(before.high() / centre, ZOOM)));
            }
            crossing = Crossing.of(near, limit, prior, from, to);
            if (crossing.isEmpty()) {
                return crossing;
            }
            centre = crossing.get().value();
        }
        return crossing;
    }

    /** Share of bad ones far below, whatever the load. */
    private static double base(SloCondition condition, int index, List<StepFigures> steps, double upTo) {
        double bad = 0;
        double total = 0;
        for (StepFigures step : steps) {
            for (long[] count : step.isVoid() || step.load() > upTo
                    ? new long[0][]
                    : step.counts().get(index)) {
                bad += count[0];
                total += count[1];
            }
        }
        double share = total > 0 ? bad / total : 0;
        return condition.allowed() * Math.max(LEAST_BASE, Math.min(MOST_BASE, share / condition.allowed()));
    }

    /** Where to begin, when no step is near enough to it: where the tail of a queue of that saturation lets it lie, within what the steps say. */
    public static double guess(List<SloCondition> conditions, List<StepFigures> steps, Bracket bracket) {
        double most = Saturation.of(steps)
                .map(saturation -> conditions.stream()
                        .filter(condition -> condition.kind() == SloCondition.Kind.SLOWER)
                        .mapToDouble(saturation::guess)
                        .min()
                        .orElse(Double.POSITIVE_INFINITY))
                .orElse(Double.POSITIVE_INFINITY);
        return most < Double.POSITIVE_INFINITY ? Math.min(most, bracket.high()) : bracket.guess();
    }

    /** Whether it is confirmed from both sides: by two steps, by three where one had to be left out. */
    public boolean isConfirmed() {
        int least = outliers.isEmpty() ? LEAST : LEAST + 1;
        return goodBelow >= least && badAbove >= least;
    }

    /** {@code (high − low) ÷ value}. */
    public double width() {
        return (high - low) / value;
    }

    /** How long the queue remembers at this load, in seconds; 0 where its saturation was not measured. */
    public double memorySeconds() {
        return saturation.map(s -> s.memorySeconds(value)).orElse(0.0);
    }
}
