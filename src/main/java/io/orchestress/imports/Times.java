package io.orchestress.imports;

import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;

/** Times as tools write them, in microseconds since 1970. */
final class Times {
    private static final int DIGITS_OF_SECONDS = 10;
    private static final int DIGITS_OF_MILLIS = 13;
    private static final int DIGITS_OF_MICROS = 16;
    private static final int DIGITS_OF_NANOS = 19;

    private Times() {}

    /**
     * Of RFC 3339, or of a whole number since 1970 in seconds (10 digits), milliseconds (13), microseconds (16) or nanoseconds (19).
     *
     * @throws IllegalArgumentException when it is none of them
     * @throws java.time.DateTimeException when it is no time
     */
    static long micros(String text) {
        if (text.indexOf('-') > 0) {
            OffsetDateTime time = OffsetDateTime.parse(text);
            return time.toEpochSecond() * 1_000_000 + time.get(ChronoField.MICRO_OF_SECOND);
        }
        try {
            long number = Long.parseLong(text);
            return switch (text.length()) {
                case DIGITS_OF_SECONDS -> ofMillis(number * 1000);
                case DIGITS_OF_MILLIS -> ofMillis(number);
                case DIGITS_OF_MICROS -> number;
                case DIGITS_OF_NANOS -> number / 1000;
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
            throw new IllegalArgumentException(millis + " ms is no time, and no length of one");
        }
        return millis * 1000;
    }

    private static String notATime(String text) {
        return "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text)
                + "' is no time since 1970 in s, ms, µs or ns, nor one like 2026-03-01T10:00:00Z";
    }
}
