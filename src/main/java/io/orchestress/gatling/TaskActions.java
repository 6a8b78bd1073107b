package io.orchestress.gatling;

import static io.gatling.javaapi.core.CoreDsl.exec;

import io.gatling.commons.stats.KO$;
import io.gatling.commons.stats.OK$;
import io.gatling.core.action.Action;
import io.gatling.core.action.BlockExit$;
import io.gatling.core.session.Block;
import io.gatling.core.session.Session;
import io.gatling.core.structure.ScenarioContext;
import io.gatling.javaapi.core.ActionBuilder;
import io.gatling.javaapi.core.ChainBuilder;
import io.orchestress.config.Settings;
import io.orchestress.protocol.RandomUuid;
import scala.collection.immutable.List;

/** The beginning and the end of a task, around its parts; a part that fails leads to the end. */
final class TaskActions {
    private static final String BLOCK = "orchestress.task";
    private static final String EXPECTED_AGENT = "expected_agent";

    private TaskActions() {}

    /** As {@code exitBlockOnFail} around the parts, but without its counter and its further actions; see {@link Iterations}. */
    static ChainBuilder around(String name, Settings.Slo slo, ChainBuilder parts) {
        return exec((ActionBuilder) () -> new io.gatling.core.action.builder.ActionBuilder() {
            @Override
            public Action build(ScenarioContext context, Action next) {
                End end = new End(next);
                return new Start(name, slo, parts.wrapped.build(context, end), end);
            }
        });
    }

    private static final class Start extends PlainAction {
        private final String taskName;
        private final Settings.Slo slo;
        private final Action first;
        private final End end;

        Start(String taskName, Settings.Slo slo, Action first, End end) {
            super("start of " + taskName);
            this.taskName = taskName;
            this.slo = slo;
            this.first = first;
            this.end = end;
        }

        @Override
        public void execute(Session session) {
            if (BlockExit$.MODULE$.mustExit(session).isDefined()) {
                first.$bang(session); // is left without being sent: there is no task
                return;
            }
            VirtualUser user = VirtualUser.of(session);
            long now = user.run().clock().nanos();
            Object expected = session.attributes().getOrElse(EXPECTED_AGENT, () -> null);
            TaskSpan task = new TaskSpan(
                    taskName,
                    expected == null ? "" : expected.toString(),
                    user.run().startedIn(now),
                    now,
                    slo);
            task.belongsTo(user.run().tracing().task());
            Session marked = MarkedSession.begin(session, task, user.run().tasks());
            user.taskStarts(task);
            user.departure().ifPresent(departure -> departure.taskStarts(user, task, session.eventLoop()));
            first.$bang(marked.set("uuid", RandomUuid.next()).enterTryMax(BLOCK, end));
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
            boolean failed = session.isFailed();
            user.taskEnds(failed);
            @SuppressWarnings("unchecked")
            List<Block> outside = (List<Block>) session.blockStack().tail();
            next.$bang(session.exitTryMax(BLOCK, failed ? KO$.MODULE$ : OK$.MODULE$, outside));
        }
    }
}
