package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.orchestress.stats.capacity.SloCondition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The highest load that still meets the SLO, why not more, and how the target behaves on the way there.
 *
 * @param unit of all loads here: {@code arrivals/s} or {@code users}
 * @param steps in the order in which they were driven
 * @param outcome what can be said
 * @param highest load that meets the SLO, with its interval; absent unless {@code outcome} is FOUND
 * @param bracketLow highest load that met the SLO, 0 when none did; of OUT_OF_TIME lower end of what the steps leave
 * @param bracketHigh lowest load above it that did not; of BETWEEN what is completed at most; absent when none failed
 * @param limitedBy conditions that broke first, such as {@code p95} or {@code goodput}; empty where nothing broke
 * @param knee load from which more load buys less than its worth of throughput or costs latency out of proportion; absent when none is seen
 * @param breakingPoints by cause, in order of load
 * @param expectedLoad that head-room is asked for; absent when none was stated
 * @param headroom {@code highest ÷ expectedLoad − 1}, with its interval
 * @param slo what a step had to meet; absent in older records
 * @param sentence the result, its uncertainty and its reason, for a person who plans
 */
public record Capacity(
        String unit,
        List<LoadStep> steps,
        Outcome outcome,
        @Nullable Estimate highest,
        double bracketLow,
        @Nullable Double bracketHigh,
        List<String> limitedBy,
        @Nullable Double knee,
        List<Break> breakingPoints,
        @JsonAlias("statedLoad") @Nullable Double expectedLoad,
        @Nullable Estimate headroom,
        @Nullable List<SloCondition> slo,
        String sentence) {
    public Capacity {
        steps = List.copyOf(steps);
        limitedBy = List.copyOf(limitedBy);
        breakingPoints = List.copyOf(breakingPoints);
        slo = slo == null ? null : List.copyOf(slo);
    }

    public enum Outcome {
        /** Measured: confirmed by steps on both sides, and narrow enough to plan with. */
        FOUND,
        /** The target's queue remembers for too long near its capacity: only what was carried and what is completed at most is told. */
        BETWEEN,
        /** The time ended before anything broke, or before the capacity was measured: it was tried. */
        OUT_OF_TIME,
        /** The SLO was broken at the lowest load. */
        BELOW_LOWEST,
        /** The highest load of the search was carried, and once more. */
        ABOVE_HIGHEST,
        /** Steps contradict each other: the capacity changed during the search, or noise hides it. */
        UNSTABLE,
        /** The workload did not search: the steps say only between which loads it lies. */
        NOT_SEARCHED,
        /** The run did not come to its end, or most of its steps are void. */
        INCONCLUSIVE
    }

    /**
     * Where something gave.
     *
     * @param cause {@code cpu}, {@code memory}, {@code response-time}, {@code errors}, {@code queue}, {@code throughput}
     * @param load of the first step where it did
     * @param before highest load before it; 0 when it was the first step
     * @param actual, threshold in {@code unit}
     * @param symptoms a phrase each, of everything else that was broken at this load
     */
    public record Break(
            String cause,
            String phase,
            double load,
            double before,
            double actual,
            double threshold,
            String unit,
            List<String> symptoms) {
        public Break {
            symptoms = List.copyOf(symptoms);
        }
    }
}
