package io.orchestress.record.metric;

import io.orchestress.record.Estimate;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The value of a metric at one place of a record.
 *
 * @param value in the unit of the metric; NaN: something was measured, and the value cannot be told from it
 * @param percent the same as a percentage, divided once, so that a share that is exactly at a limit is the same number as the limit;
 *     of shares only
 * @param samples what it was made of
 * @param good those of them by which a limit can be kept: a target that refuses at once is not fast
 * @param noun of the samples, in the plural
 * @param hits of the samples, where each is one draw: what the share is of
 * @param unit where the metric leaves it open: a currency, the unit of a load; else empty
 * @param note how it came about; may be empty
 * @param doubt why it can break a limit, but not keep one; may be empty
 * @param surely what of it breaks a limit, where that is not all of it
 * @param interval of 95 % around the value, where it comes with one
 * @param strained whether it was measured on a full machine, and what of it no such machine explains
 */
public record Reading(
        double value,
        double percent,
        long samples,
        long good,
        String noun,
        OptionalDouble hits,
        String unit,
        String note,
        String doubt,
        Optional<Surely> surely,
        Optional<Estimate> interval,
        Strained strained) {

    /**
     * What a full machine may have made of a value that holds its waiting.
     *
     * @param was whether the machine was full in this very part of the run; of others the run as a whole is asked
     * @param free what of the value no full machine explains, in the unit of the metric: by it a limit is broken on such a machine, too; empty: nothing
     */
    public record Strained(boolean was, OptionalDouble free) {
        static final Strained NOT = new Strained(false, OptionalDouble.empty());
    }

    /**
     * What a value is at least: a limit is broken only by this, and kept only by the value itself; between them it cannot be told.
     *
     * @param value in the unit of the metric
     * @param words what it is, for a note
     * @param remedy what would tell, a sentence; empty: more samples
     */
    public record Surely(double value, String words, String remedy) {}

    /** A value of which nothing but its samples is known. */
    public static Reading of(double value, long samples, String noun) {
        return new Reading(
                value,
                100 * value,
                samples,
                samples,
                noun,
                OptionalDouble.empty(),
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Strained.NOT);
    }

    /** A value that comes with its 95 % interval. */
    public static Reading of(Estimate estimate, long samples, String noun) {
        Reading value = of(estimate.value(), samples, noun);
        return new Reading(
                value.value,
                value.percent,
                samples,
                samples,
                noun,
                value.hits,
                "",
                "",
                "",
                Optional.empty(),
                Optional.of(estimate),
                Strained.NOT);
    }

    /** A share of draws: {@code hits ÷ of}; 0 of none. */
    public static Reading share(long hits, long of, String noun) {
        double value = of == 0 ? 0 : (double) hits / of;
        double percent = of == 0 ? 0 : 100.0 * hits / of;
        return new Reading(
                value,
                percent,
                of,
                of,
                noun,
                OptionalDouble.of(hits),
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Strained.NOT);
    }

    /** A share of draws, or a score that varies no more than one, of which only the value is known. */
    static Reading share(double value, long of, String noun) {
        return new Reading(
                value,
                100 * value,
                of,
                of,
                noun,
                OptionalDouble.of(value * of),
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Strained.NOT);
    }

    /** No rule is kept by it, nor broken. */
    static Reading unknown(String why) {
        return new Reading(
                Double.NaN,
                Double.NaN,
                0,
                0,
                "",
                OptionalDouble.empty(),
                "",
                why,
                "",
                Optional.empty(),
                Optional.empty(),
                Strained.NOT);
    }

    Reading good(long newGood) {
        return new Reading(value, percent, samples, newGood, noun, hits, unit, note, doubt, surely, interval, strained);
    }

    Reading in(String newUnit) {
        return new Reading(value, percent, samples, good, noun, hits, newUnit, note, doubt, surely, interval, strained);
    }

    Reading noted(String newNote) {
        return new Reading(value, percent, samples, good, noun, hits, unit, newNote, doubt, surely, interval, strained);
    }

    Reading doubted(String newDoubt) {
        return new Reading(value, percent, samples, good, noun, hits, unit, note, newDoubt, surely, interval, strained);
    }

    Reading surely(Surely least) {
        return new Reading(
                value, percent, samples, good, noun, hits, unit, note, doubt, Optional.of(least), interval, strained);
    }

    Reading strained(boolean was, OptionalDouble free) {
        return new Reading(
                value,
                percent,
                samples,
                good,
                noun,
                hits,
                unit,
                note,
                doubt,
                surely,
                interval,
                new Strained(was, free));
    }
}
