package io.orchestress.record.task;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A row as a line of JSON; what is empty, 0 or false is left out. */
final class TaskLine {
    private TaskLine() {}

    static void write(TaskRow row, JsonGenerator out) throws IOException {
        out.writeStartObject();
        text(out, "task", row.task());
        text(out, "phase", row.phase());
        text(out, "request", row.request());
        text(out, "size", row.size());
        out.writeNumberField("user", row.user());
        text(out, "tenant", row.tenant());
        text(out, "conversation", row.conversation());
        if (row.place() >= 0) {
            out.writeNumberField("place", row.place());
        }
        out.writeNumberField("start", row.startNanos());
        out.writeNumberField("first", row.firstNanos());
        out.writeNumberField("end", row.endNanos());
        text(out, "outcome", row.outcome());
        flag(out, "accepted", row.accepted());
        if (row.isLeft()) {
            out.writeNumberField("left", row.leftNanos());
            text(out, "by", row.by().name().toLowerCase(Locale.ROOT));
        }
        flag(out, "found", row.found());
        if (!row.others().isEmpty()) {
            out.writeFieldName("others");
            out.writeStartArray();
            for (String other : row.others()) {
                out.writeString(other);
            }
            out.writeEndArray();
        }
        flag(out, "cut", row.cut());
        flag(out, "ended", row.ended());
        if (row.answers() > 1) {
            out.writeNumberField("answers", row.answers());
        }
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, String name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }

    private static void flag(JsonGenerator out, String name, boolean value) throws IOException {
        if (value) {
            out.writeBooleanField(name, true);
        }
    }

    /** @throws IllegalArgumentException when it is no row */
    static TaskRow read(JsonNode line) {
        List<String> others = new ArrayList<>();
        line.path("others").forEach(other -> others.add(other.asText()));
        boolean ended = line.path("ended").asBoolean();
        return new TaskRow(
                line.path("task").asText(),
                line.path("phase").asText(),
                line.path("request").asText(),
                line.path("size").asText(),
                line.path("user").asLong(),
                line.path("tenant").asText(),
                line.path("conversation").asText(),
                line.path("place").asInt(-1),
                line.path("start").asLong(),
                line.path("first").asLong(),
                line.path("end").asLong(),
                line.path("outcome").asText(),
                line.path("accepted").asBoolean(),
                line.path("left").asLong(),
                by(line.path("by").asText()),
                line.path("found").asBoolean(),
                others,
                line.path("cut").asBoolean(),
                ended,
                line.path("answers").asInt(ended ? 1 : 0));
    }

    private static TaskRow.By by(String name) {
        return name.isEmpty() ? TaskRow.By.NOTHING : TaskRow.By.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
