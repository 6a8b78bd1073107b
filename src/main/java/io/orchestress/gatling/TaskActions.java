package io.orchestress.gatling;

import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.exitBlockOnFail;

import io.gatling.core.action.Action;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.config.Settings;
import java.util.UUID;
import java.util.function.BiFunction;

/** The beginning and the end of a task, around its parts; a part that fails leads to the end. */
final class TaskActions {
    private static final String EXPECTED_AGENT = "expected_agent";

    private TaskActions() {}

    static ChainBuilder around(String name, Settings.Slo slo, ChainBuilder parts) {
        return exec(action((context, next) -> new Start(name, slo, next)))
                .exec(exitBlockOnFail().on(parts))
                .exec(action((context, next) -> new End(next)));
    }

    private static ActionBuilder action(BiFunction<ScenarioContext, Action, Action> build) {
        return () -> new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                return build.apply(context, next);
            }
        };
    }

    private static final class Start extends PlainAction {
        private final String taskName;
        private final Settings.Slo slo;
        private final Action next;

        Start(String taskName, Settings.Slo slo, Action next) {
            super("start of " + taskName);
            this.taskName = taskName;
            this.slo = slo;
            this.next = next;
        }

        @Override
        public void execute(Session session) {
            VirtualUser user = VirtualUser.of(session);
            long now = user.run().clock().nanos();
            Object expected = session.attributes().getOrElse(EXPECTED_AGENT, () -> null);
            user.taskStarts(new TaskSpan(
                    taskName,
                    expected == null ? "" : expected.toString(),
                    user.run().plan().phaseAt(now / 1e9),
                    now,
                    slo));
            next.$bang(session.set("uuid", UUID.randomUUID().toString()));
        }
    }

    private static final class End extends PlainAction {
        private final Action next;

        End(Action next) {
            super("end of a task");
            this.next = next;
        }

        @Override
        public void execute(Session session) {
            VirtualUser user = VirtualUser.of(session);
            user.task()
                    .ifPresent(task -> task.end(
                            user.run().measurements(), user.run().clock().nanos(), session.isFailed()));
            user.taskEnds();
            next.$bang(session);
        }
    }
}
