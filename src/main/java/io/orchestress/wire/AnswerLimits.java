package io.orchestress.wire;

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
}
