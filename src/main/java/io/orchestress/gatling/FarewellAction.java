package io.orchestress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import java.util.Optional;

/** Last action of a user: says what its {@link Journey#farewell} is, measures nothing, and goes on whatever comes of it. */
final class FarewellAction implements ActionBuilder {
    private static final String NAME = "farewell";

    private final Journey journey;
    private final CallRecorder settings;

    FarewellAction(Journey journey, CallRecorder settings) {
        this.journey = journey;
        this.settings = settings;
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        return new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                return new Farewell(next);
            }
        };
    }

    private final class Farewell extends PlainAction {
        private final Action next;

        Farewell(Action next) {
            super(NAME);
            this.next = next;
        }

        @Override
        public void execute(Session leaving) {
            VirtualUser user = VirtualUser.of(leaving);
            Optional<Call> farewell = Optional.empty();
            if (user.run().isStopping()) {
                user.run().users().leavesUnsaid(user); // it is said with those of all others: Farewells
            } else {
                user.takesLeave();
                farewell = call(leaving);
            }
            if (farewell.isEmpty() || !isSent(farewell.get(), leaving)) {
                next.$bang(leaving);
            }
        }

        private Optional<Call> call(Session leaving) {
            return journey.farewell(new io.gatling.javaapi.core.Session(leaving));
        }

        private boolean isSent(Call farewell, Session leaving) {
            Answer answer = farewell.answer().get();
            try {
                settings.check(farewell.request());
                answer.begin(settings.time().nanos(), (reply, nanos) -> next.$bang(leaving));
                VirtualUser.of(leaving)
                        .wire(leaving.eventLoop())
                        .send(
                                settings.of(VirtualUser.of(leaving))
                                        .complete(
                                                NAME,
                                                farewell,
                                                VirtualUser.of(leaving).aside()),
                                farewell.timeout(settings.timeout()),
                                answer);
                return true;
            } catch (TargetGuard.ElsewhereException | RuntimeException e) {
                logger().underlying().debug("no farewell", e);
                return false;
            }
        }
    }
}
