package io.orchestress.gatling;

import io.gatling.core.CoreComponents;
import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.session.Session$;
import io.gatling.core.stats.StatsEngine;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ChainBuilder;
import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final String scenario;
    private final CoreComponents core;
    private final Action entry;
    private final Function1<Session, Session> onStart;
    private final Function1<Session, BoxedUnit> onExit;
    private final AtomicLong ids = new AtomicLong(FIRST_ID);
    private final AtomicInteger alive = new AtomicInteger();

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

    /** Users that were started and have not ended. */
    int alive() {
        return alive.get();
    }

    /**
     * Starts one user on an event loop.
     *
     * @param dueNanos when it was due, since the load started
     * @param begins is run when the event loop comes to it, just before its first action
     */
    void start(long dueNanos, Runnable begins) {
        EventLoop loop = core.eventLoopGroup().next();
        alive.incrementAndGet();
        try {
            loop.execute(() -> {
                begins.run();
                Session session = onStart.apply(Session$.MODULE$.apply(scenario, ids.incrementAndGet(), onExit, loop));
                core.statsEngine().logUserStart(scenario);
                entry.$bang(session.set(DUE, dueNanos));
            });
        } catch (RejectedExecutionException e) {
            alive.decrementAndGet(); // Gatling has ended
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
            alive.decrementAndGet();
        }
    }
}
