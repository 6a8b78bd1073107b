package io.orchestress.analysis.observe;

import io.orchestress.run.Interval;
import io.orchestress.run.ResourceRow;
import io.orchestress.run.TallyRow;
import io.orchestress.run.TimeSeriesRow;

/**
 * Sees everything that a record holds, once: all rows of the time line, then all tallies, all intervals of histograms, all readings of
 * resources, each in the order of time. A run of a week goes by in the memory of an hour only if what is kept is bounded.
 */
public interface Observer {
    default void row(TimeSeriesRow row) {}

    default void tally(TallyRow row) {}

    /** @param interval whose histogram is valid during the call only; of the corrected view and of agents, too */
    default void interval(Interval interval) {}

    default void resource(ResourceRow row) {}
}
