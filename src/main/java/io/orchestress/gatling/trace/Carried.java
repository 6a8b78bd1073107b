package io.orchestress.gatling.trace;

import io.orchestress.trace.Baggage;
import io.orchestress.trace.SpanId;
import io.orchestress.trace.TraceContext;
import io.orchestress.transport.Outbound;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one request tells of where it belongs, by whatever its protocol offers for it. What the user has set stays: a {@code traceparent} as it is, and
 * {@code baggage} with our members behind it. Used by one thread at a time.
 */
public final class Carried {
    private static final String NONE = "";
    private static final String TASK = ',' + RunTracing.TASK_MEMBER + '=';

    private final @Nullable SpanId parent;
    private final String run;
    private final String mark;
    private @Nullable TraceContext context;
    private boolean own = true;

    Carried(@Nullable TraceContext context, @Nullable SpanId parent, String run, String mark) {
        this.context = context;
        this.parent = parent;
        this.run = run;
        this.mark = mark;
    }

    /** Where the request stands, by what was sent; null: nothing was, or nothing that can be read. */
    public @Nullable TraceContext context() {
        return context;
    }

    /** Whether the context is ours, and not one that the user has set. */
    public boolean isOwn() {
        return own;
    }

    /** Span of the task that it is a part of; null: it is a part of none, or the context is not ours. */
    public @Nullable SpanId parent() {
        return own ? parent : null;
    }

    /** Mark of the task that it is a part of; empty: none. */
    public String mark() {
        return mark;
    }

    /**
     * The value of {@code traceparent}; empty: there is none.
     *
     * @param given by the user; empty: nothing
     */
    public String traceParent(String given) {
        if (!given.isEmpty()) {
            context = TraceContext.parse(given).orElse(null);
            own = false;
            return given;
        }
        TraceContext known = context;
        return known == null ? NONE : known.header();
    }

    /** The value of {@code baggage}; as above. */
    public String baggage(String given) {
        if (given.isEmpty() && !run.isEmpty()) {
            return mark.isEmpty() ? run : run + TASK + mark;
        }
        String all = run.isEmpty() ? given : Baggage.with(given, run);
        return mark.isEmpty() ? all : Baggage.with(all, RunTracing.TASK_MEMBER + '=' + mark);
    }

    /** Into headers of a request, where names differ by more than upper and lower case. */
    public void into(Map<String, String> headers) {
        put(headers, TraceContext.HEADER, this::traceParent);
        put(headers, Baggage.HEADER, this::baggage);
    }

    private static void put(Map<String, String> headers, String header, UnaryOperator<String> value) {
        String name = header;
        for (String one : headers.keySet()) {
            if (one.length() == header.length() && one.equalsIgnoreCase(header)) {
                name = one;
            }
        }
        String all = value.apply(headers.getOrDefault(name, NONE));
        if (!all.isEmpty()) {
            headers.put(name, all);
        }
    }

    /** Of a process that is started: the variables of its environment. What this process has in its own is not of the request, and is replaced. */
    public Outbound.Command into(Outbound.Command command) {
        Map<String, String> environment = new LinkedHashMap<>(command.environment());
        set(environment, TraceContext.VARIABLE, traceParent(environment.getOrDefault(TraceContext.VARIABLE, NONE)));
        set(environment, Baggage.VARIABLE, baggage(environment.getOrDefault(Baggage.VARIABLE, NONE)));
        return new Outbound.Command(command.command(), command.input(), environment);
    }

    /** Of a protocol that has a place for them by their names: {@code traceparent} and {@code baggage}. */
    public Map<String, String> members() {
        Map<String, String> members = new LinkedHashMap<>();
        set(members, TraceContext.HEADER, traceParent(NONE));
        set(members, Baggage.HEADER, baggage(NONE));
        return members;
    }

    private static void set(Map<String, String> to, String name, String value) {
        if (!value.isEmpty()) {
            to.put(name, value);
        }
    }
}
