package io.orchestress.protocol;

import io.orchestress.transport.Outbound;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * One request and how its answer is read.
 *
 * @param answer a fresh one for each time that the request is sent
 * @param atMost how long it may take; never longer than the configuration allows
 */
public record Call(Outbound request, Supplier<Answer> answer, Duration atMost) {
    private static final Duration ANY = Duration.ofDays(365);

    public Call(Outbound request, Supplier<Answer> answer) {
        this(request, answer, ANY);
    }

    /** The same, given up sooner. */
    public Call within(Duration newAtMost) {
        return new Call(request, answer, newAtMost);
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
