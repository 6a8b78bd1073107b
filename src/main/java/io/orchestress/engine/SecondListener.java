package io.orchestress.engine;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.record.ResourceRow;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** Is told of every second as it is recorded: what ended in it, then that it is over. */
public interface SecondListener {
    /** Nobody who listens. */
    SecondListener NONE = new SecondListener() {};

    /**
     * @param phase index of the phase in which the requests started
     * @param interval valid during the call only; microseconds
     */
    default void interval(int phase, FailureClass outcome, Histogram interval) {}

    /** @param delta since the second before */
    default void tally(Measurements.TallyKey key, long delta) {}

    /** @param row that was read of resources since the second before */
    default void resource(ResourceRow row) {}

    /** Tells this one, then another. */
    default SecondListener then(SecondListener next) {
        SecondListener first = this;
        return new SecondListener() {
            @Override
            public void interval(int phase, FailureClass outcome, Histogram interval) {
                first.interval(phase, outcome, interval);
                next.interval(phase, outcome, interval);
            }

            @Override
            public void tally(Measurements.TallyKey key, long delta) {
                first.tally(key, delta);
                next.tally(key, delta);
            }

            @Override
            public void resource(ResourceRow row) {
                first.resource(row);
                next.resource(row);
            }

            @Override
            public void secondEnds(double nowSeconds, long inFlight) throws IOException {
                first.secondEnds(nowSeconds, inFlight);
                next.secondEnds(nowSeconds, inFlight);
            }
        };
    }

    /** @param nowSeconds since the load started */
    default void secondEnds(double nowSeconds, long inFlight) throws IOException {}
}
