package io.orchestress.gatling;

import io.gatling.core.session.Session;
import io.gatling.http.response.ResponseBody;
import io.netty.channel.EventLoop;
import io.orchestress.gatling.leave.Leavers;
import io.orchestress.gatling.task.TaskTrace;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.TimeSource;
import io.orchestress.record.task.TaskRow;
import io.orchestress.transport.Wire;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One virtual user: its intended schedule, and the request it has in flight, of which there is at most one at a time. Lives in
 * the Gatling session, is written by the user's event loop, and is read by {@link #abandon} once the load has ended.
 *
 * <p>What it omits while it is held up is in its {@link Correction}. Its methods are called by its event loop, but {@link #abandon}, which another thread calls.
 */
final class VirtualUser {
    private static final FailureClass UNAUTHORIZED = FailureClass.http(401);
    private static final String REST = "rest of an iteration";
    private static final byte[] NO_BYTES = {};
    private static final long NOT_IN_FLIGHT = Long.MIN_VALUE;

    private final LoadRun run;
    private final Correction correction;
    private final RequestNotes notes;
    private final UserSpans spans;

    private @Nullable Wire wire;
    private @Nullable TaskSpan task;
    private boolean started;
    /** How many users there were when this one was counted out, itself included; 0: it was not. */
    private int rank;

    private boolean dueInTime;
    private boolean abandoned;

    private long inFlightSinceNanos = NOT_IN_FLIGHT;
    private Measurements.@Nullable Request request;
    private volatile int phase;
    private volatile @Nullable Session latest;
    private boolean failedBefore;
    private boolean anyFailed;
    private @Nullable GatlingAnswer answer;
    private @Nullable Leavers leavers;
    private @Nullable Departure departure;

    VirtualUser(LoadRun run, Correction correction) {
        this.run = run;
        this.correction = correction;
        notes = new RequestNotes(run, this);
        spans = new UserSpans(run);
    }

    /** @param paceNanos 0: no pace */
    static VirtualUser ofClosed(LoadRun run, long paceNanos) {
        return new VirtualUser(run, paceNanos == 0 ? new Correction.None() : new PacedCorrection(run, paceNanos));
    }

    /** @param dueNanos when it was due to arrive, since the load started */
    static VirtualUser ofOpen(LoadRun run, long dueNanos) {
        VirtualUser user = new VirtualUser(
                run, new Correction.OfArrival(run, Math.max(0, run.clock().nanos() - dueNanos)));
        user.dueInTime = dueNanos < run.planEndNanos();
        return user;
    }

    /**
     * A user of a run in which some leave in the middle of their tasks. Of one who does no time is in the corrected view, which is that of those who stay.
     *
     * @param paceNanos of the closed model, 0: no pace
     * @param number of the user
     */
    static VirtualUser ofClosed(LoadRun run, long paceNanos, Leavers leavers, long number) {
        VirtualUser user = new VirtualUser(run, closedCorrection(run, paceNanos, leavers, number));
        user.among(leavers, number);
        return user;
    }

    private static Correction closedCorrection(LoadRun run, long paceNanos, Leavers leavers, long number) {
        if (leavers.leaves(number)) {
            return paceNanos == 0 ? new Correction.None() : new Correction.OfLeaver(paceNanos);
        }
        return paceNanos == 0 ? new Correction.OfArrival(run, 0) : new PacedCorrection(run, paceNanos);
    }

    /** As above, of the open model. */
    static VirtualUser ofOpen(LoadRun run, long dueNanos, Leavers leavers, long number) {
        VirtualUser user = leavers.leaves(number) ? new VirtualUser(run, new Correction.None()) : ofOpen(run, dueNanos);
        user.dueInTime = dueNanos < run.planEndNanos();
        user.among(leavers, number);
        return user;
    }

    private void among(Leavers others, long number) {
        leavers = others;
        departure = others.leaves(number) ? new Departure(others, number) : null;
    }

    /** Present where it leaves in the middle of its tasks. */
    Optional<Departure> departure() {
        return Optional.ofNullable(departure);
    }

    /** Whether it was due at a certain moment, and that was before the end of the plan: it is driven even if it comes after it. */
    boolean wasDueInTime() {
        return dueInTime;
    }

    /** The user to whom a session belongs. */
    static VirtualUser of(Session session) {
        if (session.onExit() instanceof UserLifecycle.Exit exit) {
            return exit.user();
        }
        throw new IllegalStateException("a measured request needs a simulation that extends LoadSimulation");
    }

    /** A request is about to be made, with this. */
    void continues(Session session) {
        latest = session;
    }

    /** What it came to so far; null: nothing, or it has said its farewell. */
    @Nullable
    Session latest() {
        return latest;
    }

    /** It says its farewell, or has none to say. */
    void takesLeave() {
        latest = null;
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

    /** The task under way, where tasks are marked. */
    Optional<TaskTrace> marked() {
        return task().flatMap(TaskSpan::trace);
    }

    /** Whether it has left the task under way, so that nothing more of it is sent. */
    boolean hasLeft() {
        return task != null && task.isLeft();
    }

    /**
     * It leaves a task now, and the request in flight with it; returns false where it does not, because the task is over, a request of Gatling's is in flight,
     * or the load has ended.
     *
     * @param cancels whether it tells the target
     * @param inFlight whether a call that can be left is in flight
     */
    synchronized boolean leaves(TaskSpan leaving, boolean cancels, boolean inFlight) {
        boolean other = (inFlightSinceNanos != NOT_IN_FLIGHT) != inFlight;
        if (abandoned || task != leaving || leaving.isLeft() || other || run.isStopping()) {
            return false;
        }
        leaving.left(run.measurements(), cancels ? TaskRow.By.CANCEL : TaskRow.By.DROP, TimeSource.SYSTEM.nanos());
        Measurements.Request left = request;
        long now = run.clock().nanos();
        if (inFlight && left != null) {
            spans.cutOff(leaving, left.name(), phase, inFlightSinceNanos, now, FailureClass.LEFT);
            left.ended(phase, FailureClass.LEFT, 0);
            left.count(phase, Counter.REQUESTS_LEFT, "", 1);
            inFlightSinceNanos = NOT_IN_FLIGHT;
        }
        spans.taskEnds(leaving, now, FailureClass.LEFT);
        anyFailed = true; // the rest of the iteration is left, too, and that is no fault of the simulation
        return true;
    }

    synchronized void taskStarts(TaskSpan starting) {
        taskIsCutOff(); // a block around the one before was left
        task = abandoned ? null : starting;
    }

    private void taskIsCutOff() {
        TaskSpan cutOff = task;
        task = null;
        if (cutOff != null) {
            if (!cutOff.isLeft()) {
                spans.taskEnds(cutOff, run.clock().nanos(), FailureClass.UNFINISHED);
            }
            cutOff.isCutOff(run.measurements());
        }
    }

    /** Whether the load has ended without it: what it learns from here on is in no figure. */
    synchronized boolean isAbandoned() {
        return abandoned;
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
        if (run.clock().nanos() < correction.nextNanos()) {
            return Next.WAIT;
        }
        if (!started) {
            started = true; // the first iteration is always granted
            return Next.START;
        }
        rank = run.rankOfOneTooMany();
        return rank > 0 ? Next.LEAVE : Next.START;
    }

    void leave() {
        Wire open = wire;
        if (open != null && departure != null) {
            departure.closes(open);
        } else if (open != null) {
            open.close();
        }
        endSchedule();
        run.users().leave(this, rank == 0);
    }

    private synchronized void endSchedule() {
        taskIsCutOff();
        if (!abandoned) {
            correction.leaves(rank > 0 || run.isStopping() ? rank : run.users().count());
        }
    }

    /**
     * Nanoseconds until {@link #next()} has something else to say: at the next intended start, or when the plan ends or users may leave after
     * it, whichever is first; 0 when that is now.
     */
    long untilNextStartNanos() {
        long at = run.isPlanOver() ? run.leavingNanos() : Math.min(correction.nextNanos(), run.planEndNanos());
        return Math.max(0, at - run.clock().nanos());
    }

    synchronized void iterationStarts() {
        anyFailed = false;
        if (!abandoned) {
            correction.iterationStarts(run.clock().nanos());
        }
    }

    /**
     * An iteration, or the user, is at its end with a session that failed. Where no request of it did, code of the simulation between them has
     * thrown or said so, and what was to follow was never sent: that is nothing of the target's, and no request tells it.
     */
    void endsFailed() {
        boolean told;
        synchronized (this) {
            told = anyFailed || abandoned;
        }
        if (!told && !run.isStopping()) {
            phase = run.startedIn(run.clock().nanos());
            notes.notSent(
                    REST,
                    RequestNotes.SIMULATION_FAILED
                            + " between two requests, and the rest of the iteration was left out");
        }
    }

    /** All of the iteration is done; the next may be due or not. */
    synchronized void iterationEnds() {
        anyFailed = false;
        taskIsCutOff();
        if (!abandoned) {
            correction.iterationEnds(run.clock().nanos());
        }
    }

    /**
     * A request of Gatling's is about to be built and sent.
     *
     * @param failedBefore whether the session had failed already: a request is judged by itself
     */
    void requestStarts(Measurements.Request starting, boolean failedBefore) {
        answer().begins();
        marked().ifPresent(task -> task.callStarts(null, TimeSource.SYSTEM.nanos()));
        start(starting, failedBefore, run.clock().nanos());
    }

    /**
     * A call of a protocol is about to be sent.
     *
     * @param failedBefore as above
     * @param sourceNanos the moment, of the time source
     */
    void callStarts(Measurements.Request starting, boolean failedBefore, long sourceNanos) {
        start(starting, failedBefore, run.clock().nanosAt(sourceNanos));
    }

    private synchronized void start(Measurements.Request starting, boolean failedBefore, long now) {
        request = starting;
        this.failedBefore = failedBefore;
        phase = run.startedIn(now);
        spans.begins(task);
        if (!abandoned) {
            starting.started();
            inFlightSinceNanos = now;
        }
    }

    /** What the request in flight carries of where it belongs. */
    synchronized Optional<Carried> carried() {
        return spans.carried();
    }

    /** What a message of the task under way carries that is no request of its own. */
    synchronized Carried aside() {
        return spans.aside(task);
    }

    /** What came of the request that has just ended. */
    synchronized void tells(String requestName, UserSpans.Came came) {
        spans.tells(task, run.recorded(requestName), came);
    }

    /** The answer to its requests of Gatling's, one after the other. */
    GatlingAnswer answer() {
        GatlingAnswer known = answer;
        if (known == null) {
            known = new GatlingAnswer();
            answer = known;
        }
        return known;
    }

    /** The whole answer of Gatling's is there, its checks are still to come. */
    void answered(int httpStatus, @Nullable ResponseBody body) {
        marked().ifPresent(task -> task.head(httpStatus, TimeSource.SYSTEM.nanos()));
        answer().complete(httpStatus, body, run.clock().nanos());
        marked().ifPresent(task -> task.body(body == null ? NO_BYTES : body.bytes()));
    }

    /**
     * The end of a request of Gatling's; returns whether the session had failed before it.
     *
     * @param words what Gatling said of it; empty: nothing
     */
    synchronized boolean requestEnds(boolean failed, String words) {
        long now = run.clock().nanos();
        long end = answer().endNanos(now);
        FailureClass how = answer().ended(failed, words, end - inFlightSinceNanos, run.requestTimeoutNanos());
        if (how == UNAUTHORIZED) {
            how = run.refused(inFlightSinceNanos).map(answer()::isOurFault).orElse(how);
        }
        FailureClass came = how;
        marked().ifPresent(task -> task.callEnds(came, TimeSource.SYSTEM.nanos() - (now - end)));
        ends(end, how);
        return failedBefore;
    }

    /** The request of Gatling's that has just ended has failed: keeps what was said of it, and returns it. */
    String failed(String requestName) {
        FailureClass outcome = answer().outcome();
        String detail = answer().takeDetail();
        notes.failed(requestName, outcome, detail);
        if (outcome == FailureClass.INJECTOR) {
            notes.notSent(requestName, answer().said());
        }
        return detail;
    }

    /** Keeps what is said of its requests beside how they ended. */
    RequestNotes notes() {
        return notes;
    }

    /**
     * The end of a call of a protocol; returns as above.
     *
     * @param endNanos when the last of the answer was read, since the load started
     */
    synchronized boolean callEnds(FailureClass how, long endNanos) {
        ends(endNanos, how);
        return failedBefore;
    }

    private void ends(long end, FailureClass outcome) {
        long since = inFlightSinceNanos;
        Measurements.Request ending = request;
        inFlightSinceNanos = NOT_IN_FLIGHT;
        if (since == NOT_IN_FLIGHT || ending == null) {
            return; // the load has ended, and the request was counted as unfinished
        }
        spans.ends(phase, since, end, outcome);
        anyFailed |= outcome != FailureClass.OK;
        ending.ended(phase, outcome, (end - since) / 1000);
        correction.requestEnds(ending, phase, since, end);
    }

    /** The task under way is over. */
    synchronized void taskEnds(boolean failed) {
        TaskSpan ending = task;
        task = null;
        if (ending != null) {
            long now = run.clock().nanos();
            if (!ending.isLeft()) {
                spans.taskEnds(ending, now, failed ? ending.failure() : FailureClass.OK);
            }
            ending.end(run.measurements(), now, failed);
            if (departure != null) {
                departure.taskEnds();
            } else if (!failed && !abandoned) {
                if (leavers != null) {
                    leavers.took(ending.name(), now - ending.startNanos());
                }
                correction.taskEnds(
                        run.measurements().request(ending.name()), ending.phase(), ending.startNanos(), now);
            }
        }
    }

    /**
     * Records a request that will not be waited for any more, and ends the schedule. Called by another thread, after the load has ended.
     *
     * @param itsRank as in {@link Correction#cutOff}
     */
    synchronized void abandon(int itsRank) {
        if (abandoned) {
            return;
        }
        abandoned = true;
        long now = run.clock().nanos();
        long since = inFlightSinceNanos;
        Measurements.Request waitedFor = since == NOT_IN_FLIGHT ? null : request;
        inFlightSinceNanos = NOT_IN_FLIGHT;
        if (waitedFor != null) {
            spans.cutOff(task, waitedFor.name(), phase, since, now, FailureClass.UNFINISHED);
            waitedFor.ended(phase, FailureClass.UNFINISHED, (now - since) / 1000);
        }
        taskIsCutOff();
        correction.cutOff(waitedFor, phase, since, now, itsRank);
    }
}
