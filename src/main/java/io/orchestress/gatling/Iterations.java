package io.orchestress.gatling;

import io.gatling.commons.stats.OK$;
import io.gatling.core.action.Action;
import io.gatling.core.session.Block;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import scala.collection.immutable.List;

/**
 * A user's iterations, one after the other until the plan wants no more of them, each at its intended time. A failure ends the
 * iteration it happens in, as Gatling's {@code exitBlockOnFail} does; but the block is entered once for a user and not once for an
 * iteration, and no loop counter is kept in the session: both would cost more than measuring does.
 */
final class Iterations implements ActionBuilder {
    private static final String BLOCK = "orchestress.iterations";

    /** The plan may change while a user waits. */
    static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ChainBuilder iteration;

    Iterations(ChainBuilder iteration) {
        this.iteration = iteration;
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                Boundary boundary = new Boundary(next);
                boundary.iteration = iteration.wrapped.build(context, boundary);
                return new Entry(boundary);
            }
        };
    }

    private static final class Entry extends PlainAction {
        private final Boundary boundary;

        Entry(Boundary boundary) {
            super("before the first iteration");
            this.boundary = boundary;
        }

        @Override
        public void execute(Session session) {
            boundary.first(session.enterTryMax(BLOCK, boundary));
        }
    }

    /** Between two iterations: where one ends, or is left because something in it failed. */
    private static final class Boundary extends PlainAction {
        private final Action afterAll;
        private Action iteration = this;

        Boundary(Action afterAll) {
            super("between iterations");
            this.afterAll = afterAll;
        }

        @Override
        public void execute(Session session) {
            VirtualUser user = VirtualUser.of(session);
            if (session.isFailed()) {
                user.endsFailed();
            }
            user.iterationEnds();
            await(session.isFailed() ? session.markAsSucceeded() : session);
        }

        /** By way of the event loop, so that an iteration that sends nothing does not nest in itself. */
        private void await(Session session) {
            VirtualUser user = VirtualUser.of(session);
            long waitNanos = Math.min(LONGEST_WAIT_NANOS, user.untilNextStartNanos());
            long dueNanos = user.run().clock().nanos() + waitNanos;
            try {
                if (waitNanos > 0) {
                    session.eventLoop().schedule(() -> next(session, dueNanos), waitNanos, TimeUnit.NANOSECONDS);
                } else {
                    session.eventLoop().execute(() -> next(session, dueNanos));
                }
            } catch (RejectedExecutionException e) {
                logger().underlying().debug("Gatling has ended", e);
            }
        }

        private void first(Session session) {
            decide(session, OptionalLong.empty()); // due when Gatling sent the user, which it does not say
        }

        private void next(Session session, long dueNanos) {
            decide(session, OptionalLong.of(dueNanos));
        }

        private void decide(Session session, OptionalLong dueNanos) {
            VirtualUser user = VirtualUser.of(session);
            switch (user.next()) {
                case START -> {
                    dueNanos.ifPresent(due -> user.run()
                            .measurements()
                            .starts()
                            .started(user.run().clock().nanos() - due));
                    start(session, user);
                }
                case WAIT -> await(session);
                case LEAVE -> leave(session);
            }
        }

        private void start(Session session, VirtualUser user) {
            user.iterationStarts();
            iteration.$bang(session);
        }

        private void leave(Session session) {
            @SuppressWarnings("unchecked")
            List<Block> outside = (List<Block>) session.blockStack().tail();
            afterAll.$bang(session.exitTryMax(BLOCK, OK$.MODULE$, outside));
        }
    }
}
