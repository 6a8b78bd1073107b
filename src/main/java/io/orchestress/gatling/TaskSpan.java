package io.orchestress.gatling;

import io.orchestress.config.Settings;
import io.orchestress.gatling.task.TaskTrace;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Reply;
import io.orchestress.record.task.TaskRow;
import io.orchestress.trace.Span;
import io.orchestress.trace.TraceContext;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One task, from its first request to its result. It is good when it was done within {@code orchestress.slo}: the whole of it, and the first
 * token and the pace of tokens of each stream in it.
 */
final class TaskSpan {
    private final String name;
    private final String expectedAgent;
    private final int phase;
    private final long startNanos;
    private final Settings.Slo slo;
    private boolean streamsAreGood = true;
    private String agent = "";
    private boolean notSent;
    private @Nullable TaskTrace trace;
    private @Nullable TraceContext context;
    private @Nullable Span first;
    private @Nullable Span last;
    private @Nullable Span failed;
    private long inputTokens = -1;
    private long outputTokens = -1;
    private String model = "";
    private boolean ofLeaver;
    private boolean left;

    /** @param expectedAgent empty: none is expected */
    TaskSpan(String name, String expectedAgent, int phase, long startNanos, Settings.Slo slo) {
        this.name = name;
        this.expectedAgent = expectedAgent;
        this.phase = phase;
        this.startNanos = startNanos;
        this.slo = slo;
    }

    /** Where tasks are marked: what is told of this one. */
    Optional<TaskTrace> trace() {
        return Optional.ofNullable(trace);
    }

    /** From here on it is this one that is told. */
    void isTraced(TaskTrace newTrace) {
        trace = newTrace;
    }

    /** Its requests are one trace. */
    void belongsTo(@Nullable TraceContext newContext) {
        context = newContext;
    }

    /** Its own span; null: its requests carry no trace. */
    @Nullable
    TraceContext context() {
        return context;
    }

    /** A request of it has ended. */
    void hears(Span request) {
        first = first == null && request.firstNanos() != 0 ? request : first;
        failed = request.isOk() ? failed : request;
        inputTokens = sum(inputTokens, request.inputTokens());
        outputTokens = sum(outputTokens, request.outputTokens());
        model = request.model().isEmpty() ? model : request.model();
        last = request;
    }

    /** Of two counts, one of which may not be known: −1. */
    private static long sum(long one, long other) {
        return one < 0 ? other : other < 0 ? one : one + other;
    }

    /**
     * What is told of it when it ends; empty where nothing of it was sent.
     *
     * @param recorded its name in the record
     * @param endNanos since the load started
     * @param how OK also where a request of it failed and it went on
     */
    Optional<Span> span(String recorded, long endNanos, FailureClass how) {
        Span ended = how == FailureClass.OK || failed == null ? last : failed;
        if (ended == null) {
            return Optional.empty();
        }
        boolean own = context != null && ended.own();
        return Optional.of(new Span(
                Span.Kind.TASK,
                own ? context : ended.context(),
                own,
                null,
                phase,
                recorded,
                startNanos,
                first == null ? 0 : first.firstNanos(),
                endNanos,
                how.label(),
                ended.status(),
                how == FailureClass.OK ? "" : ended.words(),
                model,
                inputTokens,
                outputTokens,
                trace().map(TaskTrace::mark).orElse("")));
    }

    /** How it failed: as its last request that did; where none did, between two of them, which is this side's fault. */
    FailureClass failure() {
        return failed == null ? FailureClass.INJECTOR : FailureClass.of(failed.outcome());
    }

    /** Id of its trace; empty: there is none. */
    String traceId() {
        return context == null ? "" : context.trace().toString();
    }

    String name() {
        return name;
    }

    /** Index of the phase in which it started. */
    int phase() {
        return phase;
    }

    long startNanos() {
        return startNanos;
    }

    /** A part of the task failed for want of this side's own means: the task says nothing of the target. */
    void notSent() {
        notSent = true;
    }

    /** Its user leaves it, if it takes long enough: it says nothing of the tasks of those who stay. */
    void isOfLeaver() {
        ofLeaver = true;
    }

    /**
     * Its user leaves it.
     *
     * @param nanos of the time source
     */
    void left(Measurements measurements, TaskRow.By how, long nanos) {
        left = true;
        trace().ifPresent(told -> told.left(how, nanos));
        measurements.count(phase, name, Counter.TASKS_LEFT, how.name().toLowerCase(Locale.ROOT), 1);
    }

    boolean isLeft() {
        return left;
    }

    /** A part of the task went well. */
    void add(Reply reply) {
        if (!reply.agent().isEmpty()) {
            agent = reply.agent();
        }
        reply.stream().ifPresent(stream -> {
            OptionalLong perToken =
                    stream.timePerTokenNanos(reply.usage().sentTokens().orElse(0));
            streamsAreGood &= stream.firstContentNanos() <= slo.ttft().toNanos()
                    && (perToken.isEmpty() || perToken.getAsLong() <= slo.tpot().toNanos());
        });
    }

    /** It neither ended nor failed: how long it would have taken nobody knows. */
    void isCutOff(Measurements measurements) {
        trace().ifPresent(TaskTrace::isCutOff);
        if (left) {
            return;
        }
        measurements.count(phase, name, Counter.TASKS_UNFINISHED, "", 1);
    }

    void end(Measurements measurements, long nowNanos, boolean failed) {
        trace().ifPresent(told -> told.ends(failed));
        if (left || (failed && notSent)) {
            return;
        }
        if (ofLeaver) {
            measurements.count(phase, name, Counter.TASKS_BEFORE_LEAVING, failed ? "failed" : "ok", 1);
            return;
        }
        if (failed) {
            measurements.count(phase, name, Counter.TASKS_FAILED, "", 1);
            return;
        }
        long nanos = nowNanos - startNanos;
        measurements.request(name).metric(phase, Metric.TASK, nanos / 1000);
        measurements.count(phase, name, Counter.TASKS_OK, "", 1);
        if (streamsAreGood && nanos <= slo.task().toNanos()) {
            measurements.count(phase, name, Counter.TASKS_GOOD, "", 1);
        }
        if (!expectedAgent.isEmpty() && !agent.isEmpty()) {
            boolean right = expectedAgent.equals(agent);
            Counter tally = right ? Counter.ROUTED_RIGHT : Counter.ROUTED_WRONG;
            measurements.count(phase, name, tally, right ? agent : expectedAgent + ">" + agent, 1);
        }
    }
}
