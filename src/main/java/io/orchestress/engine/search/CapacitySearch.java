package io.orchestress.engine.search;

import io.orchestress.stats.capacity.Bracket;
import io.orchestress.stats.capacity.CapacityEstimate;
import io.orchestress.stats.capacity.Saturation;
import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.stats.capacity.StepFigures;
import io.orchestress.stats.capacity.StepJudgement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which load to drive next. A ramp by a factor until a step is bad; that one is asked again with {@value #BEYOND} times the load, which says whether it was an accident, and when it
 * was not, what the target completes at most. Then the rest of the time near the capacity, as all steps together estimate it, now a little below and now a little above. Where the queue
 * remembers for too long there, as near as it forgets in time. A void step is asked for again.
 */
public final class CapacitySearch {
    private static final double BEYOND = 1.15;
    /** By how much more a load is tried that was too much, but did not overload. */
    private static final double FURTHER = 1.3;

    private static final int MOST_OVERLOADS = 4;
    /** Around the estimate, in units of 1 ÷ slope. */
    private static final double[] OFFSETS = {-1, 0.5, -0.4, 0.1};
    /** No step is further from the middle of those before it. */
    private static final double FURTHEST = 1.3;

    private static final double LEAST_SLOPE = 4;
    /** A load at which this side fails again and again has no other answer. */
    private static final int MOST_VOID = 3;
    /** Memories that must fit into the whole time, for a figure near the crossing to be measured. */
    static final double MEMORIES = 75;

    private static final int MOST_REPEATED = 5;
    private static final double CLEARLY = 2.3263478740408408;

    /** The purpose of a step. */
    public enum Kind {
        RAMP,
        OVERLOAD,
        DWELL
    }

    /** A step to drive. */
    public record Ask(double load, Kind kind) {}

    /**
     * @param factor from one load of the ramp to the next
     * @param precision width of the interval, as a share, at which the search may end before its time
     */
    public record Range(double from, double to, double factor, double precision) {}

    private final Range range;
    private final List<SloCondition> conditions;
    private final double totalSeconds;
    private final List<StepFigures> steps = new ArrayList<>();

    private @Nullable Ask asked;
    private Ask coming;
    private boolean over;
    private int voids;
    private int overloads;
    private int dwelled;
    private double middle;

    /** @param totalSeconds that the search may take */
    public CapacitySearch(Range range, List<SloCondition> conditions, double totalSeconds) {
        this.range = range;
        this.conditions = List.copyOf(conditions);
        this.totalSeconds = totalSeconds;
        coming = new Ask(range.from(), Kind.RAMP);
    }

    /** The next step; empty: the search is over. */
    public Optional<Ask> next() {
        asked = over ? null : coming;
        return Optional.ofNullable(asked);
    }

    /** How long the queue remembers where it is driven now, in seconds; 0: not known. */
    public double memorySeconds() {
        return middle > 0
                ? Saturation.of(steps).map(s -> s.memorySeconds(middle)).orElse(0.0)
                : 0;
    }

    /** The answer of the step that was asked for. */
    public void answered(StepFigures step) {
        Ask ask = asked;
        if (ask == null) {
            throw new IllegalStateException("no step was asked for");
        }
        steps.add(step);
        if (step.isVoid()) {
            over = ++voids >= MOST_VOID && ask.kind() != Kind.DWELL && beyondTheInjector();
            if (ask.kind() == Kind.DWELL) {
                dwell();
            }
            return;
        }
        voids = 0;
        switch (ask.kind()) {
            case RAMP -> ramped(ask.load(), step);
            case OVERLOAD -> overloaded(ask.load(), step);
            case DWELL -> dwell();
        }
    }

    /** Whether a lower load was carried: then it is this load that the injector cannot do, and not the machine that is disturbed. */
    private boolean beyondTheInjector() {
        return steps.stream().anyMatch(step -> !step.isVoid() && step.isGood());
    }

    private void ramped(double load, StepFigures step) {
        long before = steps.stream()
                .filter(one -> one != step && !one.isVoid() && one.load() == load && one.isGood() == step.isGood())
                .count();
        if (step.isGood()) {
            if (load >= range.to()) {
                over = before > 0;
            } else {
                coming = new Ask(Math.min(range.to(), load * range.factor()), Kind.RAMP);
            }
        } else if (load <= range.from()) {
            // So few requests may be late by chance, and more than once.
            over = before >= MOST_REPEATED || (before > 0 && StepJudgement.pooled(at(load), conditions) > CLEARLY);
        } else {
            overloads = 0;
            coming = new Ask(Math.min(range.to(), load * BEYOND), Kind.OVERLOAD);
        }
    }

    private List<StepFigures> at(double load) {
        return steps.stream()
                .filter(step -> !step.isVoid() && step.load() == load)
                .toList();
    }

    private void overloaded(double load, StepFigures step) {
        if (step.isGood()) {
            ramped(load, step);
            return;
        }
        overloads++;
        boolean further = step.open()
                && slow(step)
                && Saturation.of(steps).isEmpty()
                && overloads < MOST_OVERLOADS
                && load < range.to();
        if (further) {
            coming = new Ask(Math.min(range.to(), load * FURTHER), Kind.OVERLOAD);
        } else {
            dwell();
        }
    }

    private boolean slow(StepFigures step) {
        return step.judgement().brokenBy().contains(StepJudgement.QUEUE)
                || conditions.stream()
                        .anyMatch(condition -> condition.kind() == SloCondition.Kind.SLOWER
                                && step.judgement().brokenBy().contains(condition.name()));
    }

    private void dwell() {
        Optional<CapacityEstimate> estimate = CapacityEstimate.of(conditions, steps);
        double centre = estimate.map(CapacityEstimate::value)
                .orElseGet(() -> Bracket.of(steps)
                        .map(bracket -> CapacityEstimate.guess(conditions, steps, bracket))
                        .orElse(range.from()));
        if (middle > 0) {
            centre = Math.max(middle / FURTHEST, Math.min(middle * FURTHEST, centre));
        }
        double slope =
                Math.max(LEAST_SLOPE, estimate.map(CapacityEstimate::slope).orElse(10.0));
        // The first one is right at the guess: it says to which side the capacity lies.
        double load = dwelled == 0 ? centre : centre * Math.exp(OFFSETS[dwelled % OFFSETS.length] / slope);
        dwelled++;
        Optional<Saturation> saturation = Saturation.of(steps);
        if (saturation.isPresent()) {
            double nearest = saturation.get().forgetsWithin(totalSeconds / MEMORIES);
            if (centre > nearest) {
                centre = nearest;
                load = nearest;
            }
        }
        middle = centre;
        over = dwelled > 3 * OFFSETS.length
                && estimate.filter(CapacityEstimate::isConfirmed)
                        .filter(e -> e.width() <= range.precision())
                        .isPresent()
                && dwelled % OFFSETS.length == 1;
        coming = new Ask(Math.max(0.5 * range.from(), Math.min(range.to(), load)), Kind.DWELL);
    }
}
