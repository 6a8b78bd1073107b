package io.orchestress.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.session.Session$;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ChainBuilder;
import io.netty.channel.EventLoop;
import io.orchestress.config.TenantSettings;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * Starts users of a scenario beside Gatling's injector, and counts them out itself: wherever a user ends, it comes to an exit of ours, so that the injector never hears of one that
 * it did not start. Gatling's own report is told of start and end. Safe for use by any number of threads.
 */
final class UserLauncher {
    /** Gatling counts its own from 1, of which there are two in a run of ours. */
    private static final long FIRST_ID = 1_000;

    /** What a session holds of a user until its first action: when it was due, in nanoseconds since the load started. */
    static final String DUE = "orchestress.due";

    /** Index of its tenant; absent: of none. */
    static final String TENANT = "orchestress.tenant";

    private final String scenario;
    private final CoreComponents core;
    private final Action entry;
    private final Function1<Session, Session> onStart;
    private final Function1<Session, BoxedUnit> onExit;
    private final AtomicLong ids = new AtomicLong(FIRST_ID);
    private final AtomicInteger alive = new AtomicInteger();
    private final AtomicIntegerArray aliveOf = new AtomicIntegerArray(TenantSettings.MOST_TENANTS);

    /** @param scenario one that Gatling knows */
    UserLauncher(String scenario, ChainBuilder chain, ScenarioContext context) {
        this.scenario = scenario;
        Exit exit = new Exit(context.coreComponents().statsEngine());
        CoreComponents theirs = context.coreComponents();
        core = new CoreComponents(
                theirs.actorSystem(),
                theirs.eventLoopGroup(),
                theirs.controller(),
                theirs.throttler(),
                theirs.statsEngine(),
                theirs.clock(),
                exit,
                theirs.configuration());
        entry = chain.wrapped.build(
                new ScenarioContext(
                        core, context.protocolComponentsRegistry(), context.pauseType(), context.throttled()),
                exit);
        // Only after the chain is built are its protocols known.
        onStart = context.protocolComponentsRegistry().onStart();
        onExit = context.protocolComponentsRegistry().onExit();
    }

    /** Index of the tenant to whom a user belongs; −1: it has none. */
    static int tenant(Session session) {
        Object tenant = session.attributes().getOrElse(TENANT, () -> null);
        return tenant instanceof Integer index ? index : -1;
    }

    /** Users that were started and have not ended. */
    int alive() {
        return alive.get();
    }

    /** The same, of one tenant. */
    int alive(int tenant) {
        return aliveOf.get(tenant);
    }

    private void counted(int tenant, int more) {
        alive.addAndGet(more);
        if (tenant >= 0) {
            aliveOf.addAndGet(tenant, more);
        }
    }

    /**
     * Starts one user on an event loop.
     *
     * @param dueNanos when it was due, since the load started
     * @param tenant its index; −1: of none
     * @param begins is run when the event loop comes to it, just before its first action
     */
    void start(long dueNanos, int tenant, Runnable begins) {
        EventLoop loop = core.eventLoopGroup().next();
        counted(tenant, 1);
        try {
            loop.execute(() -> {
                begins.run();
                Session session = onStart.apply(Session$.MODULE$.apply(scenario, ids.incrementAndGet(), onExit, loop));
                core.statsEngine().logUserStart(scenario);
                Session due = session.set(DUE, dueNanos);
                entry.$bang(tenant < 0 ? due : due.set(TENANT, tenant));
            });
        } catch (RejectedExecutionException e) {
            counted(tenant, -1); // Gatling has ended
        }
    }

    private final class Exit extends PlainAction {
        private final StatsEngine stats;

        Exit(StatsEngine stats) {
            super("end of an own user");
            this.stats = stats;
        }

        @Override
        public void execute(Session session) {
            session.exit();
            stats.logUserEnd(session.scenario());
            counted(tenant(session), -1);
        }
    }
}
