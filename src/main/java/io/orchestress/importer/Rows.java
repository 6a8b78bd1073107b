package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/** The rows of a file: one that cannot be read is left out and counted, see {@link SkippedRows}. */
final class Rows {
    private final Path file;
    private final String valid;
    private final RunInfo.Builder facts;

    /** @param valid what would be, for messages */
    Rows(Path file, String valid, RunInfo.Builder facts) {
        this.file = file;
        this.valid = valid;
        this.facts = facts;
    }

    /** Reads one row. It hands over its events last of all: a row that fails has handed over none. */
    interface Reading {
        /**
         * @throws IllegalArgumentException or a {@link DateTimeException} or {@link ArithmeticException}: it is a bad row
         * @throws WholeFileException the file cannot be read
         */
        void read() throws IOException;
    }

    /** A row that ends as rows do. */
    void read(long line, Reading row) throws IOException {
        String problem = problem(line, row);
        if (problem != null) {
            facts.leaveOut("line " + line, problem);
        }
    }

    /** The last one of a file that ends without an end of line: whole, or torn. */
    void readLast(long line, Reading row) throws IOException {
        if (problem(line, row) == null) {
            facts.remark("Line " + line + ", the last one, has no end of line. It is whole and was counted.");
        } else {
            facts.torn("line " + line);
        }
    }

    private @Nullable String problem(long line, Reading row) throws IOException {
        try {
            row.read();
            return null;
        } catch (JsonProcessingException e) {
            return "it is not JSON: " + e.getOriginalMessage();
        } catch (WholeFileException e) {
            throw new ImportException(file, "line " + line + ": " + e.getMessage(), valid, e);
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
