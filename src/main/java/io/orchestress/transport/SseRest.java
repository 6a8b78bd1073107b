package io.orchestress.transport;

import java.util.Optional;

/**
 * The text in a stream of events that belongs to no event.
 *
 * @param unclosed an event that stood there when the stream ended, and that no blank line had closed: a parser by the standard drops it
 * @param skipped the beginning of all lines that are neither a field of an event nor a comment, such as an error that is plain JSON
 */
public record SseRest(Optional<SseEvent> unclosed, String skipped) {
    /** How much of {@code skipped} is kept. */
    public static final int LONGEST_SKIPPED_BYTES = 1 << 10;

    public static final SseRest NOTHING = new SseRest(Optional.empty(), "");

    public boolean isNothing() {
        return unclosed.isEmpty() && skipped.isEmpty();
    }
}
