package io.orchestress.importer;

import io.orchestress.record.SeriesKey;
import java.util.Locale;

/** Failure classes of what other tools report. */
final class FailureClasses {
    static final String CONNECTION = "connection";
    static final String CHECK = "check";
    /** The target sent the request elsewhere, once more often than the tool follows. */
    static final String REDIRECT = "redirect";

    private static final int LOWEST_STATUS = 100;
    private static final int LOWEST_ERROR = 400;
    private static final int ABOVE_STATUS = 600;

    private FailureClasses() {}

    /**
     * {@code ok} below 400, else {@code http-<status>}.
     *
     * @throws IllegalArgumentException when it is no HTTP status
     */
    static String ofStatus(String text, String field) {
        int status = status(text, field);
        return status < LOWEST_ERROR ? SeriesKey.OK : "http-" + status;
    }

    /** @throws IllegalArgumentException when it is no HTTP status */
    static int status(String text, String field) {
        if (text.length() == 3 && text.chars().allMatch(Character::isDigit)) {
            int status = Integer.parseInt(text);
            if (status >= LOWEST_STATUS && status < ABOVE_STATUS) {
                return status;
            }
        }
        throw new IllegalArgumentException("'" + field + "' is '" + text + "', not an HTTP status");
    }

    /** Of an error of which nothing but its words is known: {@code timeout}, {@code connection} or {@code check}. */
    static String ofWords(String error) {
        String text = error.toLowerCase(Locale.ROOT);
        if (text.contains("timeout") || text.contains("timed out") || text.contains("deadline exceeded")) {
            return SeriesKey.TIMEOUT;
        }
        return text.contains("connect") || text.contains("disconnected") || text.contains("socket")
                ? CONNECTION
                : CHECK;
    }
}
