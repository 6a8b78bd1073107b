package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.PausableTimers.Timer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The query parameter {@code wait}: how long a client wants to wait for the end of what it asked for, in seconds. */
record WaitParameter(PausableTimers timers) {
    private static final int MAX_SECONDS = 86_400;

    /**
     * Answers without {@code wait} at once with {@code interim}; with it as soon as it has ended with {@code whole}, or with
     * {@code interim} when the time is over.
     */
    void answer(Exchange exchange, CompletableFuture<?> ended, Supplier<Response> whole, Supplier<Response> interim) {
        Optional<Long> nanos = exchange.query("wait").map(WaitParameter::nanos);
        if (nanos.isEmpty()) {
            exchange.answer(interim.get());
            return;
        }
        Timer patience = timers.schedule(nanos.get(), () -> exchange.answer(interim.get()));
        ended.thenRun(() -> {
            patience.cancel();
            exchange.onEventLoop(() -> exchange.answer(whole.get()));
        });
    }

    /** Throws when {@code wait} is there and no number of seconds: to be asked before any work is done. */
    void check(Exchange exchange) {
        exchange.query("wait").ifPresent(WaitParameter::nanos);
    }

    private static long nanos(String seconds) {
        double value;
        try {
            value = Double.parseDouble(seconds);
        } catch (NumberFormatException e) {
            value = Double.NaN;
        }
        if (!(value >= 0 && value <= MAX_SECONDS)) {
            throw ApiException.badRequest("wait is '" + seconds + "', must be seconds from 0 to " + MAX_SECONDS);
        }
        return (long) (value * 1e9);
    }
}
