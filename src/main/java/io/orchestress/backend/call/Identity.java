package io.orchestress.backend.call;

import io.orchestress.backend.law.Draws;
import io.orchestress.trace.TraceContext;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose call it is.
 *
 * @param task mark of the task; empty: the call is booked to none
 * @param by what the task is known by
 * @param others marks of other tasks that the call holds: a target that has one has mixed two, unless they are of one conversation
 * @param trace id of the trace that {@code traceparent} names; empty: none
 * @param key what random numbers of the task are drawn by: the part of its mark that is the same in all runs of a seed, else what its prompt is
 */
public record Identity(String task, By by, List<String> others, String trace, long key) {
    private static final int MOST_NONCES = 8;
    private static final Pattern BAGGAGE =
            Pattern.compile("(?:^|,)\\s*orchestress-task\\s*=\\s*(orc-[0-9a-f]{16})\\s*(?:[;,]|$)");
    private static final int LONGEST_HEADER = 8_192;

    public Identity {
        others = List.copyOf(others);
    }

    /** In the order in which they are looked for. */
    public enum By {
        /** The mark in the user's text. */
        PROMPT,
        /** The mark elsewhere in the call: in what a tool answered, or a target's own words. */
        CALL,
        /** {@code orchestress-task} in the header {@code baggage} (W3C Baggage). */
        BAGGAGE,
        /** Nothing: only its trace may be known. */
        NOTHING
    }

    /**
     * @param prompt the user's text
     * @param body the whole call
     * @param traceParent header of W3C Trace Context; empty: none
     * @param baggage header of W3C Baggage; empty: none
     */
    public static Identity of(String prompt, String body, String traceParent, String baggage) {
        List<String> all = TaskNonce.in(body, MOST_NONCES);
        List<String> prompted = all.isEmpty() ? all : TaskNonce.in(prompt, 1);
        String carried = carried(baggage);
        String trace = trace(traceParent);
        if (!prompted.isEmpty()) {
            return marked(prompted.get(0), By.PROMPT, all, trace);
        }
        if (!all.isEmpty()) {
            return marked(all.get(0), By.CALL, all, trace);
        }
        if (!carried.isEmpty()) {
            return marked(carried, By.BAGGAGE, all, trace);
        }
        return new Identity("", By.NOTHING, all, trace, Draws.hash(prompt));
    }

    /** A call that goes on with one of which the mark is known. */
    public Identity continuing(String nonce) {
        return by == By.PROMPT || by == By.CALL || nonce.isEmpty() ? this : marked(nonce, By.CALL, others, trace);
    }

    private static Identity marked(String task, By by, List<String> all, String trace) {
        return new Identity(
                task,
                by,
                all.stream().filter(one -> !one.equals(task)).toList(),
                trace,
                Draws.hash(TaskNonce.number(task)));
    }

    private static String carried(String baggage) {
        if (baggage.isEmpty() || baggage.length() > LONGEST_HEADER) {
            return "";
        }
        Matcher matcher = BAGGAGE.matcher(baggage);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static String trace(String traceParent) {
        if (traceParent.isEmpty() || traceParent.length() > LONGEST_HEADER) {
            return "";
        }
        return TraceContext.parse(traceParent)
                .map(context -> context.trace().toString())
                .orElse("");
    }

    /** Whether it is known which task it is of. */
    public boolean isBooked() {
        return !task.isEmpty();
    }
}
