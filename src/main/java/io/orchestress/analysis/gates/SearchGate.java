package io.orchestress.analysis.gates;

import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.record.metric.MetricCatalogue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The gate of a search for the capacity, which drives the target beyond what it carries on purpose: PASS when the capacity was found, or two loads that it lies between, and where a load is stated, when that
 * is carried beyond doubt; FAIL when it is surely not; INCONCLUSIVE else.
 */
final class SearchGate {
    /** Its name. */
    private static final String WORKLOAD = "capacity";

    private SearchGate() {}

    /** Whether a run searched; the gates of other runs make no sense for it. */
    static boolean isFor(RunRecord run) {
        return run.workload().equals(WORKLOAD) && capacity(run).isPresent();
    }

    private static Optional<Capacity> capacity(RunRecord run) {
        return Optional.ofNullable(run.planning()).flatMap(planning -> Optional.ofNullable(planning.capacity()));
    }

    static Gate of(RunRecord run) {
        Capacity capacity = capacity(run).orElseThrow();
        Estimate highest = capacity.highest();
        double stated = capacity.expectedLoad() == null ? 0 : capacity.expectedLoad();
        return new Gate(
                MetricCatalogue.CAPACITY.name(),
                outcome(capacity, highest, stated),
                actual(capacity, highest),
                stated,
                capacity.unit(),
                capacity.sentence(),
                null,
                next(capacity, outcome(capacity, highest, stated)));
    }

    /** What the sentence does not say: where it is found, and on which side of the stated load is not known. */
    private static String next(Capacity capacity, Outcome outcome) {
        if (outcome != Outcome.INCONCLUSIVE) {
            return "";
        }
        return switch (capacity.outcome()) {
            case FOUND, BETWEEN ->
                "The expected load lies within that range: search longer (orchestress.capacity.max-duration),"
                        + " or for a smaller orchestress.capacity.precision.";
            case BELOW_LOWEST -> "Start the search lower (orchestress.capacity.from).";
            case ABOVE_HIGHEST, OUT_OF_TIME, UNSTABLE, NOT_SEARCHED, INCONCLUSIVE -> "";
        };
    }

    /** The highest load that is known to be carried, where that is what decides. */
    private static @Nullable Double actual(Capacity capacity, @Nullable Estimate highest) {
        boolean oneSided = capacity.outcome() == Capacity.Outcome.BETWEEN
                || capacity.outcome() == Capacity.Outcome.ABOVE_HIGHEST
                || capacity.outcome() == Capacity.Outcome.BELOW_LOWEST;
        return highest != null ? Double.valueOf(highest.value()) : oneSided ? capacity.bracketLow() : null;
    }

    private static Outcome outcome(Capacity capacity, @Nullable Estimate highest, double stated) {
        double lowest =
                capacity.steps().stream().mapToDouble(step -> step.load()).min().orElse(0);
        return switch (capacity.outcome()) {
            case FOUND ->
                highest == null
                        ? Outcome.INCONCLUSIVE
                        : highest.low() >= stated
                                ? Outcome.PASS
                                : highest.high() < stated ? Outcome.FAIL : Outcome.INCONCLUSIVE;
            case BETWEEN ->
                capacity.bracketLow() >= stated
                        ? Outcome.PASS
                        : capacity.bracketHigh() != null && capacity.bracketHigh() < stated
                                ? Outcome.FAIL
                                : Outcome.INCONCLUSIVE;
            case ABOVE_HIGHEST -> stated > 0 && capacity.bracketLow() >= stated ? Outcome.PASS : Outcome.INCONCLUSIVE;
            case BELOW_LOWEST -> stated >= lowest ? Outcome.FAIL : Outcome.INCONCLUSIVE;
            case OUT_OF_TIME, UNSTABLE, NOT_SEARCHED, INCONCLUSIVE -> Outcome.INCONCLUSIVE;
        };
    }
}
