package io.orchestress.importer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as tools write them, in microseconds since 1970. Only those from 2000 to 2100 are believed. */
final class Timestamps {
    private static final int DIGITS_OF_SECONDS = 10;
    private static final int DIGITS_OF_MILLIS = 13;
    private static final int DIGITS_OF_MICROS = 16;
    private static final int DIGITS_OF_NANOS = 19;

    private static final long FIRST_MICROS = micros(Instant.parse("2000-01-01T00:00:00Z"));
    private static final long LAST_MICROS = micros(Instant.parse("2100-01-01T00:00:00Z"));

    private static final Pattern DATE = Pattern.compile("(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)"
            + "(?:[.,](\\d{1,9}))?\\s?(Z|UTC|[+-]\\d\\d(?::?\\d\\d)?)?");
    private static final Pattern FRACTION = Pattern.compile("(\\d{10})\\.(\\d{1,9})");

    private Timestamps() {}

    /**
     * Of RFC 3339 and ISO 8601 with a zone or without one (it is UTC then), or of a number since 1970 in seconds (10 digits, also
     * with a fraction), milliseconds (13), microseconds (16) or nanoseconds (19).
     *
     * @throws IllegalArgumentException when it is none of them, or not from 2000 to 2100
     * @throws java.time.DateTimeException when it is no time
     */
    static long micros(String text) {
        if (isDate(text)) {
            return plausible(date(text), text, "");
        }
        try {
            if (text.indexOf('.') > 0) {
                return fraction(text);
            }
            long number = Long.parseLong(text);
            return switch (text.length()) {
                case DIGITS_OF_SECONDS -> plausible(number * 1_000_000, text, "seconds");
                case DIGITS_OF_MILLIS -> plausible(number * 1000, text, "milliseconds");
                case DIGITS_OF_MICROS -> plausible(number, text, "microseconds");
                case DIGITS_OF_NANOS -> plausible(number / 1000, text, "nanoseconds");
                default -> throw new IllegalArgumentException(notATime(text));
            };
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(notATime(text), e);
        }
    }

    /**
     * Of a time or a length in milliseconds.
     *
     * @throws IllegalArgumentException when it is none that a clock can have shown
     */
    static long ofMillis(long millis) {
        if (millis > Long.MAX_VALUE / 1000 || millis < Long.MIN_VALUE / 1000) {
            throw new IllegalArgumentException(millis + " ms is neither a time nor a duration");
        }
        return millis * 1000;
    }

    /** Whether it is a date that does not say in which zone: it is taken as UTC. */
    static boolean isWithoutZone(String text) {
        if (!isDate(text)) {
            return false;
        }
        Matcher date = DATE.matcher(text);
        return date.matches() && date.group(8) == null;
    }

    private static boolean isDate(String text) {
        return text.length() > 4 && (text.charAt(4) == '-' || text.charAt(4) == '/');
    }

    private static long fraction(String text) {
        Matcher seconds = FRACTION.matcher(text);
        if (!seconds.matches()) {
            throw new IllegalArgumentException(notATime(text));
        }
        return plausible(
                Long.parseLong(seconds.group(1)) * 1_000_000L + nanos(seconds.group(2)) / 1000, text, "seconds");
    }

    /** @throws IllegalArgumentException when it is not from 2000 to 2100 */
    static void requirePlausible(long micros) {
        if (micros < FIRST_MICROS || micros >= LAST_MICROS) {
            throw new IllegalArgumentException("its time, " + instant(micros) + ", is not from 2000 to 2100");
        }
    }

    /** ISO 8601, to the millisecond. */
    static String instant(long micros) {
        return Instant.ofEpochMilli(Math.floorDiv(micros, 1000L)).toString();
    }

    private static long plausible(long micros, String text, String unit) {
        if (micros < FIRST_MICROS || micros >= LAST_MICROS) {
            throw new IllegalArgumentException(
                    unit.isEmpty()
                            ? "'" + text + "' is not from 2000 to 2100"
                            : "'" + text + "', taken as " + unit + " since 1970 by its "
                                    + text.replaceAll("\\D.*", "").length() + " digits, is " + instant(micros)
                                    + ", not from 2000 to 2100");
        }
        return micros;
    }

    private static long date(String text) {
        // What most files have, and what the library reads fastest.
        if (text.endsWith("Z") && text.indexOf('T') > 0) {
            return micros(OffsetDateTime.parse(text).toInstant());
        }
        Matcher date = DATE.matcher(text);
        if (!date.matches()) {
            throw new IllegalArgumentException(notATime(text));
        }
        String zone = date.group(8);
        String nanos = date.group(7);
        LocalDateTime time = LocalDateTime.of(
                Integer.parseInt(date.group(1)),
                Integer.parseInt(date.group(2)),
                Integer.parseInt(date.group(3)),
                Integer.parseInt(date.group(4)),
                Integer.parseInt(date.group(5)),
                Integer.parseInt(date.group(6)),
                nanos == null ? 0 : nanos(nanos));
        return micros(time.toInstant(
                zone == null || zone.equals("UTC") || zone.equals("Z") ? ZoneOffset.UTC : ZoneOffset.of(zone)));
    }

    private static int nanos(String fraction) {
        return Integer.parseInt(fraction + "0".repeat(9 - fraction.length()));
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1000;
    }

    private static String notATime(String text) {
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text)
                + "' is neither a time since 1970 in s, ms, µs or ns nor one like 2026-03-01T10:00:00Z";
    }
}
