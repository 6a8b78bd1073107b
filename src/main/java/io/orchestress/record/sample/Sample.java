package io.orchestress.record.sample;

/**
 * One task or one request that was kept. Times are seconds.
 *
 * @param isTask whether it is a task, not a request
 * @param phase in which it started
 * @param request name of its series
 * @param startSeconds since the load started
 * @param seconds that it took; of one that did not end, how long it had been under way
 * @param firstSeconds from its start to the first content of its stream; 0: there was none
 * @param outcome {@code ok}, or the label of its failure class
 * @param status of HTTP, or the exit code of a process; 0: none came
 * @param trace id of its trace, 32 hexadecimal digits; empty: none, or one that cannot be read
 * @param span id of its span, 16 hexadecimal digits; empty: as above
 * @param sampled whether the flag of its trace asked to record it
 * @param task its mark, or that of the task that it is a part of, in {@code tasks.jsonl}; empty: tasks were not marked
 * @param model that answered, as the target says; empty: not said
 * @param inputTokens −1: not said
 * @param outputTokens −1: not said
 * @param words of a failure: the target's, or ours about it, of at most {@value #LONGEST_WORDS} characters; empty: none
 */
public record Sample(
        boolean isTask,
        String phase,
        String request,
        double startSeconds,
        double seconds,
        double firstSeconds,
        String outcome,
        int status,
        String trace,
        String span,
        boolean sampled,
        String task,
        String model,
        long inputTokens,
        long outputTokens,
        String words) {
    /** What {@link #outcome} says of a success. */
    public static final String OK = "ok";

    /** Characters of words. */
    public static final int LONGEST_WORDS = 300;

    /** Characters of a name, of a phase, a request or a model. */
    static final int LONGEST_NAME = 500;

    public Sample {
        if (outcome.isEmpty() || request.isEmpty()) {
            throw new IllegalArgumentException("request '" + request + "', outcome '" + outcome + "'");
        }
        if (!(startSeconds >= 0 && seconds >= 0 && firstSeconds >= 0)
                || Double.isInfinite(startSeconds + seconds + firstSeconds)) {
            throw new IllegalArgumentException(startSeconds + " s, " + seconds + " s, " + firstSeconds + " s");
        }
    }

    public boolean isOk() {
        return outcome.equals(OK);
    }

    /** Whether its trace is known. */
    public boolean isTraced() {
        return !trace.isEmpty();
    }

    public double endSeconds() {
        return startSeconds + seconds;
    }
}
