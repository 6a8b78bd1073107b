package io.orchestress.transport;

import java.util.Map;

/**
 * Receives one exchange on the user's event loop, in this order: {@link #head} at most once, {@link #event} any number of times if the
 * answer is a stream of events, {@link #end} exactly once. Times are nanoseconds of {@code TimeSource}, taken when the
 * bytes were read, before anything is done with them.
 */
public interface Receiver {
    /**
     * @param status HTTP status, or the exit code of a command
     * @param headers names in lower case; of several values of a name the first
     */
    void head(int status, Map<String, String> headers, long nanos);

    /** A part of the answer has come, whatever is in it; called by any thread. */
    default void progress() {}

    /**
     * The answer is read as another thing than its content type says, because it begins so; called after {@link #head}.
     *
     * @param events whether it is a stream of events, and not a body
     */
    default void readAs(boolean events) {}

    /** Returns whether that was enough: the wire then ends the exchange with {@link Ending#COMPLETE} without waiting for the server. */
    boolean event(SseEvent event, long nanos);

    /** Returns whether the head of a stream was enough, so that none of its events is waited for: as {@link #event} does. */
    default boolean hasEnough() {
        return false;
    }

    /**
     * Where a stream of events could be taken up again; called just before its {@link #end}.
     *
     * @param lastEventId the last id that it gave; empty: none
     * @param retryMillis after how long, as the server asked for; below 0: it did not say
     */
    default void resumable(String lastEventId, long retryMillis) {}

    /** A line of a pipe for which nobody waits, told to the receiver that ended last. */
    default void unasked(SseEvent line) {}

    /** What is kept of the events so far, in bytes, or so: the wire sees to it that all users together do not keep too much. */
    default long keptBytes() {
        return 0;
    }

    /**
     * What the texts of an event are to those of the events before it.
     *
     * @param behindEnd it came behind the one that was enough
     */
    default Texts texts(SseEvent event, boolean behindEnd) {
        return Texts.GO_ON_OR_REPEAT;
    }

    /**
     * An event of the same stream behind the one that was enough, before {@link #end} or behind it, as long as the connection has to come to the
     * end of the stream. None of it counts for the answer; what is very long is not told.
     */
    default void after(SseEvent event) {}

    /** Something of the stream may still come behind its {@link #end}: called just before it. */
    default void restBegins() {}

    /** Nothing more will come of it: called once for each {@link #restBegins}. */
    default void restEnds() {}

    /** What of a stream became no event; called just before {@link #end}, and only if there is anything. */
    default void rest(SseRest rest) {}

    /** Why {@link #end} will tell of another ending than {@link Ending#COMPLETE}, in words; called just before it, if anything is known. */
    default void why(String cause) {}

    /** @param body of an answer that is no stream of events, as far as it came; empty else */
    void end(Ending ending, byte[] body, long nanos);
}
