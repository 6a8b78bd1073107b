package io.orchestress.record.task;

import com.fasterxml.jackson.core.JsonParser;
import io.orchestress.metrics.JsonLine;
import io.orchestress.metrics.JsonLine.Name;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A row as a line of JSON; what is empty, 0 or false is left out. */
final class TaskLine {
    private static final Name TASK = new Name("task");
    private static final Name PHASE = new Name("phase");
    private static final Name REQUEST = new Name("request");
    private static final Name SIZE = new Name("size");
    private static final Name USER = new Name("user");
    private static final Name TENANT = new Name("tenant");
    private static final Name CONVERSATION = new Name("conversation");
    private static final Name PLACE = new Name("place");
    private static final Name START = new Name("start");
    private static final Name FIRST = new Name("first");
    private static final Name END = new Name("end");
    private static final Name OUTCOME = new Name("outcome");
    private static final Name ACCEPTED = new Name("accepted");
    private static final Name LEFT = new Name("left");
    private static final Name BY = new Name("by");
    private static final Name FOUND = new Name("found");
    private static final Name OTHERS = new Name("others");
    private static final Name CUT = new Name("cut");
    private static final Name ENDED = new Name("ended");
    private static final Name ANSWERS = new Name("answers");
    private static final Name TRACE = new Name("trace");

    private TaskLine() {}

    static void write(TaskRow row, JsonLine out) {
        out.textIfAny(TASK, row.task())
                .textIfAny(PHASE, row.phase())
                .textIfAny(REQUEST, row.request())
                .textIfAny(SIZE, row.size())
                .number(USER, row.user())
                .textIfAny(TENANT, row.tenant())
                .textIfAny(CONVERSATION, row.conversation());
        if (row.place() >= 0) {
            out.number(PLACE, row.place());
        }
        out.number(START, row.startNanos())
                .number(FIRST, row.firstNanos())
                .number(END, row.endNanos())
                .textIfAny(OUTCOME, row.outcome())
                .flag(ACCEPTED, row.accepted());
        if (row.isLeft()) {
            out.number(LEFT, row.leftNanos()).text(BY, row.by().name().toLowerCase(Locale.ROOT));
        }
        out.flag(FOUND, row.found())
                .texts(OTHERS, row.others())
                .flag(CUT, row.cut())
                .flag(ENDED, row.ended());
        if (row.answers() > 1) {
            out.number(ANSWERS, row.answers());
        }
        out.textIfAny(TRACE, row.trace());
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
