package io.orchestress.analysis.orphan;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.task.CallRow;

/** One task that was left, and its calls. A call that was under way has put out so much of its tokens after the leaving as its time lies after it. */
final class LeftTask {
    /** A cancel needs its way; what begins later than this is no matter of the way. */
    private static final long ON_ITS_WAY_NANOS = 1_000_000_000L;

    private final String mark;
    private final long leftNanos;
    private long calls;
    private long lastEndNanos = Long.MIN_VALUE;
    long callsBegun;
    long tokens;
    double tokensAfter;
    double cost;
    double costAfter;
    boolean priced = true;
    long lateWrites;

    LeftTask(String mark, long leftNanos) {
        this.mark = mark;
        this.leftNanos = leftNanos;
    }

    void add(CallRow call, PriceList prices) {
        calls++;
        lastEndNanos = Math.max(lastEndNanos, call.endNanos());
        boolean begun = call.startNanos() > leftNanos;
        callsBegun += begun ? 1 : 0;
        lateWrites += call.effect() && call.startNanos() > leftNanos + ON_ITS_WAY_NANOS ? 1 : 0;
        if (!call.isTool()) {
            double after = share(call, begun);
            tokens += call.tokensIn() + call.tokensOut();
            tokensAfter += (begun ? call.tokensIn() : 0) + after * call.tokensOut();
            PriceList.Price price = prices.models().get(call.name());
            if (price == null) {
                priced &= call.tokensIn() + call.tokensOut() == 0;
            } else {
                cost += price.of(call.tokensIn(), 0, call.tokensOut());
                costAfter += (begun ? price.of(call.tokensIn(), 0, 0) : 0) + after * price.of(0, 0, call.tokensOut());
            }
        }
    }

    /** Of a call's time, the part after the leaving. */
    private double share(CallRow call, boolean begun) {
        if (begun || call.endNanos() <= leftNanos) {
            return begun ? 1 : 0;
        }
        return (double) (call.endNanos() - leftNanos) / (call.endNanos() - call.startNanos());
    }

    String mark() {
        return mark;
    }

    boolean isSeen() {
        return calls > 0;
    }

    /** From the leaving to the end of the last call; 0: all had ended. */
    long orphanNanos() {
        return Math.max(0, lastEndNanos - leftNanos);
    }
}
