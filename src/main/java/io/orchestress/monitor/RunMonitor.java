package io.orchestress.monitor;

import io.orchestress.breaker.BreakerState;
import io.orchestress.breaker.CircuitBreaker;
import io.orchestress.breaker.Observation;
import io.orchestress.config.PhaseKind;
import io.orchestress.recording.Measurements;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Plan;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches a run from a thread of its own, so that it works while every virtual user hangs. It only ever asks for a stop: whoever
 * drives the load looks at {@link #stopReason()} and obeys.
 */
public final class RunMonitor {
    /** Between two looks of the circuit breaker. */
    static final Duration TICK = Duration.ofMillis(250);

    private static final int TICKS_PER_SECOND = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LivePlan plan;
    private final Duration drain;
    private final RunClock clock;
    private final Measurements measurements;
    private final Optional<CircuitBreaker> breaker;
    private final SecondsRecorder seconds;
    private final ProgressConsole console;
    private final IntSupplier users;
    private final Release release;
    private final AtomicReference<@Nullable StopReason> stopReason = new AtomicReference<>();
    private final AtomicReference<StopReason.@Nullable BreakerTripped> trip = new AtomicReference<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "orchestress-monitor");
        thread.setDaemon(true);
        return thread;
    });

    private long ticks;
    private BreakerState state = new BreakerState.TooFewSamples();

    /** What may be done at a trip in the place of ending the run. */
    @FunctionalInterface
    public interface Release {
        /** @return whether the load was taken back, so that the run can go on and see the target recover */
        boolean goesOn(StopReason.BreakerTripped reason);
    }

    /** @param users virtual users alive now */
    public RunMonitor(
            LivePlan plan,
            Duration drain,
            RunClock clock,
            Measurements measurements,
            Optional<CircuitBreaker> breaker,
            SecondsRecorder seconds,
            ProgressConsole console,
            IntSupplier users,
            Release release) {
        this.plan = plan;
        this.drain = drain;
        this.clock = clock;
        this.measurements = measurements;
        this.breaker = breaker;
        this.seconds = seconds;
        this.console = console;
        this.users = users;
        this.release = release;
    }

    /** Begins to tick; the clock must have been started. */
    public void start() {
        try {
            seconds.start();
        } catch (IOException e) {
            stopReason.compareAndSet(null, new StopReason.RecordFailed(String.valueOf(e.getMessage())));
        }
        ticker.scheduleAtFixedRate(this::guardedTick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Set once, when the load must end before its plan does. */
    public Optional<StopReason> stopReason() {
        return Optional.ofNullable(stopReason.get());
    }

    /** The breaker's, whether it ended the run or only the steps of it. */
    public Optional<StopReason.BreakerTripped> trip() {
        return Optional.ofNullable(trip.get());
    }

    /** Ends the ticking and records the second under way. Call it when the load has ended. */
    public void stop() throws IOException {
        ticker.shutdown();
        try {
            if (!ticker.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new IOException("the record is still being written 30 s after the end of the load");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        seconds.endSecond(clock.seconds(), users.getAsInt());
    }

    /** A tick that fails must not silently be the last one. */
    void guardedTick() {
        try {
            tick();
        } catch (IOException | RuntimeException e) {
            stopReason.compareAndSet(null, new StopReason.RecordFailed(String.valueOf(e.getMessage())));
        }
    }

    private void tick() throws IOException {
        ticks++;
        Measurements.Counters counters = measurements.counters();
        Observation observation = new Observation(
                clock.nanos(),
                counters.ended(),
                counters.failed(),
                counters.timedOut(),
                counters.latencyMicros(),
                counters.inFlight());
        breaker.ifPresent(b -> look(b, observation));
        int busy = users.getAsInt();
        double drainSeconds = drain.toMillis() / 1000.0;
        if (busy > 0 && plan.isComplete() && clock.seconds() > plan.plan().totalSeconds() + drainSeconds) {
            stopReason.compareAndSet(null, new StopReason.DrainTimeout(busy, drainSeconds));
        }
        if (ticks % TICKS_PER_SECOND == 0) {
            SecondsRecorder.Summary second = seconds.endSecond(clock.seconds(), busy);
            breaker.ifPresent(b -> second.resources()
                    .forEach(row -> b.reading(
                            row.subject() + "." + row.name(),
                            Math.round(row.atSeconds() * NANOS_PER_SECOND),
                            row.value())));
            console.second(clock.seconds(), second, breaker.isPresent() ? state.label() : "off");
        }
    }

    private void look(CircuitBreaker rules, Observation observation) {
        if (stopReason.get() != null) {
            return;
        }
        Plan now = plan.plan();
        PhaseKind kind = now.phases()
                .get(now.phaseAt(observation.atNanos() / NANOS_PER_SECOND))
                .kind();
        if (kind == PhaseKind.FAULT || trip.get() != null) {
            state = rules.pause(observation);
            return;
        }
        state = rules.evaluate(observation);
        if (!(state instanceof BreakerState.Trip tripped)) {
            return;
        }
        StopReason.BreakerTripped reason = new StopReason.BreakerTripped(tripped);
        trip.set(reason);
        console.say("!! " + reason.sentence());
        if (kind == PhaseKind.STEP && release.goesOn(reason)) {
            console.say("!! taking the load back, to see the target recover");
        } else if (stopReason.compareAndSet(null, reason)) {
            console.say("!! stopping the load; what was measured is kept");
        }
    }
}
