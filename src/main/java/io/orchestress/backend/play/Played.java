package io.orchestress.backend.play;

import io.orchestress.backend.wire.Reply;

/**
 * The answer to a call with its times.
 *
 * @param task name of the task in the script
 * @param turn of it, from 0
 * @param said hash of all that users said since the last answer: the same for all turns of an agent, and for a call that is made again; never 0
 * @param firstTokenNanos from the whole call to the first token
 * @param nanosPerToken between tokens
 * @param tokensPerChunk of a stream
 */
public record Played(
        Reply reply, String task, int turn, int said, long firstTokenNanos, double nanosPerToken, int tokensPerChunk) {
    /** No tool of anybody is called so. */
    public static final String NO_TOOL = "orchestress_no_such_tool";

    /** The same, so many times as long and so much later. */
    public Played slower(double factor, long laterNanos) {
        return new Played(
                reply,
                task,
                turn,
                said,
                (long) (firstTokenNanos * factor) + laterNanos,
                nanosPerToken * factor,
                tokensPerChunk);
    }

    /** In its place the model asks for a tool that the call does not offer. */
    public Played askingForNoTool() {
        Reply asks = reply.asking(NO_TOOL);
        return new Played(asks, task, turn, said, firstTokenNanos, nanosPerToken, tokensPerChunk);
    }

    /** From the whole call to its token {@code token}, counted from 1; 0 is the same as 1. */
    public long dueNanos(int token) {
        return firstTokenNanos + (long) (Math.max(0, token - 1) * nanosPerToken);
    }

    /** From the whole call to its last token. */
    public long wholeNanos() {
        return dueNanos(reply.tokensOut());
    }

    /** Tokens that are made so long after the whole call. */
    public int tokensAfter(long nanos) {
        if (nanos < firstTokenNanos) {
            return 0;
        }
        double made = nanosPerToken <= 0 ? Double.MAX_VALUE : 1 + (nanos - firstTokenNanos) / nanosPerToken;
        return (int) Math.min(reply.tokensOut(), made);
    }
}
