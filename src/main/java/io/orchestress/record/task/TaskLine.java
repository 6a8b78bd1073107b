package io.orchestress.record.task;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row as a line of JSON; what is empty, 0 or false is left out. */
final class TaskLine {
    private static final SerializableString TASK = new SerializedString("task");
    private static final SerializableString PHASE = new SerializedString("phase");
    private static final SerializableString REQUEST = new SerializedString("request");
    private static final SerializableString SIZE = new SerializedString("size");
    private static final SerializableString USER = new SerializedString("user");
    private static final SerializableString TENANT = new SerializedString("tenant");
    private static final SerializableString CONVERSATION = new SerializedString("conversation");
    private static final SerializableString PLACE = new SerializedString("place");
    private static final SerializableString START = new SerializedString("start");
    private static final SerializableString FIRST = new SerializedString("first");
    private static final SerializableString END = new SerializedString("end");
    private static final SerializableString OUTCOME = new SerializedString("outcome");
    private static final SerializableString ACCEPTED = new SerializedString("accepted");
    private static final SerializableString LEFT = new SerializedString("left");
    private static final SerializableString BY = new SerializedString("by");
    private static final SerializableString FOUND = new SerializedString("found");
    private static final SerializableString OTHERS = new SerializedString("others");
    private static final SerializableString CUT = new SerializedString("cut");
    private static final SerializableString ENDED = new SerializedString("ended");
    private static final SerializableString ANSWERS = new SerializedString("answers");
    private static final SerializableString TRACE = new SerializedString("trace");

    private TaskLine() {}

    static void write(TaskRow row, JsonGenerator out) throws IOException {
        out.writeStartObject();
        text(out, TASK, row.task());
        text(out, PHASE, row.phase());
        text(out, REQUEST, row.request());
        text(out, SIZE, row.size());
        number(out, USER, row.user());
        text(out, TENANT, row.tenant());
        text(out, CONVERSATION, row.conversation());
        if (row.place() >= 0) {
            number(out, PLACE, row.place());
        }
        number(out, START, row.startNanos());
        number(out, FIRST, row.firstNanos());
        number(out, END, row.endNanos());
        text(out, OUTCOME, row.outcome());
        flag(out, ACCEPTED, row.accepted());
        if (row.isLeft()) {
            number(out, LEFT, row.leftNanos());
            text(out, BY, row.by().name().toLowerCase(Locale.ROOT));
        }
        flag(out, FOUND, row.found());
        if (!row.others().isEmpty()) {
            out.writeFieldName(OTHERS);
            out.writeStartArray();
            for (String other : row.others()) {
                out.writeString(other);
            }
            out.writeEndArray();
        }
        flag(out, CUT, row.cut());
        flag(out, ENDED, row.ended());
        if (row.answers() > 1) {
            number(out, ANSWERS, row.answers());
        }
        text(out, TRACE, row.trace());
        out.writeEndObject();
    }

    private static void text(JsonGenerator out, SerializableString name, String value) throws IOException {
        if (!value.isEmpty()) {
            out.writeFieldName(name);
            out.writeString(value);
        }
    }

    private static void number(JsonGenerator out, SerializableString name, long value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(value);
    }

    private static void flag(JsonGenerator out, SerializableString name, boolean value) throws IOException {
        if (value) {
            out.writeFieldName(name);
            out.writeBoolean(true);
        }
    }

    /** Reads such lines, one after the other. */
    static final class Form implements RowsRead.Form<TaskRow> {
        private static final int NOT_SAID = Integer.MIN_VALUE;

        private final KnownTexts texts = new KnownTexts();
        private boolean isTask;
        private String task = "";
        private String phase = "";
        private String request = "";
        private String size = "";
        private long user;
        private String tenant = "";
        private String conversation = "";
        private int place;
        private long start;
        private long first;
        private long end;
        private String outcome = "";
        private boolean accepted;
        private long left;
        private String by = "";
        private boolean found;
        private List<String> others = List.of();
        private boolean cut;
        private boolean ended;
        private int answers;
        private String trace = "";

        @Override
        public void begins() {
            isTask = false;
            task = "";
            phase = "";
            request = "";
            size = "";
            user = 0;
            tenant = "";
            conversation = "";
            place = -1;
            start = 0;
            first = 0;
            end = 0;
            outcome = "";
            accepted = false;
            left = 0;
            by = "";
            found = false;
            others = List.of();
            cut = false;
            ended = false;
            answers = NOT_SAID;
            trace = "";
        }

        @Override
        public void member(String name, JsonParser at) throws IOException {
            switch (name) {
                case "task" -> {
                    isTask = true;
                    task = at.getValueAsString("");
                }
                case "phase" -> phase = texts.of(at);
                case "request" -> request = texts.of(at);
                case "size" -> size = texts.of(at);
                case "user" -> user = at.getValueAsLong();
                case "tenant" -> tenant = texts.of(at);
                case "conversation" -> conversation = at.getValueAsString("");
                case "place" -> place = at.getValueAsInt(-1);
                case "start" -> start = at.getValueAsLong();
                case "first" -> first = at.getValueAsLong();
                case "end" -> end = at.getValueAsLong();
                case "outcome" -> outcome = texts.of(at);
                case "accepted" -> accepted = at.getValueAsBoolean();
                case "left" -> left = at.getValueAsLong();
                case "by" -> by = texts.of(at);
                case "found" -> found = at.getValueAsBoolean();
                case "others" -> others = RowsRead.texts(at, TaskRow.MOST_OTHERS + 1);
                case "cut" -> cut = at.getValueAsBoolean();
                case "ended" -> ended = at.getValueAsBoolean();
                case "answers" -> answers = at.getValueAsInt(NOT_SAID);
                case "trace" -> trace = at.getValueAsString("");
                default -> {}
            }
        }

        @Override
        public @Nullable TaskRow row() {
            return !isTask
                    ? null
                    : new TaskRow(
                            task,
                            phase,
                            request,
                            size,
                            user,
                            tenant,
                            conversation,
                            place,
                            start,
                            first,
                            end,
                            outcome,
                            accepted,
                            left,
                            by(by),
                            found,
                            others,
                            cut,
                            ended,
                            answers == NOT_SAID ? ended ? 1 : 0 : answers,
                            trace);
        }

        private static TaskRow.By by(String name) {
            return name.isEmpty() ? TaskRow.By.NOTHING : TaskRow.By.valueOf(name.toUpperCase(Locale.ROOT));
        }
    }
}
