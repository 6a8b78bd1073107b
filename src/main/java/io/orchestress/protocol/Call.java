package io.orchestress.protocol;

import io.orchestress.transport.Outbound;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One request and how its answer is read.
 *
 * @param answer a fresh one for each time that the request is sent
 * @param atMost how long it may take; never longer than the configuration allows
 * @param carrying of a request without headers: the same with where it belongs in its message
 */
public record Call(Outbound request, Supplier<Answer> answer, Duration atMost, Carrying carrying) {
    private static final Duration ANY = Duration.ofDays(365);

    /** A request whose message has a place for where it belongs. */
    @FunctionalInterface
    public interface Carrying {
        /** @param members by their names, {@code traceparent} and {@code baggage}; may be empty */
        Outbound of(Map<String, String> members);
    }

    public Call(Outbound request, Supplier<Answer> answer) {
        this(request, answer, ANY, members -> request);
    }

    /** The same, of a protocol whose messages have such a place. */
    public Call carriedBy(Carrying newCarrying) {
        return new Call(request, answer, atMost, newCarrying);
    }

    /** The same, given up sooner. */
    public Call within(Duration newAtMost) {
        return new Call(request, answer, newAtMost, carrying);
    }

    /** Whether it is given up sooner than others. */
    public boolean isLimited() {
        return atMost.compareTo(ANY) < 0;
    }

    /** How long it may take where so long is allowed. */
    public Duration timeout(Duration allowed) {
        return atMost.compareTo(allowed) < 0 ? atMost : allowed;
    }
}
