package io.orchestress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;

/** First action of an iteration: notes its start, and forgets that the one before it failed. */
final class IterationStart implements ActionBuilder {
    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                return new Start(next);
            }
        };
    }

    private static final class Start extends PlainAction {
        private final Action next;

        Start(Action next) {
            super("start of an iteration");
            this.next = next;
        }

        @Override
        public void execute(Session session) {
            VirtualUser.of(session).startIteration();
            next.$bang(session.isFailed() ? session.markAsSucceeded() : session);
        }
    }
}
