package io.orchestress.analysis.gate;

/**
 * A figure at one place of the record.
 *
 * @param value in the unit of the figure's dimension; NaN: not known
 * @param samples what it was made of
 * @param good those of them that a limit can be kept by: with too few of them a figure may fail, but not pass
 * @param noun of the samples, in the plural
 * @param note how the figure came about; may be empty
 * @param doubt why the figure may fail, but not pass, however many samples it has; empty: it may
 */
record Reading(double value, long samples, long good, String noun, String note, String doubt) {
    Reading(double value, long samples, long good, String noun, String note) {
        this(value, samples, good, noun, note, "");
    }

    /** Something was measured, and the figure cannot be told from it: no rule is kept by it, nor broken. */
    static Reading unknown(String why) {
        return new Reading(Double.NaN, 0, 0, "", why);
    }

    static Reading of(double value, long samples, String noun) {
        return new Reading(value, samples, samples, noun, "");
    }

    Reading doubtful(String why) {
        return new Reading(value, samples, good, noun, note, why);
    }
}
