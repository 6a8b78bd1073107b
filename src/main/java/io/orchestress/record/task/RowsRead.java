package io.orchestress.record.task;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.text.Format;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link io.orchestress.metrics.RowLog} holds beside its rows. Lines that are none are counted and passed over: the file may have been
 * cut where its writer was killed.
 *
 * @param name of its file
 * @param row what one of them is
 * @param clock how its times relate to the wall clock; empty: it does not say
 * @param count of the rows that were read
 * @param badLines that are no rows
 * @param lost rows that were not written because the disk was slower than the run
 * @param isWhole whether its last line is the one that ends it
 */
public record RowsRead(
        String name, String row, Optional<Clock> clock, long count, long badLines, long lost, boolean isWhole) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One moment by both clocks. */
    public record Clock(long nanos, Instant at) {
        /** A moment of the monotonic clock. */
        public Instant at(long otherNanos) {
            return at.plusNanos(otherNanos - nanos);
        }
    }

    /** Whether all rows that there were have been read. */
    public boolean isComplete() {
        return isWhole && lost == 0 && badLines == 0;
    }

    /** What is missing from it, a sentence's part each; empty: nothing. */
    public List<String> doubts() {
        List<String> doubts = new ArrayList<>();
        if (lost > 0) {
            doubts.add(Format.count(lost, row) + " could not be written to " + name);
        }
        if (!isWhole) {
            doubts.add(name + " has no end");
        }
        if (badLines > 0) {
            doubts.add(Format.count(badLines, "line") + " of " + name + " cannot be read");
        }
        return doubts;
    }

    /**
     * Shows each row, in the order in which they were written.
     *
     * @param form makes a row of a line, is null for a line that is none, and throws {@link IllegalArgumentException} for one that contradicts itself
     * @throws io.orchestress.record.RecordException when the file cannot be read; what it holds is no reason
     */
    static <R> RowsRead of(Path file, String row, Function<JsonNode, @Nullable R> form, Consumer<R> sink) {
        Reading<R> reading = new Reading<>(row, form, sink);
        BoundedLines.each(file, reading::line);
        return reading.result(String.valueOf(file.getFileName()));
    }

    /** The clock alone, which is in the first line. */
    static Optional<Clock> clockOf(Path file) {
        Reading<Object> reading = new Reading<>("", line -> null, row -> {});
        reading.line(BoundedLines.first(file));
        return reading.clock;
    }

    private static final class Reading<R> {
        private final String row;
        private final Function<JsonNode, @Nullable R> form;
        private final Consumer<R> sink;
        private Optional<Clock> clock = Optional.empty();
        private long count;
        private long bad;
        private long lost;
        private boolean whole;

        Reading(String row, Function<JsonNode, @Nullable R> form, Consumer<R> sink) {
            this.row = row;
            this.form = form;
            this.sink = sink;
        }

        void line(String line) {
            whole = false;
            R row = row(line);
            if (row != null) {
                count++;
                sink.accept(row);
            }
        }

        private @Nullable R row(String line) {
            try {
                JsonNode json = JSON.readTree(line);
                if (json != null && json.isObject()) {
                    R row = form.apply(json);
                    if (row == null) {
                        other(json);
                    }
                    return row;
                }
                bad++;
            } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
                bad++;
            }
            return null;
        }

        private void other(JsonNode json) {
            if (json.has("nanos")) {
                clock = Optional.of(new Clock(
                        json.path("nanos").asLong(),
                        Instant.parse(json.path("at").asText())));
            } else if (json.has(row + "s")) {
                lost += Math.max(0, json.path("lost").asLong());
                whole = true;
            } else {
                bad++;
            }
        }

        RowsRead result(String name) {
            return new RowsRead(name, row, clock, count, bad, lost, whole);
        }
    }
}
