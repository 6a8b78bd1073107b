package io.orchestress.transport.http;

/**
 * How much of an answer's body is wanted. No more than {@code mostBytes} is ever read.
 *
 * @param whole whether an answer that does not end, in time and within its size, is none; else it counts as far as it came
 */
public record Wanted(int mostBytes, boolean whole) {
    /** The status alone: the connection is closed when it is there. */
    public static final Wanted STATUS = new Wanted(0, false);

    /** The whole of it, or it is no answer. */
    public static Wanted whole(int mostBytes) {
        return new Wanted(mostBytes, true);
    }

    /** As far as it comes, for a stream may stay open. */
    public static Wanted some(int mostBytes) {
        return new Wanted(mostBytes, false);
    }
}
