package io.orchestress.analysis.orphan;

import io.orchestress.analysis.cost.PriceList;
import io.orchestress.record.task.CallRow;
import org.jspecify.annotations.Nullable;

/** Calls of models after a moment. One that was under way then has put out so much of its tokens later as its time lies later. */
final class Work {
    private final long fromNanos;
    double tokens;
    double cost;

    Work(long fromNanos) {
        this.fromNanos = fromNanos;
    }

    /** @param price null: its model has none */
    void add(CallRow call, PriceList.@Nullable Price price) {
        boolean begun = call.startNanos() > fromNanos;
        double share = share(call, begun);
        tokens += (begun ? call.tokensIn() : 0) + share * call.tokensOut();
        if (price != null) {
            cost += (begun ? price.of(call.tokensIn(), 0, 0) : 0) + share * price.of(0, 0, call.tokensOut());
        }
    }

    /** Of a call's time, the part after the moment. */
    private double share(CallRow call, boolean begun) {
        if (begun || call.endNanos() <= fromNanos) {
            return begun ? 1 : 0;
        }
        return (double) (call.endNanos() - fromNanos) / (call.endNanos() - call.startNanos());
    }
}
