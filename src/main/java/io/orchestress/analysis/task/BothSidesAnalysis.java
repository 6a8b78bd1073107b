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
import io.orchestress.record.task.RowsRead.Clock;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    private static final int MOST_PATHS = 20;
    private static final String OTHER_PATHS = "(others)";
    private static final int NANOS_PER_MICRO = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;
    /** Clocks whose zeros are nearer than this are the same: two machines seldom started in the same second. */
    private static final Duration SAME_CLOCK = Duration.ofSeconds(1);

    private final Path record;
    private final List<PlannedPhase> plan;
    private final @Nullable Instant loadStartedAt;
    private final Spill spill;
    private final LatencyCounts durations = new LatencyCounts();
    private final Counted counted = new Counted();
    private @Nullable ModelConcurrency concurrency;

    private BothSidesAnalysis(Path record, List<PlannedPhase> plan, @Nullable Instant loadStartedAt, Spill spill) {
        this.record = record;
        this.plan = List.copyOf(plan);
        this.loadStartedAt = loadStartedAt;
        this.spill = spill;
    }

    /** What is counted while the files are read. */
    private static final class Counted {
        private long firstStart = Long.MAX_VALUE;
        private long lastEnd = Long.MIN_VALUE;
        private long tasks;
        private long withoutCalls;
        private long unfinished;
        private long calls;
        private long unmarked;
        private long foreign;
        private long mixed;
        private long late;
        private long beyond;
        private long numbered;
        private long lowest = Long.MAX_VALUE;
        private long highest;
        private final Map<String, Long> unknownPaths = new TreeMap<>();

        void unknown(String path) {
            boolean full = unknownPaths.size() >= MOST_PATHS && !unknownPaths.containsKey(path);
            unknownPaths.merge(full ? OTHER_PATHS : path, 1L, Long::sum);
        }

        void number(long number) {
            if (number > 0) {
                numbered++;
                lowest = Math.min(lowest, number);
                highest = Math.max(highest, number);
            }
        }

        long missing() {
            return numbered == 0 ? 0 : Math.max(0, highest - lowest + 1 - numbered);
        }
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
        Clock clock = tasks.clock().orElse(null);
        Optional<Clock> other = CallLog.clockOf(record);
        long shift = clock == null || other.isEmpty() ? 0 : shift(clock, other.get());
        RowsRead calls;
        List<BothSides.Concurrency> underWay;
        try (ModelConcurrency models = new ModelConcurrency(windows(clock), spill.size() == 1)) {
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
                joined -> seconds(clock, joined.task().startNanos()));
        for (int part = 0; part < spill.size(); part++) {
            join(part, table, waterfalls);
        }
        return new BothSides(
                new BothSides.Booking(
                        counted.tasks,
                        counted.withoutCalls,
                        counted.unfinished,
                        counted.calls,
                        counted.unmarked,
                        counted.foreign,
                        counted.mixed,
                        counted.late,
                        counted.beyond,
                        counted.missing(),
                        tasks.lost(),
                        tasks.badLines() + calls.badLines(),
                        tasks.isWhole(),
                        calls.isWhole(),
                        shift != 0,
                        counted.unknownPaths),
                table.results(),
                underWay,
                waterfalls.results());
    }

    /** What is added to a time of the backend to make it one of the load generator; 0 where they share a clock. */
    private static long shift(Clock ours, Clock theirs) {
        Instant ourZero = ours.at().minusNanos(ours.nanos());
        Instant theirZero = theirs.at().minusNanos(theirs.nanos());
        Duration apart = Duration.between(ourZero, theirZero);
        return apart.abs().compareTo(SAME_CLOCK) < 0 ? 0 : apart.toNanos();
    }

    private double seconds(@Nullable Clock clock, long nanos) {
        return clock == null || loadStartedAt == null
                ? 0
                : Duration.between(loadStartedAt, clock.at(nanos)).toNanos() / NANOS_PER_SECOND;
    }

    private List<ModelConcurrency.Window> windows(@Nullable Clock clock) {
        if (clock == null || loadStartedAt == null || counted.tasks == 0) {
            return List.of();
        }
        long zero = clock.nanos() + Duration.between(clock.at(), loadStartedAt).toNanos();
        List<ModelConcurrency.Window> windows = new ArrayList<>();
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        for (PlannedPhase phase : plan) {
            long start = zero + Math.round(phase.startSeconds() * NANOS_PER_SECOND);
            long end = Math.min(counted.lastEnd, zero + Math.round(phase.endSeconds() * NANOS_PER_SECOND));
            if (end > start) {
                windows.add(new ModelConcurrency.Window(phase.name(), start, end));
                from = phase.warmUp() ? from : Math.min(from, start);
                to = phase.warmUp() ? to : Math.max(to, end);
            }
        }
        if (to > from) {
            windows.add(0, new ModelConcurrency.Window(BothSides.ALL, from, to));
        }
        return windows;
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
        counted.tasks++;
        counted.firstStart = Math.min(counted.firstStart, task.startNanos());
        if (task.isEnded()) {
            counted.lastEnd = Math.max(counted.lastEnd, task.endNanos());
            if (task.ok()) {
                durations.add(LatencyBuckets.indexOf(Math.max(1, task.nanos() / NANOS_PER_MICRO)), 1);
            }
        } else {
            counted.unfinished++;
            counted.lastEnd = Math.max(counted.lastEnd, task.startNanos());
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
        boolean during = start >= counted.firstStart && start <= counted.lastEnd;
        if (!row.isWork() || row.endNanos() < row.startNanos() || (!during && !marked)) {
            return; // the target called for itself before or after
        }
        counted.calls++;
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
            } else {
                counted.unmarked++;
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
            counted.foreign += open.calls.size() + open.beyond;
            return;
        }
        open.calls.sort(Comparator.comparingLong(CallPart::startNanos).thenComparingLong(CallPart::endNanos));
        JoinedTask joined = new JoinedTask(task, open.calls, open.beyond);
        counted.beyond += open.beyond;
        counted.late += joined.late();
        counted.mixed += joined.mixed();
        if (open.calls.isEmpty()) {
            counted.withoutCalls++;
        }
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
