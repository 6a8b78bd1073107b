package io.orchestress.record.task;

import java.util.List;

/**
 * One task that has ended, or was under way at the end of the run. Times are of {@code System.nanoTime()}, as those of the scripted backend are.
 *
 * @param task its mark
 * @param phase in which it started
 * @param request name of its series
 * @param size empty: the journey has none
 * @param user number of the virtual user
 * @param tenant kind of the user; empty: there is one only
 * @param conversation mark of the conversation that it is a part of; empty: it stands alone
 * @param place in the conversation, from 0; −1: it stands alone
 * @param startNanos before its first byte was sent; 0: nothing was sent
 * @param firstNanos the first byte of its answer, of a stream the first event, was read; 0: none was
 * @param endNanos its answer was read whole, or it failed; 0: neither
 * @param outcome {@code ok}, or the label of its failure class
 * @param accepted the target took it: it gave an id, answered 202, or began to stream
 * @param leftNanos the user left it; 0: it did not
 * @param by how the user left
 * @param found its own mark stands in what the target answered, elsewhere than in an echo of the prompt
 * @param others marks of other tasks in what the target answered, {@value #MOST_OTHERS} at most
 * @param cut the answer lacks the end that its protocol has
 * @param ended the end that a script gives its answers, {@code End of} and the mark, stands in the answer
 * @param answers how often that end stands in one text of the answer
 * @param trace id of the trace that its requests carried; empty: none of ours, or not known
 */
public record TaskRow(
        String task,
        String phase,
        String request,
        String size,
        long user,
        String tenant,
        String conversation,
        int place,
        long startNanos,
        long firstNanos,
        long endNanos,
        String outcome,
        boolean accepted,
        long leftNanos,
        By by,
        boolean found,
        List<String> others,
        boolean cut,
        boolean ended,
        int answers,
        String trace) {
    /** What {@link #outcome} says of a success. */
    public static final String OK = "ok";

    /** Marks of others that are kept of one answer. */
    public static final int MOST_OTHERS = 8;

    /** How a user left. */
    public enum By {
        /** It did not. */
        NOTHING,
        /** It told the target, as the protocol has it. */
        CANCEL,
        /** It closed the connection. */
        DROP
    }

    public TaskRow {
        others = List.copyOf(others);
        if (task.isEmpty() || outcome.isEmpty()) {
            throw new IllegalArgumentException("task '" + task + "', outcome '" + outcome + "'");
        }
        if (others.size() > MOST_OTHERS || answers < 0 || place < -1) {
            throw new IllegalArgumentException(others.size() + " others, " + answers + " answers, place " + place);
        }
        if ((leftNanos != 0) != (by != By.NOTHING)) {
            throw new IllegalArgumentException("left at " + leftNanos + " by " + by);
        }
    }

    public boolean isOk() {
        return outcome.equals(OK);
    }

    /** Whether the user left before the answer. */
    public boolean isLeft() {
        return by != By.NOTHING;
    }
}
