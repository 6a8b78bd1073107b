package io.orchestress.transport.reach;

import java.util.Date;
import org.jspecify.annotations.Nullable;

/** Words of others, fit for a line. */
final class Words {
    private static final int MOST = 200;

    private Words() {}

    static String of(Throwable cause) {
        return of(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }

    /** On one line, bounded, without what a terminal obeys. */
    static String of(@Nullable String said) {
        String line = String.valueOf(said)
                .replaceAll("\\s+", " ")
                .replaceAll("[\\p{Cntrl}\\p{Cf}\\x{80}-\\x{9f}]", "?")
                .strip();
        return line.length() <= MOST ? line : line.substring(0, MOST) + " …";
    }

    /** A day, in UTC. */
    static String day(Date date) {
        return date.toInstant().toString().substring(0, 10);
    }
}
