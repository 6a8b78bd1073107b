package io.orchestress.record.task;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.record.RecordException;
import io.orchestress.record.task.TaskLog.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the journal of the scripted backend holds, row by row. Lines that are none are counted and passed over.
 *
 * @param clock how its times relate to the wall clock; empty: it does not say
 * @param rows that were read
 * @param badLines that are no rows
 */
public record CallLog(Optional<Clock> clock, long rows, long badLines) {
    /** Name of the file in a record. */
    public static final String FILE = "backend-calls.jsonl";

    private static final int MOST_OTHERS = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whether a record has one. */
    public static boolean isIn(Path record) {
        return Files.isRegularFile(record.resolve(FILE));
    }

    /**
     * Shows each row of a record's journal, in the order in which they were written, which is that of their ends.
     *
     * @throws RecordException when the file cannot be read; what it holds is no reason
     */
    public static CallLog read(Path record, Consumer<CallRow> rows) {
        Reading reading = new Reading(rows);
        BoundedLines.each(record.resolve(FILE), reading::line);
        return new CallLog(reading.clock, reading.rows, reading.bad);
    }

    /**
     * How the times of a record's journal relate to the wall clock, from its first line alone; empty: it does not say.
     *
     * @throws RecordException when the file cannot be read
     */
    public static Optional<Clock> clockOf(Path record) {
        Reading reading = new Reading(row -> {});
        reading.line(BoundedLines.first(record.resolve(FILE)));
        return reading.clock;
    }

    private static final class Reading {
        private final Consumer<CallRow> sink;
        private Optional<Clock> clock = Optional.empty();
        private long rows;
        private long bad;

        Reading(Consumer<CallRow> sink) {
            this.sink = sink;
        }

        void line(String line) {
            CallRow row = row(line);
            if (row != null) {
                rows++;
                sink.accept(row);
            }
        }

        private @Nullable CallRow row(String line) {
            try {
                JsonNode json = JSON.readTree(line);
                if (json != null && json.has("kind")) {
                    return call(json);
                }
                if (json != null && json.has("nanos")) {
                    clock = Optional.of(new Clock(
                            json.path("nanos").asLong(),
                            Instant.parse(json.path("at").asText())));
                } else {
                    bad++;
                }
            } catch (JacksonException | IllegalArgumentException | DateTimeParseException e) {
                bad++;
            }
            return null;
        }
    }

    private static CallRow call(JsonNode line) {
        List<String> others = new ArrayList<>();
        for (JsonNode other : line.path("others")) {
            if (others.size() < MOST_OTHERS) {
                others.add(other.asText());
            }
        }
        return new CallRow(
                line.path("n").asLong(),
                line.path("kind").asText(),
                line.path("name").asText(),
                line.path("task").asText(),
                line.path("by").asText(),
                others,
                line.path("trace").asText(),
                line.path("script").asText(),
                line.path("turn").asInt(-1),
                line.has("said") ? Integer.parseUnsignedInt(line.path("said").asText(), 16) : 0,
                line.path("start").asLong(),
                line.path("first").asLong(),
                line.path("end").asLong(),
                line.path("status").asInt(),
                line.path("outcome").asText(),
                line.path("in").asLong(),
                line.path("out").asLong(),
                line.path("asked").asInt(),
                line.path("effect").asBoolean());
    }
}
