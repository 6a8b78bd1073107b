package io.orchestress.record.task;

import io.orchestress.metrics.RowLog;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.task.RowsRead.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The log of a record's tasks, {@value #FILE}. */
public final class TaskLog {
    /** Name of the file in a record. */
    public static final String FILE = "tasks.jsonl";

    private TaskLog() {}

    /** Whether a record has one. */
    public static boolean isIn(Path record) {
        return Files.isRegularFile(record.resolve(FILE));
    }

    /**
     * Begins that of a record.
     *
     * @throws IOException when it cannot be written
     */
    public static RowLog<TaskRow> open(Path record, TimeSource time) throws IOException {
        return RowLog.open(record.resolve(FILE), "tasks", TaskLine::write, time);
    }

    /**
     * Shows each row of a record's log, in the order in which they were written, which is that of their ends.
     *
     * @throws io.orchestress.record.RecordException when the file cannot be read; what it holds is no reason
     */
    public static RowsRead read(Path record, Consumer<TaskRow> rows) {
        return RowsRead.of(record.resolve(FILE), "task", new TaskLine.Form(), rows);
    }

    /**
     * How the times of a record's tasks relate to the wall clock, from its first line alone; empty: it does not say.
     *
     * @throws io.orchestress.record.RecordException when the file cannot be read
     */
    public static Optional<Clock> clockOf(Path record) {
        return RowsRead.clockOf(record.resolve(FILE));
    }
}
