package io.orchestress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.orchestress.gatling.leave.Leavers;
import io.orchestress.gatling.leave.LeavingSettings;
import io.orchestress.workload.kind.LoadModel;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import scala.Function1;
import scala.Option;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * First action of a scenario: gives the session its {@link VirtualUser} by a hook into the user's exit, which Gatling calls
 * however the scenario ends.
 */
final class UserLifecycle implements ActionBuilder {
    private final RunSession session;
    private final long paceNanos;
    private final boolean isInjectedByGatling;
    private final GatlingReach reach;
    private final Leavers leavers;

    /** @param isInjectedByGatling which starts all users that are missing at the same moment */
    UserLifecycle(RunSession session, long paceNanos, boolean isInjectedByGatling, GatlingReach reach) {
        this.reach = reach;
        leavers = new Leavers(
                session.settings().part(LeavingSettings.class),
                session.settings().load().seed());
        this.session = session;
        this.paceNanos = paceNanos;
        this.isInjectedByGatling = isInjectedByGatling;
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                return new Enter(next, context.coreComponents().exit());
            }
        };
    }

    private final class Enter extends PlainAction {
        private final Action next;
        private final Action exit;

        Enter(Action next, Action exit) {
            super("enter");
            this.next = next;
            this.exit = exit;
        }

        @Override
        public void execute(Session entering) {
            session.loadStarts(entering.eventLoop());
            VirtualUser user = arrived(entering);
            user.run().users().enter(user);
            Session entered = entering.copy(
                    entering.scenario(),
                    entering.userId(),
                    reach.entering(entering).attributes().removed(UserLauncher.DUE),
                    entering.baseStatus(),
                    entering.blockStack(),
                    new Exit(user, entering.onExit()),
                    entering.eventLoop());
            long delayNanos = isInjectedByGatling ? StartSpread.nanos(session, entered.userId(), paceNanos) : 0;
            if (delayNanos > 0) {
                later(entered, () -> begin(entered, user), delayNanos);
            } else {
                begin(entered, user);
            }
        }

        private void begin(Session entered, VirtualUser user) {
            if (session.run().isPlanOver() && !user.wasDueInTime()) {
                later(entered, () -> exit.$bang(entered), user.untilNextStartNanos()); // too late to do anything
            } else {
                next.$bang(entered);
            }
        }

        /** Who was given a moment to arrive at is of the open model. */
        private VirtualUser arrived(Session entering) {
            int tenant = UserLauncher.tenant(entering);
            LoadRun run = session.run().of(tenant);
            long pace = tenant < 0
                    ? paceNanos
                    : run.tenants().map(all -> all.pace(tenant).toNanos()).orElse(paceNanos);
            Option<Object> due = entering.attributes().get(UserLauncher.DUE);
            boolean open = session.settings().load().model() == LoadModel.OPEN;
            long user = entering.userId();
            if (open && due.isDefined() && due.get() instanceof Long dueNanos) {
                return leavers.areThere()
                        ? VirtualUser.ofOpen(run, dueNanos, leavers, user)
                        : VirtualUser.ofOpen(run, dueNanos);
            }
            return leavers.areThere()
                    ? VirtualUser.ofClosed(run, pace, leavers, user)
                    : VirtualUser.ofClosed(run, pace);
        }

        private void later(Session waiting, Runnable then, long nanos) {
            try {
                waiting.eventLoop().schedule(then, nanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                logger().underlying().debug("Gatling has ended", e);
            }
        }
    }

    /** What Gatling calls when the user leaves. It stays in the session from the first action to the last, and knows the user. */
    static final class Exit extends AbstractFunction1<Session, BoxedUnit> {
        private final VirtualUser user;
        private final Function1<Session, BoxedUnit> others;

        Exit(VirtualUser user, Function1<Session, BoxedUnit> others) {
            this.user = user;
            this.others = others;
        }

        VirtualUser user() {
            return user;
        }

        @Override
        public BoxedUnit apply(Session leaving) {
            if (leaving.isFailed()) {
                user.endsFailed();
            }
            user.leave();
            return others.apply(GatlingReach.leaving(leaving));
        }
    }
}
