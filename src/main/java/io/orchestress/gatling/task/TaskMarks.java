package io.orchestress.gatling.task;

import io.orchestress.backend.call.TaskNonce;
import io.orchestress.metrics.RowLog;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.task.RowsRead;
import io.orchestress.record.task.TaskRow;
import java.io.Closeable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongConsumer;

/** Marks the tasks of one run and keeps what came of each. Safe for use by any number of threads. */
public final class TaskMarks implements Closeable {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final int run;
    private final AtomicInteger numbers;
    private final Consumer<TaskRow> rows;
    private final Runnable end;
    private final IntFunction<String> phases;
    private LongConsumer observed = nanos -> {};
    private final Set<TaskTrace> held = ConcurrentHashMap.newKeySet();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile long lastLeftNanos;
    private volatile boolean someLeft;

    /**
     * @param seed of the load: in two runs of one seed the marks differ only by their run
     * @param log is closed with this
     * @param phases names by their index
     */
    public static TaskMarks of(long seed, TimeSource time, RowLog<TaskRow> log, IntFunction<String> phases) {
        long moment = time.now().toEpochMilli() * GOLDEN ^ time.nanos();
        TaskMarks marks = new TaskMarks(
                (int) (moment >>> Integer.SIZE),
                (int) ((seed * GOLDEN) >>> Integer.SIZE),
                log::add,
                log::close,
                phases);
        marks.observed = nanos -> log.says(RowsRead.OBSERVED, nanos);
        return marks;
    }

    TaskMarks(int run, int first, Consumer<TaskRow> rows, Runnable end, IntFunction<String> phases) {
        this.run = run;
        numbers = new AtomicInteger(first);
        this.rows = rows;
        this.end = end;
        this.phases = phases;
    }

    /**
     * A task begins.
     *
     * @param phase index of the phase in which it starts
     * @param request name of its series
     * @param size empty: it has none
     * @param user number of the virtual user
     * @param tenant to whom it belongs; empty: there is one kind of users
     * @param trace id of the trace that its requests carry; empty: they carry none of ours
     */
    public TaskTrace begin(int phase, String request, String size, long user, String tenant, String trace) {
        return new TaskTrace(
                this, new TaskTrace.Task(mark(), phases.apply(phase), request, size, user, tenant, trace), "", -1);
    }

    void left(long nanos) {
        lastLeftNanos = nanos;
        someLeft = true;
    }

    /** The longest time of a task that ended well, so far; 0: none did. */
    public long longestNanos() {
        return longestNanos.get();
    }

    /**
     * Until when a target is to be observed, of the time source: it is written down when this is closed. 0: not at all, for no user left a task.
     *
     * @param nowNanos of the time source
     * @param enoughNanos how long is enough after the last leaving
     */
    public long observedUntilNanos(long nowNanos, long enoughNanos) {
        long until = someLeft ? Math.max(nowNanos, lastLeftNanos + enoughNanos) : 0;
        observed.accept(until);
        return until;
    }

    String mark() {
        return TaskNonce.of(run, numbers.getAndIncrement());
    }

    void add(TaskRow row) {
        long nanos = row.endNanos() - row.startNanos();
        if (row.isOk() && nanos > longestNanos.get()) {
            longestNanos.accumulateAndGet(nanos, Math::max);
        }
        rows.accept(row);
    }

    /** A task is over, and the rest of what its target says is still read. */
    void holds(TaskTrace task) {
        held.add(task);
    }

    void lets(TaskTrace task) {
        held.remove(task);
    }

    /** No task ends any more. */
    @Override
    public void close() {
        held.forEach(TaskTrace::isHeardOut);
        end.run();
    }
}
