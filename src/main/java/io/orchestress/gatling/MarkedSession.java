package io.orchestress.gatling;

import io.gatling.core.session.Session;
import io.orchestress.gatling.task.TaskMarks;
import io.orchestress.gatling.task.TaskTrace;
import java.util.Optional;

/** The mark of a task in the session of its user: in the prompt, and by itself for templates that want it elsewhere. */
final class MarkedSession {
    private static final String PROMPT = "prompt";
    private static final String SIZE = "size";
    private static final String MARK = "mark";

    private MarkedSession() {}

    /** A task begins; it is marked where the run marks its tasks. */
    static Session begin(Session session, TaskSpan task, Optional<TaskMarks> marks) {
        if (marks.isEmpty()) {
            return session;
        }
        LoadRun run = VirtualUser.of(session).run();
        TaskTrace trace = marks.get()
                .begin(
                        task.phase(),
                        run.recorded(task.name()),
                        text(session, SIZE),
                        session.userId(),
                        run.tenant(),
                        task.traceId());
        task.isTraced(trace);
        return with(session, trace);
    }

    /**
     * A turn of a conversation begins: the first is the task itself, each further one a task of its own.
     *
     * @param turn from 1
     */
    static Session turn(Session session, int turn) {
        Optional<TaskSpan> task = VirtualUser.of(session).task();
        Optional<TaskTrace> trace = task.flatMap(TaskSpan::trace);
        if (trace.isEmpty()) {
            return session;
        }
        if (turn == 1) {
            trace.get().opensConversation();
            return session;
        }
        TaskTrace next = trace.get().next();
        task.get().isTraced(next);
        return with(session, next);
    }

    private static Session with(Session session, TaskTrace trace) {
        Session marked = session.set(MARK, trace.mark());
        return session.contains(PROMPT) ? marked.set(PROMPT, trace.marked(text(session, PROMPT))) : marked;
    }

    private static String text(Session session, String name) {
        Object value = session.attributes().getOrElse(name, () -> "");
        return String.valueOf(value);
    }
}
