package io.orchestress.record;

import java.util.Locale;

/**
 * One row of {@code resources.csv}: one figure of one second.
 *
 * @param atSeconds end of the second, since the load started; 0 where a fact holds from the start
 * @param subject whose figure, one of those in {@link ResourceName}
 * @param name which figure, one of those in {@link ResourceName}
 * @param value in the unit of the name, finite and 0 or more; what could not be read has no row
 */
public record ResourceRow(double atSeconds, String subject, String name, double value) {
    /** First line of the file. */
    public static final String HEADER = "at_seconds,subject,name,value";

    private static final int COLUMNS = 4;

    /** Below it every whole number is a double of its own. */
    private static final double EXACT = 1L << 53;

    public ResourceRow {
        if (!(atSeconds >= 0 && value >= 0) || Double.isInfinite(atSeconds) || Double.isInfinite(value)) {
            throw new IllegalArgumentException("it says " + value + " at " + atSeconds + " s");
        }
    }

    /**
     * Reads one line.
     *
     * @throws IllegalArgumentException when the line is no row
     */
    static ResourceRow parse(String line) {
        String[] fields = line.split(",", -1);
        if (fields.length != COLUMNS) {
            throw new IllegalArgumentException("it has " + fields.length + " columns");
        }
        return new ResourceRow(
                Double.parseDouble(fields[0]),
                PercentCoding.decode(fields[1]),
                PercentCoding.decode(fields[2]),
                Double.parseDouble(fields[3]));
    }

    /** The inverse of {@link #parse}, to the millisecond, and to the fifth decimal of the value. */
    String csv() {
        boolean whole = value == Math.rint(value) && value < EXACT;
        return String.format(Locale.ROOT, "%.3f", atSeconds) + ","
                + PercentCoding.encode(subject) + ","
                + PercentCoding.encode(name) + ","
                + (whole ? Long.toString((long) value) : String.format(Locale.ROOT, "%.5f", value));
    }
}
