package io.orchestress.record;

import java.util.Locale;

/**
 * One row of {@code tallies.csv}: by how much one count grew in one second.
 *
 * @param atSeconds end of the second, since the load started
 * @param phase in which the request, or the task, started
 * @param request its name
 * @param tally what was counted, one of {@link CounterName}
 * @param detail such as a model; may be empty
 * @param delta from 1 to 10¹⁵
 */
public record CounterRow(double atSeconds, String phase, String request, String tally, String detail, long delta) {
    /** First line of the file. */
    public static final String HEADER = "at_seconds,phase,request,tally,detail,delta";

    /** A million calls in a second, each with the most tokens that are believed. */
    private static final long MOST = 1_000_000_000_000_000L;

    private static final int COLUMNS = 6;

    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException when the line is no row
     */
    static CounterRow parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalArgumentException("it has " + fields.length + " columns");
        }
        double atSeconds = Double.parseDouble(fields[0]);
        long delta = Long.parseLong(fields[5]);
        if (!Double.isFinite(atSeconds) || delta <= 0 || delta > MOST) {
            throw new IllegalArgumentException("it adds " + fields[5] + " at " + fields[0] + " s");
        }
        return new CounterRow(
                atSeconds,
                PercentCoding.decode(fields[1]),
                PercentCoding.decode(fields[2]),
                PercentCoding.decode(fields[3]),
                PercentCoding.decode(fields[4]),
                delta);
    }

    /** The inverse of {@link #parse}, to the millisecond. */
    String csv() {
        return String.format(Locale.ROOT, "%.3f", atSeconds) + ","
                + PercentCoding.encode(phase) + ","
                + PercentCoding.encode(request) + ","
                + PercentCoding.encode(tally) + ","
                + PercentCoding.encode(detail) + ","
                + delta;
    }
}
