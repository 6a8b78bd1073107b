package io.orchestress.backend.call;

import io.orchestress.metrics.JsonLine;
import io.orchestress.metrics.JsonLine.Name;
import io.orchestress.metrics.RowLog;
import io.orchestress.metrics.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;

/** A journal in a file: a {@link RowLog} of calls. */
public final class FileJournal implements Journal {
    private static final Name NUMBER = new Name("n");
    private static final Name KIND = new Name("kind");
    private static final Name NAME = new Name("name");
    private static final Name TASK = new Name("task");
    private static final Name BY = new Name("by");
    private static final Name OTHERS = new Name("others");
    private static final Name TRACE = new Name("trace");
    private static final Name SCRIPT = new Name("script");
    private static final Name TURN = new Name("turn");
    private static final Name SAID = new Name("said");
    private static final Name START = new Name("start");
    private static final Name FIRST = new Name("first");
    private static final Name END = new Name("end");
    private static final Name STATUS = new Name("status");
    private static final Name OUTCOME = new Name("outcome");
    private static final Name IN = new Name("in");
    private static final Name OUT = new Name("out");
    private static final Name ASKED = new Name("asked");
    private static final Name EFFECT = new Name("effect");
    private static final Name FAULT = new Name("fault");

    private final RowLog<Call> log;

    private FileJournal(RowLog<Call> log) {
        this.log = log;
    }

    /**
     * Begins a file, over one that is there.
     *
     * @throws IOException when it cannot be written
     */
    public static FileJournal open(Path file, TimeSource time) throws IOException {
        if (file.toAbsolutePath().getParent() != null) {
            Files.createDirectories(file.toAbsolutePath().getParent());
        }
        return new FileJournal(RowLog.open(file, "calls", FileJournal::write, time));
    }

    @Override
    public void add(Call call) {
        log.add(call);
    }

    @Override
    public long lost() {
        return log.lost();
    }

    private static void write(Call call, JsonLine line) {
        line.number(NUMBER, call.number()).text(KIND, lower(call.kind())).text(NAME, call.name());
        if (call.identity().isBooked()) {
            line.text(TASK, call.identity().task())
                    .text(BY, lower(call.identity().by()));
        }
        line.texts(OTHERS, call.identity().others())
                .textIfAny(TRACE, call.identity().trace())
                .textIfAny(SCRIPT, call.script());
        if (call.turn() >= 0) {
            line.number(TURN, call.turn());
        }
        if (call.said() != 0) {
            line.text(SAID, HexFormat.of().toHexDigits(call.said()));
        }
        line.number(START, call.startNanos())
                .number(FIRST, call.firstNanos())
                .number(END, call.endNanos())
                .number(STATUS, call.status())
                .text(OUTCOME, lower(call.outcome()))
                .number(IN, call.tokensIn())
                .number(OUT, call.tokensOut());
        if (call.toolsAsked() > 0) {
            line.number(ASKED, call.toolsAsked());
        }
        line.flag(EFFECT, call.effect()).textIfAny(FAULT, call.fault());
    }

    private static String lower(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        log.close();
    }
}
