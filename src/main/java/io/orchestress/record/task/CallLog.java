package io.orchestress.record.task;

import com.fasterxml.jackson.core.JsonParser;
import io.orchestress.record.task.RowsRead.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The journal of a record's scripted backend, {@value #FILE}. */
public final class CallLog {
    /** Name of the file in a record. */
    public static final String FILE = "backend-calls.jsonl";

    private static final int MOST_OTHERS = 64;
    private static final int HEX = 16;

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
        return RowsRead.of(record.resolve(FILE), "call", new Form(), rows);
    }

    /**
     * How the times of a record's journal relate to the wall clock, from its first line alone; empty: it does not say.
     *
     * @throws io.orchestress.record.RecordException when the file cannot be read
     */
    public static Optional<Clock> clockOf(Path record) {
        return RowsRead.clockOf(record.resolve(FILE));
    }

    private static final class Form implements RowsRead.Form<CallRow> {
        private final KnownTexts texts = new KnownTexts();
        private boolean isCall;
        private long number;
        private String kind = "";
        private String name = "";
        private String task = "";
        private String by = "";
        private List<String> others = List.of();
        private String trace = "";
        private String script = "";
        private int turn;
        private int said;
        private long start;
        private long first;
        private long end;
        private int status;
        private String outcome = "";
        private long tokensIn;
        private long tokensOut;
        private int asked;
        private boolean effect;

        @Override
        public void begins() {
            isCall = false;
            number = 0;
            kind = "";
            name = "";
            task = "";
            by = "";
            others = List.of();
            trace = "";
            script = "";
            turn = -1;
            said = 0;
            start = 0;
            first = 0;
            end = 0;
            status = 0;
            outcome = "";
            tokensIn = 0;
            tokensOut = 0;
            asked = 0;
            effect = false;
        }

        @Override
        public void member(String member, JsonParser at) throws IOException {
            switch (member) {
                case "n" -> number = at.getValueAsLong();
                case "kind" -> {
                    isCall = true;
                    kind = texts.of(at);
                }
                case "name" -> name = texts.of(at);
                case "task" -> task = at.getValueAsString("");
                case "by" -> by = texts.of(at);
                case "others" -> others = RowsRead.texts(at, MOST_OTHERS);
                case "trace" -> trace = at.getValueAsString("");
                case "script" -> script = texts.of(at);
                case "turn" -> turn = at.getValueAsInt(-1);
                case "said" -> said = Integer.parseUnsignedInt(at.getValueAsString(""), HEX);
                case "start" -> start = at.getValueAsLong();
                case "first" -> first = at.getValueAsLong();
                case "end" -> end = at.getValueAsLong();
                case "status" -> status = at.getValueAsInt();
                case "outcome" -> outcome = texts.of(at);
                case "in" -> tokensIn = at.getValueAsLong();
                case "out" -> tokensOut = at.getValueAsLong();
                case "asked" -> asked = at.getValueAsInt();
                case "effect" -> effect = at.getValueAsBoolean();
                default -> {}
            }
        }

        @Override
        public @Nullable CallRow row() {
            return !isCall
                    ? null
                    : new CallRow(
                            number, kind, name, task, by, others, trace, script, turn, said, start, first, end, status,
                            outcome, tokensIn, tokensOut, asked, effect);
        }
    }
}
