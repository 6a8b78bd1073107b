package io.orchestress.analysis.task;

import io.orchestress.analysis.task.JoinedTask.CallPart;
import io.orchestress.record.BothSides.Call;
import io.orchestress.record.BothSides.Waterfall;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Keeps the slowest task and a typical one, the nearest to the median; of equal ones that with the lower mark. */
final class Waterfalls {
    private static final int MOST_CALLS = 200;
    private static final double NANOS_PER_MICRO = 1e3;

    private final long medianNanos;
    private final ToDoubleFunction<JoinedTask> seconds;
    private @Nullable JoinedTask slowest;
    private @Nullable JoinedTask typical;

    /** @param seconds of the run at which a task started */
    Waterfalls(long medianNanos, ToDoubleFunction<JoinedTask> seconds) {
        this.medianNanos = medianNanos;
        this.seconds = seconds;
    }

    /** One that succeeded and has calls. */
    void add(JoinedTask joined) {
        long nanos = joined.task().nanos();
        if (slowest == null
                || nanos > slowest.task().nanos()
                || (nanos == slowest.task().nanos() && before(joined, slowest))) {
            slowest = joined;
        }
        long off = off(joined);
        if (typical == null || off < off(typical) || (off == off(typical) && before(joined, typical))) {
            typical = joined;
        }
    }

    private long off(JoinedTask joined) {
        return Math.abs(joined.task().nanos() - medianNanos);
    }

    private static boolean before(JoinedTask one, JoinedTask other) {
        return Long.compareUnsigned(one.task().mark(), other.task().mark()) < 0;
    }

    List<Waterfall> results() {
        List<Waterfall> results = new ArrayList<>();
        if (slowest != null) {
            results.add(waterfall("slowest", slowest));
        }
        if (typical != null && typical != slowest) {
            results.add(waterfall("typical", typical));
        }
        return results;
    }

    private Waterfall waterfall(String why, JoinedTask joined) {
        TaskTime time = TaskTime.of(joined);
        List<Boolean> again = TaskCalls.of(joined).again();
        long start = joined.task().startNanos();
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < Math.min(MOST_CALLS, joined.calls().size()); i++) {
            CallPart call = joined.calls().get(i);
            calls.add(new Call(
                    call.kind() == JoinedTask.Kind.TOOL,
                    call.name(),
                    call.turn(),
                    micros(call.startNanos() - start),
                    call.firstNanos() == 0 ? -1 : micros(call.firstNanos() - start),
                    micros(call.endNanos() - start),
                    call.status(),
                    call.outcome(),
                    again.get(i)));
        }
        return new Waterfall(
                why,
                "orc-" + HexFormat.of().toHexDigits(joined.task().mark()),
                joined.task().phase(),
                joined.task().request(),
                joined.task().size(),
                seconds.applyAsDouble(joined),
                micros(time.nanos()),
                micros(time.ownNanos()),
                calls,
                joined.calls().size() - calls.size() + joined.beyond());
    }

    private static long micros(long nanos) {
        return Math.round(nanos / NANOS_PER_MICRO);
    }
}
