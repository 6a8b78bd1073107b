package io.orchestress.analysis.orphan;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.Orphans;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.CallRow;
import io.orchestress.record.task.RowsRead;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import io.orchestress.text.Format;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the tasks that were left, then the calls: only those tasks are kept, however many calls there are. */
public final class OrphanAnalysis {
    private static final int MOST_TASKS = 1_000_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final PriceList prices;
    private final Way way;
    private final Map<String, LeftTask> tasks = new HashMap<>();
    private long cancelled;
    private long dropped;
    private long work;
    private long unbooked;
    private long longestNanos;

    OrphanAnalysis(PriceList prices, Way way) {
        this.prices = prices;
        this.way = way;
    }

    /**
     * Of a record; empty where no user left a task, or the run had no scripted backend.
     *
     * @param run with how its injector was, and with both sides
     * @param judged names of the phases whose tasks count
     * @throws io.orchestress.record.RecordException when a file cannot be read
     */
    public static Optional<Orphans> of(Path record, RunRecord run, Set<String> judged, PriceList prices) {
        return of(record, run.status() == RunStatus.COMPLETED, judged, prices, Way.of(run));
    }

    static Optional<Orphans> of(Path record, boolean whole, Set<String> judged, PriceList prices, Way way) {
        if (!TaskLog.isIn(record) || !CallLog.isIn(record)) {
            return Optional.empty();
        }
        OrphanAnalysis analysis = new OrphanAnalysis(prices, way);
        RowsRead log = TaskLog.read(record, row -> {
            if (judged.contains(row.phase())) {
                analysis.task(row);
            }
        });
        if (analysis.tasks.isEmpty()) {
            return Optional.empty();
        }
        RowsRead calls = CallLog.read(record, analysis::call);
        return Optional.of(analysis.result(whole ? doubt(log, calls) : "the run ended early", log.observedNanos()));
    }

    private static String doubt(RowsRead tasks, RowsRead calls) {
        return Stream.of(tasks, calls).flatMap(read -> read.doubts().stream()).collect(Collectors.joining("; "));
    }

    void task(TaskRow row) {
        if (row.isOk()) {
            longestNanos = Math.max(longestNanos, row.endNanos() - row.startNanos());
        }
        if (row.isLeft() && tasks.size() < MOST_TASKS) {
            tasks.put(row.task(), new LeftTask(row.task(), row.startNanos(), row.leftNanos(), way));
            if (row.by() == TaskRow.By.CANCEL) {
                cancelled++;
            } else {
                dropped++;
            }
        }
    }

    void call(CallRow row) {
        if (!row.isWork()) {
            return;
        }
        work++;
        unbooked += row.task().isEmpty() ? 1 : 0;
        LeftTask task = tasks.get(row.task());
        if (task != null) {
            task.add(row, prices);
        }
    }

    /**
     * What came of them.
     *
     * @param logs what is wrong with the logs; empty: nothing
     * @param observedNanos until when the target was observed; 0: nobody says
     */
    Orphans result(String logs, long observedNanos) {
        LeftTasks seen = new LeftTasks(tasks.values());
        return new Orphans(
                cancelled,
                dropped,
                seen.count(),
                seen.percentileMillis(0.5),
                seen.percentileMillis(0.95),
                seen.percentileMillis(1),
                seen.sum(task -> task.callsBegun),
                Math.round(seen.total(task -> task.after.tokens)),
                Math.round(seen.total(task -> task.all.tokens)),
                seen.priced(task -> task.after.cost),
                seen.priced(task -> task.all.cost),
                way.millis(),
                way.longestMillis(),
                Math.round(seen.total(task -> task.beyond.tokens)),
                seen.priced(task -> task.beyond.cost),
                prices.currency(),
                seen.heldAfter(1),
                seen.heldAfter(5),
                seen.sum(task -> task.lateWrites),
                seen.sum(task -> task.lateWritesBeyond),
                seen.worst(),
                Stream.of(logs, unbookable(), observedNanos == 0 ? "" : unseen(seen, observedNanos))
                        .filter(doubt -> !doubt.isEmpty())
                        .findFirst()
                        .orElse(""));
    }

    private String unseen(LeftTasks seen, long observedNanos) {
        long outlasting = seen.outlasting(observedNanos, longestNanos);
        return outlasting == 0
                ? ""
                : "the observation after the last leaving was too short for " + Format.count(outlasting, "task")
                        + ", as tasks take up to " + Format.duration(longestNanos / NANOS_PER_SECOND)
                        + ": raise orchestress.leaving.observe";
    }

    /** Work that is booked to no task may be that of a task that was left. */
    private String unbookable() {
        return unbooked * 100 > work ? unbooked + " of " + work + " calls belong to no known task" : "";
    }
}
