package io.orchestress.analysis.fault;

import io.orchestress.record.FaultEffect;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.task.CallLog;
import io.orchestress.record.task.CallRow;
import io.orchestress.record.task.RowsRead.Clock;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the logs of tasks and calls of a record whose plan sets faults of the backend; of any other record nothing. What is kept is bounded. */
public final class FaultEffects {
    private static final int MOST_TASKS = 500_000;
    private static final double Z = 1.959963984540054;
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<Watch> watches = new ArrayList<>();
    private final Map<String, Seen> seen = new HashMap<>();
    private boolean overflow;
    private long work;
    private long unbooked;

    private FaultEffects() {}

    /** What calls said of a task. */
    private static final class Seen {
        private String script = "";
        private long uses;
        /** By fault, begun while it lasts and in its reference, of what has it. */
        private final int[] during;

        private final int[] before;

        Seen(int faults) {
            during = new int[faults];
            before = new int[faults];
        }
    }

    /** The run with what its faults did. */
    public static RunRecord in(RunRecord run, Path folder, @Nullable Instant loadStartedAt) {
        List<FaultEffect> effects = loadStartedAt == null ? List.of() : of(run.plan(), folder, loadStartedAt);
        Planning planning = run.planning() == null ? Planning.NOTHING : run.planning();
        return effects.isEmpty() ? run : run.withPlanning(planning.withFaults(effects));
    }

    /** One for each phase that sets a fault; none where a log is missing. */
    public static List<FaultEffect> of(List<PlannedPhase> plan, Path folder, Instant loadStartedAt) {
        List<FaultWindow> windows = FaultWindow.of(plan);
        if (windows.isEmpty() || !TaskLog.isIn(folder) || !CallLog.isIn(folder)) {
            return List.of();
        }
        Clock clock = TaskLog.clockOf(folder).orElse(null);
        return clock == null ? List.of() : of(windows, folder, clock, loadStartedAt);
    }

    private static List<FaultEffect> of(List<FaultWindow> windows, Path folder, Clock clock, Instant loadStartedAt) {
        long zero = clock.nanos() + Duration.between(clock.at(), loadStartedAt).toNanos();
        FaultEffects effects = new FaultEffects();
        for (FaultWindow window : windows) {
            effects.watches.add(new Watch(window, zero));
        }
        CallLog.read(folder, effects::call);
        TaskLog.read(folder, effects::task);
        return effects.watches.stream()
                .map(watch -> watch.effect(effects.overflow, effects.isBooked()))
                .toList();
    }

    /** Otherwise nobody knows which tasks use what is faulty. */
    private boolean isBooked() {
        return unbooked * 100 <= work;
    }

    private void call(CallRow call) {
        if (!call.isWork()) {
            return;
        }
        Seen task = null;
        work++;
        unbooked += call.task().isEmpty() ? 1 : 0;
        for (int i = 0; i < watches.size(); i++) {
            Watch watch = watches.get(i);
            if (watch.holds(call.startNanos())) {
                boolean concerned = watch.call(call);
                task = task == null ? of(call.task()) : task;
                if (task != null && concerned) {
                    (watch.during.holds(call.startNanos()) ? task.during : task.before)[i]++;
                }
                if (task != null) {
                    task.script = task.script.isEmpty() ? call.script() : task.script;
                    task.uses |= concerned ? 1L << Math.min(i, Long.SIZE - 1) : 0;
                }
            }
        }
    }

    private @Nullable Seen of(String task) {
        if (task.isEmpty()) {
            return null;
        }
        if (seen.size() >= MOST_TASKS && !seen.containsKey(task)) {
            overflow = true;
            return null;
        }
        return seen.computeIfAbsent(task, any -> new Seen(watches.size()));
    }

    private void task(TaskRow row) {
        if (row.startNanos() == 0) {
            return; // nothing was sent
        }
        Seen task = seen.get(row.task());
        String script = task == null ? "" : task.script;
        for (int i = 0; i < watches.size(); i++) {
            boolean uses = task != null && (task.uses & 1L << Math.min(i, Long.SIZE - 1)) != 0;
            watches.get(i).task(row, script, uses);
            if (task != null) {
                watches.get(i).users.add(row, task.during[i], task.before[i], watches.get(i).before);
            }
        }
    }

    /** Calls of those tasks that made any, whatever share of all tasks came to that. */
    private static final class Users {
        private long during;
        private long callsDuring;
        private long before;
        private long callsBefore;

        /** @param reference whose calls count of tasks that began and ended well in it: they made all that they make */
        void add(TaskRow row, int callsWithFault, int callsWithout, Side reference) {
            during += callsWithFault > 0 ? 1 : 0;
            callsDuring += callsWithFault;
            if (row.isOk() && reference.holds(row.startNanos()) && reference.isOver(row.endNanos())) {
                before += callsWithout > 0 ? 1 : 0;
                callsBefore += callsWithout;
            }
        }

        @Nullable
        Double storm() {
            return during < Side.LEAST_TASKS || before < Side.LEAST_TASKS
                    ? null
                    : (Double) ((double) callsDuring / during / ((double) callsBefore / before));
        }
    }

    /** One fault, while the logs are read. */
    private static final class Watch {
        private final FaultWindow window;
        private final Side during;
        private final Side before;
        private final Retries retries = new Retries();
        private final Bystanders bystanders = new Bystanders();
        private final Users users = new Users();
        private long hit;

        Watch(FaultWindow window, long zeroNanos) {
            this.window = window;
            double from = window.phase().startSeconds();
            during = new Side(at(zeroNanos, from), window.toSeconds() - from);
            PlannedPhase reference = window.reference();
            before = reference == null
                    ? new Side(0, 0)
                    : new Side(
                            at(zeroNanos, reference.startSeconds()), reference.endSeconds() - reference.startSeconds());
        }

        private static long at(long zeroNanos, double seconds) {
            return zeroNanos + Math.round(seconds * NANOS_PER_SECOND);
        }

        boolean holds(long nanos) {
            return during.holds(nanos) || before.holds(nanos);
        }

        /** Whether it is of a model or tool that has the fault. */
        boolean call(CallRow call) {
            if (!window.concerns(call)) {
                return false;
            }
            if (before.holds(call.startNanos())) {
                before.call(call.startNanos());
                return true;
            }
            during.call(call.startNanos());
            hit += window.onlyDelays() || call.outcome().equals("fault") ? 1 : 0;
            retries.add(call);
            return true;
        }

        void task(TaskRow row, String script, boolean uses) {
            boolean isReference = before.holds(row.startNanos());
            if (!isReference && !during.holds(row.startNanos())) {
                return;
            }
            Side side = isReference ? before : during;
            side.started(row.startNanos());
            if (row.isLeft() || row.endNanos() == 0 || (isReference && !before.isOver(row.endNanos()))) {
                return; // a task of the reference that ends after it may have met the fault
            }
            long took = row.endNanos() - row.startNanos();
            side.ended(row.isOk(), took);
            String request = Bystanders.REQUEST + row.request() + "|" + row.size() + "|" + row.tenant();
            if (isReference) {
                bystanders.reference(request, uses, row.isOk(), took);
                if (!script.isEmpty()) {
                    bystanders.reference(Bystanders.SCRIPT + script + "|" + request, uses, row.isOk(), took);
                }
            } else if (!uses) {
                String kind = script.isEmpty() ? request : Bystanders.SCRIPT + script + "|" + request;
                bystanders.during(kind, row.isOk(), took);
            }
        }

        FaultEffect effect(boolean overflow, boolean booked) {
            boolean told = during.isEnough() && before.isEnough();
            double storm = told ? during.callsPerTask() / before.callsPerTask() : 0;
            double error = told ? Math.hypot(during.relativeError(), before.relativeError()) : 0;
            Bystanders.Totals by = bystanders.totals(booked);
            PlannedPhase reference = window.reference();
            return new FaultEffect(
                    window.phase().name(),
                    window.words(),
                    reference == null ? "" : reference.name(),
                    window.phase().startSeconds(),
                    window.toSeconds(),
                    during.calls(),
                    hit,
                    during.tasks(),
                    during.failed(),
                    during.p95Millis(),
                    before.tasks(),
                    before.failed(),
                    before.p95Millis(),
                    told ? storm : null,
                    told ? storm * Math.exp(-Z * error) : null,
                    told ? storm * Math.exp(Z * error) : null,
                    users.storm(),
                    retries.count(),
                    retries.gapMillis(),
                    by.during(),
                    by.duringFailed(),
                    by.reference(),
                    by.referenceFailed(),
                    by.unclear(),
                    by.worseBy(),
                    by.slowdown(),
                    note(told, overflow, booked));
        }

        private String note(boolean told, boolean overflow, boolean booked) {
            if (overflow) {
                return "the run has more tasks than are looked at one by one";
            }
            if (!booked) {
                return "more than 1 % of the calls belong to no task: which tasks use what is faulty is not known";
            }
            if (during.calls() == 0) {
                return "the fault hit no call: the target called none of these while it lasted";
            }
            if (hit == 0) {
                return "the fault hit no call";
            }
            if (told) {
                return "";
            }
            return window.reference() == null
                    ? "no phase of constant load before it says how many calls are normal"
                    : "calls for each task need " + Side.LEAST_TASKS + " tasks and " + Side.LEAST_SECONDS
                            + " s with calls, with the fault and without it";
        }
    }
}
