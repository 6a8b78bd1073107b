package io.orchestress.gatling;

import io.orchestress.gatling.task.TaskTrace;
import io.orchestress.gatling.trace.Carried;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Usage;
import io.orchestress.trace.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one user's request under way carries of where it belongs, and what is told of its requests and tasks when they end. Guarded by the user, whose
 * end another thread may bring.
 */
final class UserSpans {
    private final LoadRun run;
    private @Nullable Carried carried;
    private @Nullable Ended ended;

    /** One request that has ended, of which not all is known yet. */
    private record Ended(Carried carried, int phase, long sinceNanos, long endNanos, FailureClass outcome) {}

    /** What came of a request, beside how long it took. */
    record Came(int status, String words, Usage usage, long firstContentNanos) {
        static final Came NOTHING = new Came(0, "", Usage.UNKNOWN, 0);
    }

    UserSpans(LoadRun run) {
        this.run = run;
    }

    /** A request begins. */
    void begins(@Nullable TaskSpan task) {
        carried = aside(task);
        ended = null;
    }

    /** What something carries that belongs to a task, or to none. */
    Carried aside(@Nullable TaskSpan task) {
        Optional<TaskTrace> mark = task == null ? Optional.empty() : task.trace();
        return run.tracing()
                .request(
                        task == null ? null : task.context(),
                        mark.map(TaskTrace::mark).orElse(""));
    }

    /** What the request under way carries. */
    Optional<Carried> carried() {
        return Optional.ofNullable(carried);
    }

    /** It has ended; {@link #tells} says the rest. Times are since the load started. */
    void ends(int phase, long sinceNanos, long endNanos, FailureClass outcome) {
        Carried what = carried;
        carried = null;
        ended = what == null ? null : new Ended(what, phase, sinceNanos, endNanos, outcome);
    }

    /**
     * What came of the request that has just ended, once.
     *
     * @param name of its series
     */
    void tells(@Nullable TaskSpan task, String name, Came came) {
        Ended last = ended;
        ended = null;
        if (last == null) {
            return; // the load has ended without it, and said so
        }
        Usage usage = came.usage();
        Span span = new Span(
                Span.Kind.REQUEST,
                last.carried.context(),
                last.carried.isOwn(),
                last.carried.parent(),
                last.phase,
                name,
                last.sinceNanos,
                came.firstContentNanos() == 0 ? 0 : last.sinceNanos + came.firstContentNanos(),
                last.endNanos,
                last.outcome.label(),
                came.status(),
                came.words(),
                usage.model(),
                usage.inputTokens().orElse(-1),
                usage.outputTokens().orElse(-1),
                last.carried.mark());
        if (task != null) {
            task.hears(span);
        }
        run.tracing().ended(span);
    }

    /** Nobody waits for the request under way any more. */
    void cutOff(@Nullable TaskSpan task, String name, int phase, long sinceNanos, long endNanos, FailureClass outcome) {
        ends(phase, sinceNanos, endNanos, outcome);
        tells(task, name, Came.NOTHING);
    }

    /** A task is over. */
    void taskEnds(TaskSpan task, long endNanos, FailureClass outcome) {
        task.span(run.recorded(task.name()), endNanos, outcome).ifPresent(run.tracing()::ended);
    }
}
