package io.orchestress.record.task;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.RecordException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the log of tasks holds, row by row. Lines that are none are counted and passed over: the file may have been cut where its writer was killed.
 *
 * @param clock how its times relate to the wall clock; empty: it does not say
 * @param rows that were read
 * @param badLines that are no rows
 * @param lost rows that were not written because the disk was slower than the run
 * @param isWhole whether its last line is the one that ends it
 */
public record TaskLog(Optional<Clock> clock, long rows, long badLines, long lost, boolean isWhole) {
    /** Name of the file in a record. */
    public static final String FILE = "tasks.jsonl";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One moment by both clocks. */
    public record Clock(long nanos, Instant at) {
        /** A moment of the monotonic clock. */
        public Instant at(long otherNanos) {
            return at.plusNanos(otherNanos - nanos);
        }
    }

    /** Whether a record has one. */
    public static boolean isIn(Path record) {
        return Files.isRegularFile(record.resolve(FILE));
    }

    /**
     * Shows each row of a record's log, in the order in which they were written, which is that of their ends.
     *
     * @throws RecordException when the file cannot be read; what it holds is no reason
     */
    public static TaskLog read(Path record, Consumer<TaskRow> rows) {
        Reading reading = new Reading(rows);
        BoundedLines.each(record.resolve(FILE), reading::line);
        return reading.result();
    }

    private static final class Reading {
        private final Consumer<TaskRow> sink;
        private Optional<Clock> clock = Optional.empty();
        private long rows;
        private long bad;
        private long lost;
        private boolean whole;

        Reading(Consumer<TaskRow> sink) {
            this.sink = sink;
        }

        void line(String line) {
            whole = false;
            TaskRow row = row(line);
            if (row != null) {
                rows++;
                sink.accept(row);
            }
        }

        private @Nullable TaskRow row(String line) {
            try {
                JsonNode json = JSON.readTree(line);
                if (json == null || !json.isObject()) {
                    bad++;
                } else if (json.has("task")) {
                    return TaskLine.read(json);
                } else if (json.has("nanos")) {
                    clock = Optional.of(new Clock(
                            json.path("nanos").asLong(),
                            Instant.parse(json.path("at").asText())));
                } else if (json.has("tasks")) {
                    lost += Math.max(0, json.path("lost").asLong());
                    whole = true;
                } else {
                    bad++;
                }
            } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
                bad++;
            }
            return null;
        }

        TaskLog result() {
            return new TaskLog(clock, rows, bad, lost, whole);
        }
    }
}
