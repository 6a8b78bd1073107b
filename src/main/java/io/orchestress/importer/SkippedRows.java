package io.orchestress.importer;

/**
 * Rows of a file that cannot be read, and so are in no count.
 *
 * @param rows how many
 * @param place of the first, such as {@code line 17}
 * @param reason why the first cannot be read
 */
public record SkippedRows(long rows, String place, String reason) {
    /** Of the requests of a file; more rows that cannot be read, and the file is refused. */
    static final double MOST_SHARE = 0.02;

    /** So many may always be left out, if there are as many requests. */
    static final int ALWAYS = 3;

    /** Of the requests of a file: rows left out above it could have been the failures that decide. */
    static final double DOUBTFUL_SHARE = 0.001;

    static SkippedRows first(String place, String reason) {
        return new SkippedRows(1, place, reason);
    }

    SkippedRows and(long more) {
        return new SkippedRows(rows + more, place, reason);
    }

    boolean isTooMuch(long requests) {
        return rows > requests || rows > Math.max(ALWAYS, MOST_SHARE * requests);
    }

    /** Whether nothing can be passed without them. */
    boolean isDoubtful(long requests) {
        return rows > DOUBTFUL_SHARE * requests;
    }

    /** {@code 3 rows cannot be read and were left out, the first at line 17: it has 9 columns, the header has 17.} */
    String sentence() {
        String count = rows == 1
                ? "1 row cannot be read and was left out, at "
                : rows + " rows cannot be read and were left out, the first at ";
        return count + place + ": " + reason + (reason.endsWith("?") ? "" : ".");
    }
}
