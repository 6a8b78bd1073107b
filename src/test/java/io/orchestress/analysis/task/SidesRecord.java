package io.orchestress.analysis.task;

import io.orchestress.record.BothSides;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.TaskLog;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The two files of a record, written line by line; times in ms since the start of the load. */
final class SidesRecord {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final long ZERO = 5_000_000_000_000L;

    private final Path folder;
    private final List<String> tasks = new ArrayList<>();
    private final List<String> calls = new ArrayList<>();
    private final List<PlannedPhase> plan = new ArrayList<>();
    private long shiftMillis;
    private String end = "{\"tasks\":0,\"lost\":0}";
    private String callsEnd = "{\"calls\":0,\"lost\":0}";
    private int number;

    SidesRecord(Path folder) {
        this.folder = folder;
    }

    static String mark(long number) {
        return "orc-%016x".formatted(number);
    }

    /** The backend's clock began so much later than that of the load generator. */
    SidesRecord otherClock(long millis) {
        shiftMillis = millis;
        return this;
    }

    SidesRecord phase(String name, boolean warmUp, double from, double to) {
        plan.add(new PlannedPhase(name, PhaseKind.STEADY, warmUp, from, to, 1, 1));
        return this;
    }

    SidesRecord killed() {
        end = "{\"task\":\"orc-";
        return this;
    }

    SidesRecord backendKilled() {
        callsEnd = "{\"n\":";
        return this;
    }

    SidesRecord task(long mark, double start, double end) {
        return task(mark, "steady", "", start, end, "ok", "");
    }

    SidesRecord task(long mark, String phase, String size, double start, double end, String outcome, String more) {
        tasks.add(("{\"task\":\"%s\",\"phase\":\"%s\",\"request\":\"ask\",\"size\":\"%s\",\"user\":1,\"start\":%d,"
                        + "\"first\":0,\"end\":%d,\"outcome\":\"%s\"%s}")
                .formatted(mark(mark), phase, size, ours(start), end == 0 ? 0 : ours(end), outcome, more));
        return this;
    }

    SidesRecord model(long mark, int turn, double start, double end) {
        return model(mark, turn, start, end, "answered", "");
    }

    SidesRecord model(long mark, int turn, double start, double end, String outcome, String more) {
        return call(
                "\"kind\":\"chat\",\"name\":\"m\",\"task\":\"%s\",\"script\":\"s\",\"turn\":%d,\"in\":10,\"out\":4"
                        .formatted(mark(mark), turn),
                start,
                end,
                outcome,
                more);
    }

    SidesRecord tool(long mark, double start, double end) {
        return call("\"kind\":\"tool\",\"name\":\"t\",\"task\":\"" + mark(mark) + "\"", start, end, "answered", "");
    }

    SidesRecord call(String what, double start, double end, String outcome, String more) {
        number++;
        calls.add("{\"n\":%d,%s,\"start\":%d,\"first\":0,\"end\":%d,\"status\":200,\"outcome\":\"%s\"%s}"
                .formatted(number, what, theirs(start), theirs(end), outcome, more));
        return this;
    }

    SidesRecord line(String call) {
        calls.add(call);
        return this;
    }

    SidesRecord skipNumbers(int count) {
        number += count;
        return this;
    }

    private long ours(double millis) {
        return ZERO + Math.round(millis * 1e6);
    }

    private long theirs(double millis) {
        return ours(millis) - shiftMillis * 1_000_000;
    }

    /** Writes both files, and joins them. */
    BothSides joined() {
        try {
            Files.writeString(folder.resolve(TaskLog.FILE), text("{\"nanos\":" + ours(0), tasks, end));
            Files.writeString(folder.resolve(CallLog.FILE), text("{\"nanos\":" + theirs(0), calls, callsEnd));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return BothSidesAnalysis.of(folder, plan, START).orElseThrow();
    }

    private static String text(String clock, List<String> rows, String last) {
        List<String> lines = new ArrayList<>();
        lines.add(clock + ",\"at\":\"" + START + "\"}");
        lines.addAll(rows);
        lines.add(last);
        return String.join("\n", lines) + "\n";
    }
}
