package io.orchestress.analysis.task;

import java.util.List;

/**
 * A task and the calls that it caused, on one clock.
 *
 * @param calls in the order of their start
 * @param beyond calls that are only counted
 */
record JoinedTask(TaskPart task, List<CallPart> calls, long beyond) {
    JoinedTask {
        calls = List.copyOf(calls);
    }

    /**
     * What of a task is joined.
     *
     * @param mark its 16 digits
     * @param place in its conversation, from 0; −1: it stands alone
     * @param startNanos, endNanos 0 for the end: it was under way at the end of the run
     */
    record TaskPart(
            long mark,
            String phase,
            String request,
            String size,
            int place,
            long startNanos,
            long endNanos,
            boolean ok) {
        boolean isEnded() {
            return endNanos >= startNanos && endNanos != 0;
        }

        long nanos() {
            return endNanos - startNanos;
        }
    }

    /**
     * What of a call is joined.
     *
     * @param others marks of other tasks in it
     * @param turn −1: none
     * @param said hash of what users said to the model; 0: not known
     */
    record CallPart(
            Kind kind,
            String name,
            String script,
            int turn,
            int said,
            int others,
            long startNanos,
            long firstNanos,
            long endNanos,
            int status,
            String outcome,
            boolean answered,
            long tokensIn,
            long tokensOut,
            int toolsAsked) {
        boolean isModel() {
            return kind == Kind.MODEL;
        }
    }

    /** What was called. */
    enum Kind {
        MODEL,
        EMBEDDINGS,
        TOOL
    }

    /** Calls that started when the response was read already: they are in no time. */
    long late() {
        return !task.isEnded()
                ? 0
                : calls.stream().filter(call -> call.startNanos > task.endNanos).count();
    }

    /** Calls that hold more marks of others than tasks went before this one in its conversation. */
    long mixed() {
        int before = Math.max(0, task.place());
        return calls.stream().filter(call -> call.others > before).count();
    }
}
