package io.orchestress.transport;

/**
 * How much of answers is taken.
 *
 * @param longestAnswerBytes of one thing that is read in one piece: a body, an event of a stream and what is kept of the events before it,
 *     a line of a pipe, the output of a command
 * @param longestStreamBytes of all of one stream
 * @param memory for all that is kept of answers under way
 */
public record AnswerLimits(int longestAnswerBytes, long longestStreamBytes, MemoryBudget memory) {
    static final AnswerLimits DEFAULT = new AnswerLimits(8 << 20, 256L << 20, MemoryBudget.ofThisJvm());

    /** Is in what is said of an answer that is too long. */
    static final String KEY = "(orchestress.target.longest-answer)";

    /** Is in what is said where this side has no more memory for answers. */
    static final String BUDGET = "a quarter of the heap";

    private static final long MIB = 1 << 20;

    /** Why something that is read in one piece is not taken. */
    String tooLong(String what) {
        return what + " exceeds " + size(longestAnswerBytes) + " " + KEY;
    }

    /** Why a stream is not read any further. */
    String streamTooLong() {
        return "the stream exceeds " + size(longestStreamBytes) + " (orchestress.target.longest-stream)";
    }

    /** Why nothing more can be kept, of whatever answer. */
    String outOfBudget() {
        return "responses being read hold " + size(memory.bytes()) + ", the limit (" + BUDGET + ", -Xmx)";
    }

    private static String size(long bytes) {
        return bytes >= MIB ? bytes / MIB + " MiB" : bytes + " bytes";
    }
}
