package io.orchestress.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the target took to come back after something that was too much for it.
 *
 * @param after {@code spike}, {@code stress} or {@code fault}
 * @param phase in which it could recover
 * @param what it recovered from, in words, such as {@code 1000 users} or {@code freeze}
 * @param reference phase that says what normal is; empty: there is none
 * @param releasedAtSeconds when the load was back to normal, or the fault had ended
 * @param observedSeconds how long after that the run watched
 * @param outcome what can be said
 * @param seconds from release to the moment from which every criterion was met for as long as it must be, in whole seconds of the
 *     run, give or take one; absent unless RECOVERED
 * @param criteria each of its own
 * @param note what the figures do not say: why nothing can be told, when it was disturbed again; may be empty
 */
public record Recovery(
        String after,
        String phase,
        String what,
        String reference,
        double releasedAtSeconds,
        double observedSeconds,
        Outcome outcome,
        @Nullable Double seconds,
        List<Criterion> criteria,
        @Nullable String note) {
    public Recovery {
        criteria = List.copyOf(criteria);
        note = note == null ? "" : note;
    }

    /** One of which there is nothing more to say. */
    public Recovery(
            String after,
            String phase,
            String what,
            String reference,
            double releasedAtSeconds,
            double observedSeconds,
            Outcome outcome,
            @Nullable Double seconds,
            List<Criterion> criteria) {
        this(after, phase, what, reference, releasedAtSeconds, observedSeconds, outcome, seconds, criteria, "");
    }

    @Override
    public String note() {
        return note == null ? "" : note;
    }

    public enum Outcome {
        RECOVERED,
        /** Not by the end of what was watched. */
        NOT_RECOVERED,
        /** Nothing was disturbed: there was nothing to recover from. */
        UNDISTURBED,
        /** Too little ended, or was watched, to tell. */
        INCONCLUSIVE
    }

    /**
     * @param metric {@code p95}, {@code error-rate}, {@code throughput}, {@code queue} as the target tells it, or {@code in-flight}:
     *     requests sent and not answered, where it does not
     * @param unit {@code ms}, {@code ratio}, {@code 1/s} or {@code count}
     * @param reference in the reference phase
     * @param limit up to which it counts as normal; down to which, of throughput
     * @param worst after release, over as many seconds as figures of it need
     * @param seconds from release until it was within the limit and stayed there; absent when it did not, or could not be told
     */
    public record Criterion(
            String metric,
            String unit,
            double reference,
            double limit,
            double worst,
            @Nullable Double seconds,
            Outcome outcome) {}
}
