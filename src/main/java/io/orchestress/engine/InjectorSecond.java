package io.orchestress.engine;

import io.orchestress.metrics.StartDelays;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Measures second by second, by the load generator's own clock, how late tasks and starts were. Used by one thread. */
public final class InjectorSecond {
    private static final double NANOS_PER_SECOND = 1e9;

    private final RunClock clock;
    private final StartDelays starts;
    private final LongSupplier worstLagNanos;
    private boolean anyStart;

    /** @param worstLagNanos longest wait of a task in an event loop since it was last asked */
    public InjectorSecond(RunClock clock, StartDelays starts, LongSupplier worstLagNanos) {
        this.clock = clock;
        this.starts = starts;
        this.worstLagNanos = worstLagNanos;
    }

    /** Since the last call. Starts are there from the first one on: who never starts anything on time or late is not on time. */
    public List<ResourceRow> take() {
        double now = clock.seconds();
        List<ResourceRow> rows = new ArrayList<>();
        rows.add(row(now, ResourceName.LOOP_LAG, worstLagNanos.getAsLong() / NANOS_PER_SECOND));
        StartDelays.Interval second = starts.drain();
        anyStart = anyStart || second.started() > 0 || second.dropped() > 0;
        if (anyStart) {
            rows.add(row(now, ResourceName.STARTS, second.started()));
            rows.add(row(now, ResourceName.LATE_STARTS, second.late()));
            rows.add(row(now, ResourceName.LATE_START, second.worstNanos() / NANOS_PER_SECOND));
            rows.add(row(now, ResourceName.DROPPED, second.dropped()));
        }
        return rows;
    }

    private static ResourceRow row(double atSeconds, String name, double value) {
        return new ResourceRow(atSeconds, ResourceName.INJECTOR, name, value);
    }
}
