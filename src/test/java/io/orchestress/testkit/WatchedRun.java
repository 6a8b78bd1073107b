package io.orchestress.testkit;

import io.orchestress.analysis.endurance.DriftLimits;
import io.orchestress.analysis.endurance.Drifts;
import io.orchestress.record.DriftResult;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TimeSeriesRow;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/** A run that is shown to {@link Drifts} without being written: warm-up, constant load, cool-down; and resources by the second. */
public final class WatchedRun {
    private static final int WARM_UP_SECONDS = 420;
    private static final int COOLDOWN_SECONDS = 120;

    private final int loadSeconds;
    private final Drifts drifts;
    private final RunRecord run;

    public WatchedRun(int loadSeconds, boolean cooldown, DriftLimits limits) {
        this.loadSeconds = loadSeconds;
        SyntheticRecord record = new SyntheticRecord(1)
                .warmUp("warm-up", WARM_UP_SECONDS)
                .phase("endurance", "endurance", loadSeconds, 100)
                .phase("ramp-down", "ramp-down", COOLDOWN_SECONDS, 0);
        run = record.run();
        drifts = new Drifts(run, limits);
        int end = WARM_UP_SECONDS + loadSeconds + (cooldown ? COOLDOWN_SECONDS : 0);
        for (int at = 1; at <= end; at++) {
            long users = at <= WARM_UP_SECONDS ? 1 : at <= WARM_UP_SECONDS + loadSeconds ? 100 : 0;
            drifts.row(new TimeSeriesRow(
                    at,
                    "",
                    users,
                    users,
                    users,
                    0,
                    0,
                    0,
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty()));
        }
    }

    /** Of the target, at each second since the load started. */
    public WatchedRun reads(String name, DoubleUnaryOperator bySecond) {
        for (int at = 1; at <= WARM_UP_SECONDS + loadSeconds + COOLDOWN_SECONDS; at++) {
            read(at, name, bySecond.applyAsDouble(at));
        }
        return this;
    }

    public WatchedRun read(double at, String name, double value) {
        if (Double.isFinite(value)) {
            drifts.resource(new ResourceRow(at, ResourceName.TARGET, name, value));
        }
        return this;
    }

    /** Without load the memory stays as it was. */
    public WatchedRun memory(SyntheticMemory memory) {
        for (int at = 1; at <= WARM_UP_SECONDS + loadSeconds + COOLDOWN_SECONDS; at++) {
            if (at <= WARM_UP_SECONDS + loadSeconds) {
                memory.busy();
            }
            read(at, ResourceName.RSS, memory.rss());
            read(at, ResourceName.HEAP, memory.heap());
            read(at, ResourceName.HEAP_AFTER_GC, memory.heapAfterGc());
        }
        return this;
    }

    /** What is read at the end of each second with load. */
    public WatchedRun loaded(Supplier<Map<String, Double>> second) {
        for (int at = 1; at <= WARM_UP_SECONDS + loadSeconds; at++) {
            double now = at;
            second.get().forEach((name, value) -> read(now, name, value));
        }
        return this;
    }

    public List<DriftResult> drifts() {
        return drifts.drifts(run);
    }

    /** The one figure. */
    public DriftResult drift(String name) {
        return drifts().stream()
                .filter(drift -> drift.metric().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
