package io.orchestress.analysis.orphan;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.task.CallRow;

/** One task that was left, and its calls. */
final class LeftTask {
    /** What begins later than this is no matter of the way, unless the machine is full. */
    private static final long ON_ITS_WAY_NANOS = 1_000_000_000L;

    private final String mark;
    private final long startNanos;
    private final long leftNanos;
    private final Way way;
    private long calls;
    private long lastEndNanos = Long.MIN_VALUE;
    long callsBegun;
    final Work all = new Work(Long.MIN_VALUE);
    final Work after;
    final Work beyond;
    boolean priced = true;
    long lateWrites;
    long lateWritesBeyond;

    LeftTask(String mark, long startNanos, long leftNanos, Way way) {
        this.mark = mark;
        this.startNanos = startNanos;
        this.leftNanos = leftNanos;
        this.way = way;
        after = new Work(leftNanos);
        beyond = new Work(leftNanos + way.nanos());
    }

    void add(CallRow call, PriceList prices) {
        calls++;
        lastEndNanos = Math.max(lastEndNanos, call.endNanos());
        callsBegun += call.startNanos() > leftNanos ? 1 : 0;
        lateWrites += call.effect() && call.startNanos() > leftNanos + ON_ITS_WAY_NANOS ? 1 : 0;
        lateWritesBeyond += call.effect() && call.startNanos() > leftNanos + way.lateNanos() ? 1 : 0;
        if (!call.isTool()) {
            PriceList.Price price = prices.models().get(call.name());
            priced &= price != null || call.tokensIn() + call.tokensOut() == 0;
            all.add(call, price);
            after.add(call, price);
            beyond.add(call, price);
        }
    }

    String mark() {
        return mark;
    }

    boolean isSeen() {
        return calls > 0;
    }

    /**
     * Whether it may have gone on unseen.
     *
     * @param untilNanos end of the observation
     * @param longestNanos that such a task takes
     */
    boolean outlasts(long untilNanos, long longestNanos) {
        return lastEndNanos >= untilNanos || startNanos + longestNanos > untilNanos;
    }

    /** From the leaving to the end of the last call; 0: all had ended. */
    long orphanNanos() {
        return Math.max(0, lastEndNanos - leftNanos);
    }
}
