package io.orchestress.importer;

import io.orchestress.metrics.FailureClass;
import java.util.Locale;

/** Failure classes of what other tools report. */
final class FailureClasses {
    private static final int LOWEST_STATUS = 100;
    private static final int LOWEST_ERROR = 400;
    private static final int ABOVE_STATUS = 600;

    private FailureClasses() {}

    /**
     * a success below 400, else the class of the status.
     *
     * @throws IllegalArgumentException when it is no HTTP status
     */
    static FailureClass ofStatus(String text, String field) {
        int status = status(text, field);
        return status < LOWEST_ERROR ? FailureClass.OK : FailureClass.http(status);
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

    /** Of an error of which nothing but its words is known: a timeout, a broken connection, or what a check refused. */
    static FailureClass ofWords(String error) {
        String text = error.toLowerCase(Locale.ROOT);
        if (text.contains("timeout") || text.contains("timed out") || text.contains("deadline exceeded")) {
            return FailureClass.TIMEOUT;
        }
        return text.contains("connect") || text.contains("disconnected") || text.contains("socket")
                ? FailureClass.CONNECTION
                : FailureClass.CHECK;
    }
}
