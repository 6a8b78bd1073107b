package io.orchestress.sut.embedded;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** Sums over all ended tasks, for {@code /metrics} since the start, and their times for {@code /truth} since its last reset. */
final class TaskTotals {
    /** Submitted → started, of every task that started. */
    final LatencyHistogram queueTime = new LatencyHistogram();
    /** Started → ended, of every task that started. */
    final LatencyHistogram serviceTime = new LatencyHistogram();

    final LongAdder tokensIn = new LongAdder();
    final LongAdder tokensOut = new LongAdder();
    final DoubleAdder costUsd = new DoubleAdder();
    private final Map<TaskState, LongAdder> byState = new EnumMap<>(TaskState.class);

    TaskTotals() {
        for (TaskState state : TaskState.values()) {
            if (state.ended()) {
                byState.put(state, new LongAdder());
            }
        }
    }

    /** @param ran whether it ever held a slot */
    void ended(Task task, boolean ran) {
        LongAdder count = byState.get(task.state());
        if (count == null) {
            throw new IllegalArgumentException(task.id() + " is " + task.state() + ", must have ended");
        }
        count.increment();
        if (ran) {
            queueTime.record(task.queueNanos(0));
            serviceTime.record(task.serviceNanos(0));
            int out = task.tokensAt(0);
            tokensIn.add(task.spec.tokensIn());
            tokensOut.add(out);
            costUsd.add(task.costUsd(out));
        }
    }

    /** Tasks that ended in this state; 0 for the states of tasks that have not ended. */
    long count(TaskState state) {
        LongAdder count = byState.get(state);
        return count == null ? 0 : count.sum();
    }
}
