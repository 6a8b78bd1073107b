package io.orchestress.analysis.gates;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A figure at one place of the record.
 *
 * @param value in the unit of the figure's dimension; NaN: not known
 * @param samples what it was made of
 * @param good those of them that a limit can be kept by: with too few of them a figure may fail, but not pass
 * @param noun of the samples, in the plural
 * @param note how the figure came about; may be empty
 * @param doubt why the figure may fail, but not pass, however many samples it has; empty: it may
 * @param evidence what the samples say of a limit; empty where only the figure itself is known
 * @param strained whether it was measured on a full machine, whatever the run as a whole was
 * @param free what of the value no full machine explains; empty: nothing
 */
record MeasuredMetric(
        double value,
        long samples,
        long good,
        String noun,
        String note,
        String doubt,
        Optional<LimitEvidence> evidence,
        boolean strained,
        OptionalDouble free) {
    MeasuredMetric(double value, long samples, long good, String noun, String note) {
        this(value, samples, good, noun, note, "", Optional.empty(), false, OptionalDouble.empty());
    }

    private static final double ROUNDING = 1e-6;

    /** Something was measured, and the figure cannot be told from it: no rule is kept by it, nor broken. */
    static MeasuredMetric unknown(String why) {
        return new MeasuredMetric(Double.NaN, 0, 0, "", why);
    }

    static MeasuredMetric of(double value, long samples, String noun) {
        return new MeasuredMetric(value, samples, samples, noun, "");
    }

    MeasuredMetric doubtful(String why) {
        return new MeasuredMetric(value, samples, good, noun, note, why, evidence, strained, free);
    }

    /** The same, judged by what its samples say of a limit rather than by the figure alone. */
    MeasuredMetric by(LimitEvidence newEvidence) {
        return new MeasuredMetric(value, samples, good, noun, note, doubt, Optional.of(newEvidence), strained, free);
    }

    MeasuredMetric strained(boolean was, OptionalDouble newFree) {
        return new MeasuredMetric(value, samples, good, noun, note, doubt, evidence, was, newFree);
    }

    /** Whether a limit is broken by what no full machine explains. */
    boolean breaksAnyway(double limit, Relation relation) {
        return free.isPresent() && !relation.holds(free.getAsDouble(), limit);
    }

    /**
     * A share in percent, each sample of which is one draw.
     *
     * @param hits of the samples, what the share is of
     */
    MeasuredMetric ofShare(double hits) {
        return by((limit, relation) -> {
            double beyond = relation.isUpper() ? hits : samples - hits;
            double allowed = relation.isUpper() ? limit / 100 : 1 - limit / 100;
            return new CountEvidence(
                            (long) Math.floor(beyond + ROUNDING),
                            (long) Math.ceil(beyond - ROUNDING),
                            samples,
                            allowed,
                            noun)
                    .chance(true);
        });
    }
}
