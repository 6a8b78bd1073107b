package io.orchestress.engine;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import java.io.IOException;
import org.HdrHistogram.Histogram;

/** Is told of every second as it is recorded: what ended in it, then that it is over. */
public interface SecondListener {
    /** Nobody who listens. */
    SecondListener NONE = new SecondListener() {};

    /**
     * @param phase index of the phase in which the requests started
     * @param request name of the series, that of its tenant before it
     * @param interval never empty, valid during the call only; microseconds
     */
    default void interval(int phase, String request, FailureClass outcome, Histogram interval) {}

    /** As above, of a time of agents. */
    default void metric(int phase, String request, Metric metric, Histogram interval) {}

    /** @param delta since the second before */
    default void tally(Measurements.TallyKey key, long delta) {}

    /** @param row that was read of resources since the second before */
    default void resource(ResourceRow row) {}

    /** The line of the record of this second, all requests together. */
    default void row(TimeSeriesRow row) {}

    /** Tells this one, then another. */
    default SecondListener then(SecondListener next) {
        if (next == NONE) {
            return this;
        }
        SecondListener first = this;
        return new SecondListener() {
            @Override
            public void interval(int phase, String request, FailureClass outcome, Histogram interval) {
                first.interval(phase, request, outcome, interval);
                next.interval(phase, request, outcome, interval);
            }

            @Override
            public void metric(int phase, String request, Metric metric, Histogram interval) {
                first.metric(phase, request, metric, interval);
                next.metric(phase, request, metric, interval);
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
            public void row(TimeSeriesRow row) {
                first.row(row);
                next.row(row);
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
