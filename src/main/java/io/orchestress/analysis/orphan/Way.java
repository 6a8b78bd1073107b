package io.orchestress.analysis.orphan;

import io.orchestress.record.BothSides;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import java.util.Optional;
import java.util.Set;

/**
 * How long a leaving may take until the calls of its task have ended, at a target that stops them at once: the user's message or closed connection has to be
 * sent, read and passed on, by three processes that may have to wait for a processor. docs/MATH.md §21.
 *
 * <p>On a full machine it is as long as it took those tasks whose users stayed to get from the user through the target to their first provider call, which is the
 * same way.
 *
 * @param millis of 95 % of the leavings
 * @param longestMillis of any of them
 */
record Way(double millis, double longestMillis) {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double MICROS_PER_MILLI = 1e3;

    /** On a machine that has time. */
    private static final double USUAL_MILLIS = 100;

    /** On one that has not, at least; as long as late writes are not the target's. */
    private static final double FULL_MILLIS = 1_000;

    /** A day, on a full machine on which no task got through: any time may be the way. */
    private static final double ANY_MILLIS = 86_400_000;

    private static final Set<Outcome> KEPT_UP = Set.of(Outcome.PASS, Outcome.WARN);

    /** @param run with how its injector was, and with both sides */
    static Way of(RunRecord run) {
        InjectorHealth injector = run.injector();
        if (injector == null || isFull(injector)) {
            return firstCall(run)
                    .map(first -> new Way(
                            Math.max(FULL_MILLIS, first.p95() / MICROS_PER_MILLI),
                            Math.max(FULL_MILLIS, first.max() / MICROS_PER_MILLI)))
                    .orElseGet(() -> new Way(ANY_MILLIS, ANY_MILLIS));
        }
        double lag = injector.loopLagMillis() == null ? FULL_MILLIS : injector.loopLagMillis();
        double way = Math.min(FULL_MILLIS, USUAL_MILLIS + lag);
        return new Way(way, way);
    }

    /** The scripted backend has the injector's machine, wherever the target is. */
    private static boolean isFull(InjectorHealth injector) {
        return !KEPT_UP.contains(injector.outcome())
                || injector.wasDisturbed()
                || (injector.worst() != null && injector.worst().name().equals(InjectorHealth.HOST_CPU));
    }

    private static Optional<Latency> firstCall(RunRecord run) {
        return Optional.ofNullable(run.bothSides())
                .flatMap(sides -> sides.work(BothSides.ALL, BothSides.ALL))
                .flatMap(work -> Optional.ofNullable(work.firstCallMicros()));
    }

    long nanos() {
        return Math.round(millis * NANOS_PER_MILLI);
    }

    /** From when on an effect is late beyond doubt. */
    long lateNanos() {
        return Math.round(Math.max(FULL_MILLIS, longestMillis) * NANOS_PER_MILLI);
    }
}
