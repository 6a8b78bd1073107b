package io.orchestress.analysis.gate;

/**
 * A figure at one place of the record.
 *
 * @param value in the unit of the figure's dimension
 * @param samples what it was made of
 * @param good those of them that a limit can be kept by: with too few of them a figure may fail, but not pass
 * @param noun of the samples, in the plural
 * @param note how the figure came about; may be empty
 */
record Reading(double value, long samples, long good, String noun, String note) {
    static Reading of(double value, long samples, String noun) {
        return new Reading(value, samples, samples, noun, "");
    }
}
