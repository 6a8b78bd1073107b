package io.orchestress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import scala.Function1;
import scala.runtime.BoxedUnit;

/**
 * First action of a scenario: gives the session its {@link VirtualUser} and hooks into the user's exit, which Gatling calls
 * however the scenario ends.
 */
final class UserLifecycle implements ActionBuilder {
    private final RunSession session;
    private final long paceNanos;

    UserLifecycle(RunSession session, long paceNanos) {
        this.session = session;
        this.paceNanos = paceNanos;
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                return new Enter(next);
            }
        };
    }

    private final class Enter extends PlainAction {
        private final Action next;

        Enter(Action next) {
            super("enter");
            this.next = next;
        }

        @Override
        public void execute(Session entering) {
            session.loadStarts();
            VirtualUser user = new VirtualUser(session.run(), paceNanos);
            session.run().users().enter(user);
            Session with = entering.set(VirtualUser.ATTRIBUTE, user);
            next.$bang(with.copy(
                    with.scenario(),
                    with.userId(),
                    with.attributes(),
                    with.baseStatus(),
                    with.blockStack(),
                    onExit(user, with.onExit()),
                    with.eventLoop()));
        }

        private Function1<Session, BoxedUnit> onExit(VirtualUser user, Function1<Session, BoxedUnit> others) {
            return leaving -> {
                user.leave();
                return others.apply(leaving);
            };
        }
    }
}
