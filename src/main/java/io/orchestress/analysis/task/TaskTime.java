package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import io.orchestress.analysis.task.JoinedTask.TaskPart;

/**
 * The time of one task that has ended, divided. With the task {@code T = [s, e]} and its calls {@code C_i} clipped to it, {@code own = |T| − |∪ (C_i ∩ T)|}: a
 * moment at which two calls are under way counts once, and what a call lasts beyond the end of the task does not count.
 *
 * @param nanos {@code e − s}
 * @param ownNanos 0 to {@code nanos}
 * @param firstCallNanos from {@code s} to the first call; −1: none began within the task
 * @param lastCallNanos from the end of the last call that began within the task to {@code e}; 0 where it is not over by then; −1: none
 */
record TaskTime(long nanos, long ownNanos, long firstCallNanos, long lastCallNanos) {
    static TaskTime of(JoinedTask joined) {
        TaskPart task = joined.task();
        long covered = 0;
        long until = task.startNanos();
        long first = -1;
        long lastEnd = Long.MIN_VALUE;
        for (CallPart call : joined.calls()) { // in the order of their start
            if (call.startNanos() > task.endNanos() || call.endNanos() < task.startNanos()) {
                continue;
            }
            if (first < 0) {
                first = Math.max(0, call.startNanos() - task.startNanos());
            }
            long end = Math.min(call.endNanos(), task.endNanos());
            lastEnd = Math.max(lastEnd, end);
            long from = Math.max(call.startNanos(), until);
            if (end > from) {
                covered += end - from;
                until = end;
            }
        }
        return new TaskTime(
                task.nanos(), task.nanos() - covered, first, first < 0 ? -1 : Math.max(0, task.endNanos() - lastEnd));
    }

    boolean hasCalls() {
        return firstCallNanos >= 0;
    }
}
