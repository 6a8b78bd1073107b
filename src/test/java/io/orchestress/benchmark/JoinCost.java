package io.orchestress.benchmark;

import io.orchestress.analysis.task.BothSidesAnalysis;
import io.orchestress.backend.call.Call;
import io.orchestress.backend.call.FileJournal;
import io.orchestress.backend.call.Identity;
import io.orchestress.backend.call.TaskNonce;
import io.orchestress.metrics.RowLog;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Processor time of this process, in microseconds: of a row of tasks, of a line of the journal, and of the join of a task with {@link #CALLS} calls. */
record JoinCost(double rowMicros, double lineMicros, double joinMicros) {
    private static final int CALLS = 4;
    private static final int TIMES = 3;
    /** Rows that wait at most are 131 072. */
    private static final int PORTION = 50_000;

    /** The last of three times, when the code is compiled. */
    static JoinCost of(int tasks) throws IOException, InterruptedException {
        JoinCost last = new JoinCost(0, 0, 0);
        for (int i = 0; i < TIMES; i++) {
            last = Measuring.inFolder(folder -> once(folder, tasks));
        }
        return last;
    }

    private static JoinCost once(Path folder, int tasks) throws IOException {
        Instant began = Instant.now();
        long zero = System.nanoTime();
        long before = cpuNanos();
        try (RowLog<TaskRow> log = TaskLog.open(folder, TimeSource.SYSTEM)) {
            for (int i = 0; i < tasks; i++) {
                log.add(task(i, zero));
                drain(i);
            }
        }
        long rows = cpuNanos();
        FileJournal journal = FileJournal.open(folder.resolve(CallLog.FILE), TimeSource.SYSTEM);
        for (int i = 0; i < tasks * CALLS; i++) {
            journal.add(call(i, zero));
            drain(i);
        }
        journal.close();
        long lines = cpuNanos();
        List<PlannedPhase> plan = List.of(new PlannedPhase("steady", PhaseKind.STEADY, false, 0, 3_600, 1, 1));
        long joined = BothSidesAnalysis.of(folder, plan, began)
                .orElseThrow()
                .booking()
                .tasks();
        long end = cpuNanos();
        if (joined != tasks) {
            throw new IllegalStateException(joined + " of " + tasks + " tasks were joined");
        }
        return new JoinCost(
                (rows - before) / 1e3 / tasks, (lines - rows) / 1e3 / tasks / CALLS, (end - lines) / 1e3 / tasks);
    }

    /** Nobody offers so many in a row without a pause in a run. */
    private static void drain(int added) {
        if (added % PORTION == PORTION - 1) {
            LockSupport.parkNanos(500_000_000);
        }
    }

    private static TaskRow task(int number, long zero) {
        long start = zero + number * 10_000L;
        return new TaskRow(
                TaskNonce.of(number),
                "steady",
                "chat",
                "simple",
                number % 64,
                "",
                "",
                -1,
                start,
                start + 90_000_000,
                start + 100_000_000,
                TaskRow.OK,
                true,
                0,
                TaskRow.By.NOTHING,
                true,
                List.of(),
                false,
                true,
                1,
                "");
    }

    private static Call call(int number, long zero) {
        int turn = number % CALLS;
        long start = zero + number / CALLS * 10_000L + turn * 20_000_000L;
        String mark = TaskNonce.of(number / CALLS);
        return new Call(
                number + 1,
                Call.Kind.CHAT,
                "swift",
                new Identity(mark, Identity.By.PROMPT, List.of(), "", 0),
                "research",
                turn,
                7,
                start,
                start + 15_000_000,
                start + 15_000_000,
                200,
                Call.Outcome.ANSWERED,
                100,
                20,
                turn == CALLS - 1 ? 0 : 1,
                false,
                "");
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "processor time by itself: %.2f µs for a row of tasks.jsonl, %.2f µs for a line of the journal, %.2f µs to join a task with %d calls",
                rowMicros,
                lineMicros,
                joinMicros,
                CALLS);
    }
}
