package io.orchestress.record.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.record.task.RowsRead.Clock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The journal of a record's scripted backend, {@value #FILE}. */
public final class CallLog {
    /** Name of the file in a record. */
    public static final String FILE = "backend-calls.jsonl";

    private static final int MOST_OTHERS = 64;

    private CallLog() {}

    /** Whether a record has one. */
    public static boolean isIn(Path record) {
        return Files.isRegularFile(record.resolve(FILE));
    }

    /**
     * Shows each row of a record's journal, in the order in which they were written, which is that of their ends.
     *
     * @throws io.orchestress.record.RecordException when the file cannot be read; what it holds is no reason
     */
    public static RowsRead read(Path record, Consumer<CallRow> rows) {
        return RowsRead.of(record.resolve(FILE), "call", line -> line.has("kind") ? call(line) : null, rows);
    }

    /**
     * How the times of a record's journal relate to the wall clock, from its first line alone; empty: it does not say.
     *
     * @throws io.orchestress.record.RecordException when the file cannot be read
     */
    public static Optional<Clock> clockOf(Path record) {
        return RowsRead.clockOf(record.resolve(FILE));
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
