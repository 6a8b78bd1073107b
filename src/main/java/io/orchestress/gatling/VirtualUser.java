package io.orchestress.gatling;

import io.gatling.core.session.Session;
import io.netty.channel.EventLoop;
import io.orchestress.monitor.RunClock;
import io.orchestress.recording.Measurements;
import io.orchestress.recording.Outcome;
import io.orchestress.wire.Wire;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One virtual user: its intended schedule, and the request it has in flight, of which there is at most one at a time. Lives in
 * the Gatling session, is written by the user's event loop, and is read by {@link #abandon} once the load has ended.
 *
 * <p>Coordinated omission. With a pace, iterations are meant to start at {@code s, s + pace, s + 2 pace …}. When an iteration
 * starts late at {@code T} because the one before it was held up, every intended start in {@code (previous, T]} was omitted.
 * An open-model client would have sent a request at each of them, which would have been held up as long, until {@code T}. So
 * the first request of the late iteration, of latency {@code L}, is recorded once per omitted start {@code s} with
 * {@code max(L, T − s)} in the phase of {@code s}, and its other requests once per omitted start with their own latency. The user then goes on at the next
 * intended start after {@code T}: it does not catch up, so the load on the target stays that of a closed model.
 */
final class VirtualUser {
    private static final long NOT_IN_FLIGHT = Long.MIN_VALUE;

    private final LoadRun run;
    private final long paceNanos;

    private @Nullable Wire wire;
    private @Nullable TaskSpan task;
    private boolean started;
    private boolean countedOut;
    private long nextIntendedNanos;
    private long iterationStartNanos;
    private long latenessNanos;
    private long startsCovered = 1;
    private boolean firstRequestOfIteration;

    private final AtomicLong inFlightSinceNanos = new AtomicLong(NOT_IN_FLIGHT);
    private volatile Measurements.@Nullable Request request;
    private volatile int phase;
    private boolean failedBefore;
    private int status;
    private boolean protocolError;
    private boolean elsewhere;
    private long answeredNanos;

    /** @param paceNanos 0: no pace, nothing is corrected */
    VirtualUser(LoadRun run, long paceNanos) {
        this.run = run;
        this.paceNanos = paceNanos;
    }

    /** The user to whom a session belongs. */
    static VirtualUser of(Session session) {
        if (session.onExit() instanceof UserLifecycle.Exit exit) {
            return exit.user();
        }
        throw new IllegalStateException("a measured request needs a simulation that extends LoadSimulation");
    }

    /** The way to the target, opened when it is first needed. Called on the user's event loop, as is the closing of it. */
    Wire wire(EventLoop loop) {
        Wire open = wire;
        if (open == null) {
            open = run.wires().open(loop);
            wire = open;
        }
        return open;
    }

    /** Phase of the request in flight, or of the last one. */
    int phase() {
        return phase;
    }

    /** The task under way. */
    Optional<TaskSpan> task() {
        return Optional.ofNullable(task);
    }

    void taskStarts(TaskSpan starting) {
        task = starting;
    }

    void taskEnds() {
        task = null;
    }

    LoadRun run() {
        return run;
    }

    /** What a user of the closed model does now. */
    enum Next {
        START,
        /** It is not due yet, or it is held: ask again after {@link #untilNextStartNanos()}. */
        WAIT,
        LEAVE
    }

    /** Asked before each iteration. Nobody starts at or after the end of the plan, or before the time that is meant. */
    Next next() {
        if (run.isStopping()) {
            return Next.LEAVE;
        }
        if (run.isPlanOver()) {
            return run.clock().nanos() >= run.leavingNanos() ? Next.LEAVE : Next.WAIT;
        }
        if (run.clock().nanos() < nextIntendedNanos) {
            return Next.WAIT;
        }
        if (!started) {
            started = true; // the first iteration is always granted
            return Next.START;
        }
        countedOut = run.isOneTooMany();
        return countedOut ? Next.LEAVE : Next.START;
    }

    void leave() {
        if (wire != null) {
            wire.close();
        }
        run.users().leave(this, !countedOut);
    }

    /**
     * Nanoseconds until {@link #next()} has something else to say: at the next intended start, or when the plan ends or users may leave after
     * it, whichever is first; 0 when that is now.
     */
    long untilNextStartNanos() {
        long at = run.isPlanOver() ? run.leavingNanos() : Math.min(nextIntendedNanos, run.planEndNanos());
        return Math.max(0, at - run.clock().nanos());
    }

    void startIteration() {
        firstRequestOfIteration = true;
        if (paceNanos == 0) {
            return;
        }
        iterationStartNanos = run.clock().nanos();
        if (nextIntendedNanos == 0) {
            nextIntendedNanos = iterationStartNanos;
        }
        latenessNanos = Math.max(0, iterationStartNanos - nextIntendedNanos);
        startsCovered = 1 + latenessNanos / paceNanos;
        nextIntendedNanos += startsCovered * paceNanos;
    }

    /** @param failedBefore whether the session had failed already: a request is judged by itself */
    void requestStarts(Measurements.Request starting, boolean failedBefore) {
        RunClock clock = run.clock();
        request = starting;
        this.failedBefore = failedBefore;
        status = 0;
        protocolError = false;
        elsewhere = false;
        answeredNanos = 0;
        long now = clock.nanos();
        phase = run.plan().phaseAt(now / 1e9);
        starting.started();
        inFlightSinceNanos.set(now);
    }

    /** The whole answer is there, its checks are still to come. */
    void answered(int httpStatus) {
        status = httpStatus;
        answeredNanos = run.clock().nanos();
    }

    /** The answer says in its own words that it is an error. */
    void answerIsError() {
        protocolError = true;
    }

    /** The request is not for the target, and is not sent. */
    void wantsElsewhere() {
        elsewhere = true;
    }

    /** The end of a request of Gatling's; returns whether the session had failed before it. */
    boolean requestEnds(boolean failed) {
        long end = answeredNanos == 0 ? run.clock().nanos() : answeredNanos;
        ends(end, failed ? failure(end - inFlightSinceNanos.get()) : Outcome.OK);
        return failedBefore;
    }

    /** The end of a call of a protocol; returns as above. */
    boolean callEnds(Outcome outcome) {
        ends(run.clock().nanos(), outcome);
        return failedBefore;
    }

    private void ends(long end, Outcome outcome) {
        long since = inFlightSinceNanos.getAndSet(NOT_IN_FLIGHT);
        Measurements.Request ending = request;
        if (since == NOT_IN_FLIGHT || ending == null) {
            return; // the load has ended, and the request was counted as unfinished
        }
        long micros = (end - since) / 1000;
        ending.ended(phase, outcome, micros);
        if (paceNanos > 0) {
            correct(ending, micros);
        }
        firstRequestOfIteration = false;
    }

    /** Once per intended start that the iteration covers, in the phase of that start. */
    private void correct(Measurements.Request ending, long micros) {
        for (long omitted = 0; omitted < startsCovered; omitted++) {
            long heldUpNanos = latenessNanos - omitted * paceNanos;
            int intendedPhase = run.plan().phaseAt((iterationStartNanos - heldUpNanos) / 1e9);
            ending.corrected(intendedPhase, firstRequestOfIteration ? Math.max(micros, heldUpNanos / 1000) : micros);
        }
    }

    private Outcome failure(long nanos) {
        if (elsewhere) {
            return Outcome.ELSEWHERE;
        }
        if (status == 0) {
            return nanos >= run.requestTimeoutNanos() ? Outcome.TIMEOUT : Outcome.CONNECTION;
        }
        if (status >= 300 && status < 1000) {
            return Outcome.http(status);
        }
        return protocolError ? Outcome.PROTOCOL : Outcome.CHECK;
    }

    /** Records a request that will not be waited for any more. Called by another thread, after the load has ended. */
    void abandon() {
        long since = inFlightSinceNanos.getAndSet(NOT_IN_FLIGHT);
        Measurements.Request abandoned = request;
        if (since != NOT_IN_FLIGHT && abandoned != null) {
            abandoned.ended(phase, Outcome.UNFINISHED, (run.clock().nanos() - since) / 1000);
        }
    }
}
