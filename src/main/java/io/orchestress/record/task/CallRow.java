package io.orchestress.record.task;

import java.util.List;
import java.util.Set;

/**
 * One call that reached the scripted backend of a run, as a line of {@code backend-calls.jsonl} has it (docs/backend.md). Times are of {@code
 * System.nanoTime()}, as those of {@link TaskRow} are where both ran on one machine.
 *
 * @param number from 1, in the order of arrival
 * @param kind {@code chat}, {@code responses}, {@code messages}, {@code embeddings}, {@code tool}, {@code unknown} or {@code other}
 * @param name of the model or tool; of other calls the path
 * @param task mark of the task that it is booked to; empty: none
 * @param by what the task is known by; empty: nothing
 * @param others marks of other tasks in the same call
 * @param trace id of its trace; empty: none
 * @param script name of the task of the script that was played; empty: none
 * @param turn from 0; −1: none
 * @param said hash of what users said since the last answer; 0: not known
 * @param startNanos the request was whole
 * @param firstNanos the first byte left; 0: none did
 * @param endNanos the last byte left, or the client had gone
 * @param status of HTTP; 0: none was sent
 * @param outcome {@code answered}, {@code limited}, {@code refused}, {@code left} or {@code fault}
 * @param tokensIn of the prompt
 * @param tokensOut that were sent
 * @param toolsAsked tools that the model asked for
 * @param effect a tool changed something by it
 */
public record CallRow(
        long number,
        String kind,
        String name,
        String task,
        String by,
        List<String> others,
        String trace,
        String script,
        int turn,
        int said,
        long startNanos,
        long firstNanos,
        long endNanos,
        int status,
        String outcome,
        long tokensIn,
        long tokensOut,
        int toolsAsked,
        boolean effect) {
    public static final String TOOL = "tool";
    public static final String EMBEDDINGS = "embeddings";
    /** Of a path that the backend does not offer. */
    public static final String UNKNOWN = "unknown";

    public static final String ANSWERED = "answered";

    private static final Set<String> MODELS = Set.of("chat", "responses", "messages");

    public CallRow {
        others = List.copyOf(others);
        if (kind.isEmpty() || outcome.isEmpty()) {
            throw new IllegalArgumentException("kind '" + kind + "', outcome '" + outcome + "'");
        }
    }

    /** Whether a model was asked to say something. */
    public boolean isModel() {
        return MODELS.contains(kind);
    }

    public boolean isTool() {
        return kind.equals(TOOL);
    }

    /** Whether it is work of a task, which is to be booked to one. */
    public boolean isWork() {
        return isModel() || isTool() || kind.equals(EMBEDDINGS);
    }

    public boolean isAnswered() {
        return outcome.equals(ANSWERED);
    }
}
