package io.orchestress.gatling;

import io.orchestress.engine.RunClock;
import io.orchestress.engine.StopReason;
import io.orchestress.gatling.task.TaskMarks;
import io.orchestress.gatling.trace.RunTracing;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.TimeSource;
import io.orchestress.protocol.Transports;
import io.orchestress.record.SeriesKey;
import io.orchestress.transport.token.TokenKeeper;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** What the actions of one run share. */
final class LoadRun {
    /** Gatling injects up to two seconds ahead of our plan's ramps; a user that came early is not sent away. */
    private static final double INJECTED_AHEAD_SECONDS = 2;

    /** Gatling's injector may look at the plan a little later than we do; a user sent away before that would be replaced. */
    private static final double INJECTOR_LATE_SECONDS = 0.1;

    private final LivePlan plan;
    private final RunClock clock;
    private final Measurements measurements;
    private final VirtualUsers users;
    private final long requestTimeoutNanos;
    private final Transports wires;
    private final FailureLog failures;
    private final UnreadSources unread;
    private final Optional<TokenKeeper> token;
    private final Optional<TaskMarks> tasks;
    private final RunTracing tracing;
    private final Supplier<Optional<StopReason>> stopReason;
    private final AtomicBoolean ended;
    private final Optional<RunTenants> tenants;
    private final int tenant;
    private final List<LoadRun> ofTenants = new ArrayList<>();

    LoadRun(
            LivePlan plan,
            RunClock clock,
            Measurements measurements,
            VirtualUsers users,
            long requestTimeoutNanos,
            Transports wires,
            FailureLog failures,
            UnreadSources unread,
            Optional<TokenKeeper> token,
            Optional<TaskMarks> tasks,
            RunTracing tracing,
            Supplier<Optional<StopReason>> stopReason,
            Optional<RunTenants> tenants) {
        this.tenants = tenants;
        tenant = -1;
        ended = new AtomicBoolean();
        this.plan = plan;
        this.clock = clock;
        this.measurements = measurements;
        this.users = users;
        this.requestTimeoutNanos = requestTimeoutNanos;
        this.wires = wires;
        this.failures = failures;
        this.unread = unread;
        this.token = token;
        this.tasks = tasks;
        this.tracing = tracing;
        this.stopReason = stopReason;
        tenants.ifPresent(all -> {
            for (int i = 0; i < all.size(); i++) {
                ofTenants.add(new LoadRun(this, all, i));
            }
        });
    }

    private LoadRun(LoadRun whole, RunTenants all, int tenant) {
        tenants = whole.tenants;
        this.tenant = tenant;
        ended = whole.ended;
        plan = whole.plan;
        clock = whole.clock;
        measurements = whole.measurements.named(SeriesKey.ofTenant(all.name(tenant), ""));
        users = whole.users.part();
        requestTimeoutNanos = whole.requestTimeoutNanos;
        wires = whole.wires;
        failures = whole.failures;
        unread = whole.unread;
        token = whole.token;
        tasks = whole.tasks;
        tracing = whole.tracing;
        stopReason = whole.stopReason;
    }

    /** Present where there are several kinds of users. */
    Optional<RunTenants> tenants() {
        return tenants;
    }

    /** The same for users of one tenant, who have measurements, a count and a plan of their own; −1: of none. */
    LoadRun of(int index) {
        return index < 0 ? this : ofTenants.get(index);
    }

    /** Index of the tenant whose users these are; −1: of none. */
    int tenantIndex() {
        return tenant;
    }

    /** Name of the tenant whose users these are; empty: of none. */
    String tenant() {
        return tenant < 0 ? "" : tenants.map(all -> all.name(tenant)).orElse("");
    }

    /** The name of a request as the record has it. */
    String recorded(String request) {
        return tenant < 0 ? request : SeriesKey.ofTenant(tenant(), request);
    }

    Plan plan() {
        return plan.plan();
    }

    /** Index of the phase in which something starts at a time; after the last one an index of its own. */
    int startedIn(long nanos) {
        return plan.startedIn(nanos / 1e9);
    }

    /** The phases, and what is after them; while others may follow, the last one. */
    StartRun.Phases phases() {
        List<Phase> phases = plan.plan().phases();
        return new StartRun.Phases(phases, plan.isComplete() ? plan.afterPlan() : phases.size() - 1);
    }

    RunClock clock() {
        return clock;
    }

    Measurements measurements() {
        return measurements;
    }

    VirtualUsers users() {
        return users;
    }

    long requestTimeoutNanos() {
        return requestTimeoutNanos;
    }

    FailureLog failures() {
        return failures;
    }

    /** What could not be read. */
    UnreadSources unread() {
        return unread;
    }

    /**
     * The target has answered 401: has the token refreshed.
     *
     * @param sentNanos since the load started
     * @return why it is this side's fault; empty: it is the target's answer
     */
    Optional<String> refused(long sentNanos) {
        return token.flatMap(keeper -> keeper.refused(TimeSource.SYSTEM.nanos() - (clock.nanos() - sentNanos)));
    }

    /** Present where tasks are marked. */
    Optional<TaskMarks> tasks() {
        return tasks;
    }

    /** What requests carry of where they belong, and who hears of their ends. */
    RunTracing tracing() {
        return tracing;
    }

    Transports wires() {
        return wires;
    }

    /** Whether nothing more may be sent. */
    boolean isStopping() {
        return ended.get() || stopReason.get().isPresent();
    }

    Optional<StopReason> stopReason() {
        return stopReason.get();
    }

    /** Nothing more is sent from here on; requests in flight are recorded as unfinished, and processes under way are killed. */
    void end() {
        ended.set(true);
        users.abandonAll();
        wires.close();
    }

    /** Whether the plan is over and nobody is left: the run needs no watching any more. */
    boolean isOver() {
        return plan.isComplete() && clock.seconds() > plan().totalSeconds() && users.count() == 0;
    }

    /** Whether users may still be started at a time. */
    boolean isGoing(double seconds) {
        return !isStopping() && seconds * 1e9 < planEndNanos();
    }

    /** Whether the last phase is over, and none follows. */
    boolean isPlanOver() {
        return clock.nanos() >= planEndNanos();
    }

    /** End of the last phase, in nanoseconds since the load started; {@link Long#MAX_VALUE} while others may follow it. */
    long planEndNanos() {
        return plan.isComplete() ? TimeUnit.SECONDS.toNanos(plan().totalSeconds()) : Long.MAX_VALUE;
    }

    /** When users leave after the plan; one that left sooner would be replaced by Gatling's injector. */
    long leavingNanos() {
        return planEndNanos() + Math.round(INJECTOR_LATE_SECONDS * 1e9);
    }

    /** Closed model: counts the caller out when there are more users than the plan wants, and returns how many there were; else 0. */
    int rankOfOneTooMany() {
        double now = clock.seconds();
        if (tenant >= 0) {
            return users.leaveIfAbove(mostAt(now));
        }
        return users.count() <= plan().usersAt(now) ? 0 : users.leaveIfAbove(mostAt(now));
    }

    /**
     * Whether the plan had a place, at a moment, for the last of so many users.
     *
     * @param nanos since the load started
     * @param rank number of users; for 0 there always was
     */
    boolean wantsAt(long nanos, int rank) {
        return rank == 0 || rank <= mostAt(nanos / 1e9);
    }

    /** How many users there may be before one is sent away. */
    private int mostAt(double seconds) {
        if (tenant >= 0 && tenants.isPresent()) {
            return Math.max(
                    tenants.get().wholeAt(plan(), seconds, tenant),
                    tenants.get().wholeAt(plan(), seconds - INJECTOR_LATE_SECONDS, tenant));
        }
        double wantedNow = plan().usersAt(seconds);
        double wanted = Math.max(plan().usersAt(seconds - INJECTOR_LATE_SECONDS), wantedNow);
        for (double ahead = 1; ahead <= INJECTED_AHEAD_SECONDS; ahead++) {
            if (plan().usersAt(seconds + ahead) > wantedNow) {
                wanted = Math.max(wanted, plan().usersAt(seconds + ahead));
            }
        }
        return (int) Math.ceil(wanted);
    }
}
