package io.orchestress.transport;

import java.time.Duration;

/**
 * One user's way to the target. Confined to the user's event loop: called there, and calls back there. A closed wire cuts off what is
 * under way; its receivers get {@link Ending#CLOSED}.
 */
public interface Wire extends AutoCloseable {
    /**
     * Sends, and tells {@code receiver} what comes of it. Never throws for what the target does.
     *
     * @param timeout from now to the last byte; then the exchange ends with {@link Ending#TIMEOUT} and its connection is given up
     * @throws IllegalArgumentException when this wire cannot carry this kind of request
     */
    void send(Outbound request, Duration timeout, Receiver receiver);

    /**
     * Gives up the exchange of a receiver, if it is under way, as a client does that goes away: its connection is closed, its process killed. The receiver gets
     * {@link Ending#CLOSED}, and the wire can be used on; where a pipe stays open, {@link Ending#TIMEOUT}.
     *
     * @param told whether the target has been told, so that a pipe, which other exchanges go by, too, stays open
     */
    void giveUp(Receiver receiver, boolean told);

    @Override
    void close();
}
