package io.orchestress.record.observe;

import io.orchestress.record.CounterRow;
import io.orchestress.record.Interval;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;

/**
 * Sees everything that a record holds, once: all rows of the time line, then all tallies, all intervals of histograms, all readings of
 * resources, each in the order of time. A run of a week goes by in the memory of an hour only if what is kept is bounded.
 */
public interface Observer {
    default void row(TimeSeriesRow row) {}

    default void tally(CounterRow row) {}

    /** @param interval whose histogram is valid during the call only; of the corrected view and of agents, too */
    default void interval(Interval interval) {}

    default void resource(ResourceRow row) {}
}
