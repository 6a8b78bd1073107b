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

    @Override
    void close();
}
