package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import io.orchestress.analysis.task.JoinedTask.TaskPart;
import io.orchestress.record.BothSides;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.RecordException;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.CallRow;
import io.orchestress.record.task.RowsRead;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Joins {@code tasks.jsonl} with {@code backend-calls.jsonl}. Each file is read once; {@link Spill} keeps memory bounded, so that a run of ten million tasks
 * needs no more of it than one of a million.
 */
public final class BothSidesAnalysis {
    private static final String PREFIX = "orc-";
    private static final int RADIX = 16;
    private static final int DIGITS = Long.SIZE / 4;
    private static final int MOST_CALLS_OF_A_TASK = 10_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final Path record;
    private final List<PlannedPhase> plan;
    private final @Nullable Instant loadStartedAt;
    private final Spill spill;
    private final LatencyCounts durations = new LatencyCounts();
    private final BookingCounts counted = new BookingCounts();
    private @Nullable ModelConcurrency concurrency;

    private BothSidesAnalysis(Path record, List<PlannedPhase> plan, @Nullable Instant loadStartedAt, Spill spill) {
        this.record = record;
        this.plan = List.copyOf(plan);
        this.loadStartedAt = loadStartedAt;
        this.spill = spill;
    }

    /**
     * Empty where the record lacks one of the two files.
     *
     * @param plan phases of the run
     * @throws RecordException when a file cannot be read
     */
    public static Optional<BothSides> of(Path record, List<PlannedPhase> plan, @Nullable Instant loadStartedAt) {
        if (!TaskLog.isIn(record) || !CallLog.isIn(record)) {
            return Optional.empty();
        }
        try {
            long bytes = Files.size(record.resolve(TaskLog.FILE)) + Files.size(record.resolve(CallLog.FILE));
            try (Spill spill = new Spill(bytes)) {
                return Optional.of(new BothSidesAnalysis(record, plan, loadStartedAt, spill).joined());
            }
        } catch (IOException | UncheckedIOException e) {
            throw new RecordException(
                    record.resolve(CallLog.FILE),
                    "it could not be joined with " + TaskLog.FILE + ": " + e.getMessage(),
                    "a folder for temporary files, java.io.tmpdir, with as much free space as both files have",
                    e instanceof IOException io ? io : new IOException(e));
        }
    }

    private BothSides joined() throws IOException {
        RowsRead tasks = TaskLog.read(record, this::add);
        SidesClocks clocks = new SidesClocks(
                tasks.clock().orElse(null), CallLog.clockOf(record).orElse(null), loadStartedAt);
        long shift = clocks.shiftNanos();
        RowsRead calls;
        List<BothSides.Concurrency> underWay;
        try (ModelConcurrency models = new ModelConcurrency(windows(clocks), spill.size() == 1)) {
            concurrency = models;
            calls = CallLog.read(record, call -> add(call, shift));
            underWay = models.results();
        }
        WorkTable table = new WorkTable(
                plan.stream()
                        .filter(phase -> !phase.warmUp())
                        .map(PlannedPhase::name)
                        .collect(Collectors.toSet()),
                plan.stream().map(PlannedPhase::name).toList());
        Waterfalls waterfalls = new Waterfalls(
                durations.isEmpty() ? 0 : durations.atPercentile(50) * NANOS_PER_MICRO,
                joined -> clocks.seconds(joined.task().startNanos()));
        for (int part = 0; part < spill.size(); part++) {
            join(part, table, waterfalls);
        }
        return new BothSides(
                counted.booking(tasks, calls, shift != 0), table.results(), underWay, waterfalls.results());
    }

    private List<ModelConcurrency.Window> windows(SidesClocks clocks) {
        return counted.hasTasks() ? clocks.windows(plan, counted.lastEndNanos()) : List.of();
    }

    private void add(TaskRow row) {
        if (row.startNanos() == 0 || !isMark(row.task())) {
            return; // nothing was sent
        }
        TaskPart task = new TaskPart(
                mark(row.task()),
                row.phase(),
                row.request(),
                row.size(),
                row.place(),
                row.startNanos(),
                row.endNanos(),
                row.isOk());
        counted.task(task);
        if (task.isEnded() && task.ok()) {
            durations.add(LatencyBuckets.indexOf(Math.max(1, task.nanos() / NANOS_PER_MICRO)), 1);
        }
        try {
            spill.add(task);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(CallRow row, long shift) {
        counted.number(row.number());
        if (row.kind().equals(CallRow.UNKNOWN)) {
            counted.unknown(row.name());
        }
        long start = row.startNanos() + shift;
        boolean marked = isMark(row.task());
        if (!row.isWork() || row.endNanos() < row.startNanos() || !(marked || counted.isDuringTasks(start))) {
            return; // the target called for itself before or after
        }
        counted.call(marked);
        CallPart call = new CallPart(
                row.isModel()
                        ? JoinedTask.Kind.MODEL
                        : row.isTool() ? JoinedTask.Kind.TOOL : JoinedTask.Kind.EMBEDDINGS,
                row.name(),
                row.script(),
                row.turn(),
                row.said(),
                row.others().size(),
                start,
                row.firstNanos() == 0 ? 0 : row.firstNanos() + shift,
                row.endNanos() + shift,
                row.status(),
                row.outcome(),
                row.isAnswered(),
                Math.max(0, row.tokensIn()),
                Math.max(0, row.tokensOut()),
                Math.max(0, row.toolsAsked()));
        try {
            if (call.isModel() && concurrency != null) {
                concurrency.add(call.startNanos(), call.endNanos());
            }
            if (marked) {
                spill.add(mark(row.task()), call);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isMark(String task) {
        if (task.length() != PREFIX.length() + DIGITS || !task.startsWith(PREFIX)) {
            return false;
        }
        for (int i = PREFIX.length(); i < task.length(); i++) {
            char c = task.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static long mark(String task) {
        return Long.parseUnsignedLong(task, PREFIX.length(), task.length(), RADIX);
    }

    private void join(int part, WorkTable table, Waterfalls waterfalls) throws IOException {
        Map<Long, Open> open = new HashMap<>();
        spill.read(part, new Spill.Rows() {
            @Override
            public void task(TaskPart task) {
                open.computeIfAbsent(task.mark(), mark -> new Open()).task = task;
            }

            @Override
            public void call(long mark, CallPart call) {
                open.computeIfAbsent(mark, any -> new Open()).add(call);
            }
        });
        open.values().forEach(one -> add(one, table, waterfalls));
    }

    private void add(Open open, WorkTable table, Waterfalls waterfalls) {
        TaskPart task = open.task;
        if (task == null) {
            counted.foreign(open.calls.size() + open.beyond);
            return;
        }
        open.calls.sort(Comparator.comparingLong(CallPart::startNanos).thenComparingLong(CallPart::endNanos));
        JoinedTask joined = new JoinedTask(task, open.calls, open.beyond);
        counted.joined(joined, open.beyond, open.calls.isEmpty());
        TaskTime time = task.isEnded() ? TaskTime.of(joined) : null;
        table.add(joined, time, TaskCalls.of(joined));
        if (time != null && time.hasCalls() && task.ok()) {
            waterfalls.add(joined);
        }
    }

    private static final class Open {
        private @Nullable TaskPart task;
        private final List<CallPart> calls = new ArrayList<>(4);
        private long beyond;

        void add(CallPart call) {
            if (calls.size() < MOST_CALLS_OF_A_TASK) {
                calls.add(call);
            } else {
                beyond++;
            }
        }
    }
}
