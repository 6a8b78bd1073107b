package io.orchestress.gatling;

import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit$;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.orchestress.metrics.Measurements;
import io.orchestress.protocol.Usage;
import io.orchestress.transport.AnswerLimits;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Wraps an action between two plain actions of ours. Gatling's blocks ({@code exitBlockOnFail}, {@code during}, {@code tryMax})
 * skip <em>exitable</em> actions only, and these two are not, so no end of a request passes unseen.
 */
final class MeasuredActionBuilder implements ActionBuilder {
    private final String name;
    private final ActionBuilder wrapped;
    private final Supplier<TargetGuard> guard;
    private final AnswerLimits limits;

    MeasuredActionBuilder(String name, ActionBuilder wrapped, Supplier<TargetGuard> guard, AnswerLimits limits) {
        this.name = name;
        this.wrapped = wrapped;
        this.guard = guard;
        this.limits = limits;
    }

    @Override
    public io.gatling.core.action.builder.ActionBuilder asScala() {
        io.gatling.core.action.builder.ActionBuilder inner = wrapped.asScala();
        return new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                After after = new After(name, next);
                return new Before(name, TargetGuard.build(inner, guard, limits, context, after), after);
            }
        };
    }

    private static final class Before extends PlainAction {
        private final String requestName;
        private final Action request;
        private final After after;
        private Measurements.@Nullable Request measurements;

        Before(String requestName, Action request, After after) {
            super("before " + requestName);
            this.requestName = requestName;
            this.request = request;
            this.after = after;
        }

        @Override
        public void execute(Session session) {
            VirtualUser user = VirtualUser.of(session);
            if (user.run().isStopping()) {
                return; // nothing more is sent: Gatling is about to end this user with all others
            }
            if (BlockExit$.MODULE$.mustExit(session).isDefined()) {
                request.$bang(session); // the request is exitable and leaves the block without being sent
                return;
            }
            boolean failedBefore = session.isFailed();
            user.requestStarts(measurements(user), failedBefore);
            send(failedBefore ? session.markAsSucceeded() : session);
        }

        /** Past the request's own look at the blocks, which could decide otherwise a moment later and lose the sample. */
        private void send(Session session) {
            try {
                request.execute(session);
            } catch (RuntimeException e) {
                after.execute(session.markAsFailed()); // Gatling has logged why the request could not be built
            }
        }

        private Measurements.Request measurements(VirtualUser user) {
            if (user.run().tenants().isPresent()) {
                return user.run().measurements().request(requestName);
            }
            Measurements.Request known = measurements;
            if (known == null) {
                known = user.run().measurements().request(requestName);
                measurements = known;
            }
            return known;
        }
    }

    private static final class After extends PlainAction {
        private final String requestName;
        private final Action next;

        After(String requestName, Action next) {
            super("after a request");
            this.requestName = requestName;
            this.next = next;
        }

        @Override
        public void execute(Session session) {
            VirtualUser user = VirtualUser.of(session);
            boolean failedBefore = user.requestEnds(session.isFailed(), GatlingFailureReasons.take(session.userId()));
            String words = session.isFailed() ? user.failed(requestName) : "";
            user.tells(requestName, new UserSpans.Came(user.answer().status(), words, Usage.UNKNOWN, 0));
            next.$bang(failedBefore && !session.isFailed() ? session.markAsFailed() : session);
        }
    }
}
