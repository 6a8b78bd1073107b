package io.orchestress.engine;

import io.orchestress.engine.breaker.BreakerState;
import io.orchestress.engine.breaker.CircuitBreaker;
import io.orchestress.engine.breaker.Observation;
import io.orchestress.engine.breaker.RuleDistance;
import io.orchestress.metrics.Measurements;
import io.orchestress.record.ResourceRow;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches a run while every virtual user hangs. One thread looks: it asks the circuit breaker and does nothing that can block, so that no
 * full pipe and no hanging disk keeps it from stopping the load. Another one records. Both only ever ask for a stop: whoever drives the
 * load looks at {@link #stopReason} and obeys.
 */
public final class RunMonitor {
    /** Between two looks of the circuit breaker. */
    static final Duration TICK = Duration.ofMillis(250);

    private static final int TICKS_PER_SECOND = 4;
    private static final double NANOS_PER_SECOND = 1e9;

    /** A second that takes longer to be recorded is one that may never be: what follows would be lost. */
    private static final long LONGEST_WRITE_SECONDS = 30;

    /** Readings that wait to be recorded; further ones are lost, while nothing can be recorded anyway. */
    private static final int MOST_READINGS = 50_000;

    private final LivePlan plan;
    private final Duration drain;
    private final RunClock clock;
    private final Measurements measurements;
    private final Optional<CircuitBreaker> breaker;
    private final Supplier<List<ResourceRow>> resources;
    private final SecondsRecorder seconds;
    private final ProgressConsole console;
    private final IntSupplier users;
    private final Release release;
    private final AtomicReference<@Nullable StopReason> stopReason = new AtomicReference<>();
    private final AtomicReference<StopReason.@Nullable BreakerTripped> trip = new AtomicReference<>();
    private final BlockingQueue<ResourceRow> toRecord = new LinkedBlockingQueue<>(MOST_READINGS);
    private final ScheduledExecutorService looker = thread("orchestress-breaker");
    private final ScheduledExecutorService recorder = thread("orchestress-monitor");

    private long looks;
    private volatile BreakerState state = new BreakerState.TooFewSamples();
    private volatile BreakerView breakerView;
    private volatile long writingSinceNanos = -1;

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The circuit breaker at a moment.
     *
     * @param state in a word
     */
    public record BreakerView(String state, List<RuleDistance> rules) {
        public BreakerView {
            rules = List.copyOf(rules);
        }
    }

    /** Decides at a trip of the breaker whether the run goes on instead of ending. */
    @FunctionalInterface
    public interface Release {
        /** @return whether the load was taken back, so that the run can go on and see the target recover */
        boolean goesOn(StopReason.BreakerTripped reason);
    }

    /**
     * @param resources gives what was read of resources since it was last asked, at once
     * @param users virtual users alive now
     */
    public RunMonitor(
            LivePlan plan,
            Duration drain,
            RunClock clock,
            Measurements measurements,
            Optional<CircuitBreaker> breaker,
            Supplier<List<ResourceRow>> resources,
            SecondsRecorder seconds,
            ProgressConsole console,
            IntSupplier users,
            Release release) {
        this.plan = plan;
        this.drain = drain;
        this.clock = clock;
        this.measurements = measurements;
        this.breaker = breaker;
        this.resources = resources;
        this.seconds = seconds;
        this.console = console;
        this.users = users;
        this.release = release;
        this.breakerView = new BreakerView(
                breaker.isPresent() ? state.label() : "off",
                breaker.map(CircuitBreaker::distances).orElse(List.of()));
    }

    /** Begins to look and to record; the clock must have been started. */
    public void start() {
        looker.scheduleAtFixedRate(this::guardedLook, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        recorder.execute(() -> guarded(seconds::start));
        recorder.scheduleAtFixedRate(this::guardedSecond, 1, 1, TimeUnit.SECONDS);
    }

    /** Set once, when the load must end before its plan does. */
    public Optional<StopReason> stopReason() {
        return Optional.ofNullable(stopReason.get());
    }

    /** Ends the load for a reason of somebody else's; the first reason stays. */
    public void stopFor(StopReason reason) {
        stopReason.compareAndSet(null, reason);
    }

    /** The circuit breaker as it was at the latest whole second. */
    public BreakerView breakerView() {
        return breakerView;
    }

    /** The breaker's, whether it ended the run or only the steps of it. */
    public Optional<StopReason.BreakerTripped> trip() {
        return Optional.ofNullable(trip.get());
    }

    /**
     * Ends the looking and records the second under way. Call it when the load has ended.
     *
     * @param most how long to wait for a second that is being recorded
     * @throws IOException when it cannot be recorded
     */
    public void stop(Duration most) throws IOException {
        looker.shutdown();
        recorder.shutdown();
        try {
            if (!looker.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)
                    || !recorder.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS)) {
                console.ends();
                throw new IOException(
                        "the record is still being written " + most.toSeconds() + " s after the end of the load");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        console.ends();
        resources.get().forEach(toRecord::offer);
        seconds.endSecond(clock.seconds(), users.getAsInt(), readings());
    }

    void guardedLook() {
        guarded(this::look);
    }

    void guardedSecond() {
        guarded(this::second);
    }

    private interface Step {
        void take() throws IOException;
    }

    /** One that fails must not silently be the last one. */
    private void guarded(Step step) {
        try {
            step.take();
        } catch (IOException | RuntimeException e) {
            stopFor(new StopReason.RecordFailed(String.valueOf(e.getMessage())));
        }
    }

    private void look() {
        looks++;
        Measurements.Counters counters = measurements.counters();
        Measurements.Counters disturbed = measurements.disturbed();
        Observation observation = new Observation(
                clock.nanos(),
                counters.ended() - disturbed.ended(),
                counters.failed() - disturbed.failed(),
                counters.timedOut() - disturbed.timedOut(),
                counters.latencyMicros() - disturbed.latencyMicros(),
                measurements.progress(),
                counters.inFlight());
        breaker.ifPresent(b -> {
            look(b, observation);
            if (looks % TICKS_PER_SECOND == 0) {
                breakerView = new BreakerView(state.label(), b.distances());
            }
        });
        int busy = users.getAsInt();
        double drainSeconds = drain.toMillis() / 1000.0;
        if (busy > 0 && plan.isComplete() && clock.seconds() > plan.plan().totalSeconds() + drainSeconds) {
            StopReason reason = new StopReason.DrainTimeout(busy, drainSeconds);
            if (stopReason.compareAndSet(null, reason)) {
                console.say("!! " + reason.sentence() + "; their requests count as unfinished");
            }
        }
        long since = writingSinceNanos;
        if (since >= 0 && clock.nanos() - since > LONGEST_WRITE_SECONDS * NANOS_PER_SECOND) {
            stopFor(new StopReason.RecordFailed("the record could not be written for " + LONGEST_WRITE_SECONDS
                    + " s: its folder does not respond"));
        }
        if (looks % TICKS_PER_SECOND == 0) {
            for (ResourceRow row : resources.get()) {
                breaker.ifPresent(b -> b.reading(
                        row.subject() + "." + row.name(), Math.round(row.atSeconds() * NANOS_PER_SECOND), row.value()));
                toRecord.offer(row);
            }
        }
    }

    private void second() throws IOException {
        writingSinceNanos = clock.nanos();
        SecondsRecorder.Summary second = seconds.endSecond(clock.seconds(), users.getAsInt(), readings());
        writingSinceNanos = -1;
        console.second(clock.seconds(), second, breaker.isPresent() ? state.label() : "off");
    }

    private List<ResourceRow> readings() {
        List<ResourceRow> rows = new ArrayList<>();
        toRecord.drainTo(rows);
        return rows;
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
            console.say("!! skipping the remaining steps; measuring recovery");
        } else if (stopReason.compareAndSet(null, reason)) {
            console.say("!! stopping the load; results so far are kept");
        }
    }
}
