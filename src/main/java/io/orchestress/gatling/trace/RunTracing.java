package io.orchestress.gatling.trace;

import io.orchestress.config.TracingSettings;
import io.orchestress.trace.Baggage;
import io.orchestress.trace.Span;
import io.orchestress.trace.TraceContext;
import io.orchestress.trace.TraceIds;
import org.jspecify.annotations.Nullable;

/** What the requests of one run carry, and who hears of them when they end. Safe for use by any number of threads. */
public final class RunTracing {
    /** Nothing is carried but the marks of tasks, and nobody hears of anything. */
    public static final RunTracing OFF = new RunTracing(null, "", Span.Listener.NONE);

    /** A member of baggage: the run's id. */
    public static final String RUN_MEMBER = "orchestress-run";

    /** A member of baggage: the mark of a task, by which the scripted backend knows it. */
    public static final String TASK_MEMBER = "orchestress-task";

    private final @Nullable TraceIds ids;
    private final String run;
    private final Span.Listener listener;

    private RunTracing(@Nullable TraceIds ids, String run, Span.Listener listener) {
        this.ids = ids;
        this.run = run;
        this.listener = listener;
    }

    /** @param listener hears of each task and each request as it ends, whether it carried anything or not */
    public static RunTracing of(TracingSettings settings, String runId, Span.Listener listener) {
        return settings.enabled()
                ? new RunTracing(new TraceIds(settings.sampled()), Baggage.member(RUN_MEMBER, runId), listener)
                : new RunTracing(null, "", listener);
    }

    /** The span of a new task, whose requests are one trace; null: tasks have none. */
    public @Nullable TraceContext task() {
        return ids == null ? null : ids.begin();
    }

    /**
     * What one request carries.
     *
     * @param task that it is a part of; null: none, and its trace is its own
     * @param mark of the task; empty: none
     */
    public Carried request(@Nullable TraceContext task, String mark) {
        if (ids == null) {
            return new Carried(null, null, run, mark);
        }
        return task == null
                ? new Carried(ids.begin(), null, run, mark)
                : new Carried(ids.within(task), task.span(), run, mark);
    }

    /** A task or a request has ended. */
    public void ended(Span span) {
        listener.ended(span);
    }
}
