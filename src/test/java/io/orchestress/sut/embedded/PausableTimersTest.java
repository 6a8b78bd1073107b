package io.orchestress.sut.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PausableTimersTest {
    private static final long MILLI = 1_000_000;
    private static final long HOUR = 3_600_000 * MILLI;

    private final PausableTimers timers = new PausableTimers(ServerClock.SYSTEM);

    @AfterEach
    void close() {
        timers.close();
    }

    @Test
    void aTimerIsNeverEarly() throws Exception {
        for (int i = 0; i < 50; i++) {
            long before = System.nanoTime();
            CompletableFuture<Long> fired = new CompletableFuture<>();
            timers.schedule(MILLI, () -> fired.complete(System.nanoTime()));
            assertThat(fired.get(60, TimeUnit.SECONDS) - before).isGreaterThanOrEqualTo(MILLI);
        }
    }

    @Test
    void worldTimeStandsStillInAFreeze() {
        timers.freeze(HOUR);
        long frozen = timers.worldNanos();
        assertThat(timers.worldNanos()).isEqualTo(frozen);
        assertThat(timers.frozenForNanos()).isBetween(HOUR / 2, HOUR);
        timers.freeze(0);
        assertThat(timers.frozenForNanos()).isZero();
        assertThat(timers.worldNanos()).isGreaterThanOrEqualTo(frozen);
    }

    @Test
    void aDelayDoesNotPassInAFreeze() throws Exception {
        CompletableFuture<Long> fired = new CompletableFuture<>();
        long before = System.nanoTime();
        timers.freeze(60 * MILLI);
        timers.schedule(20 * MILLI, () -> fired.complete(System.nanoTime()));
        assertThat(fired.get(60, TimeUnit.SECONDS) - before).isGreaterThanOrEqualTo(80 * MILLI);
    }

    @Test
    void whatIsHeldGoesOnInItsOrder() throws Exception {
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        CompletableFuture<Boolean> last = new CompletableFuture<>();
        timers.freeze(HOUR);
        for (int i = 1; i <= 3; i++) {
            int number = i;
            timers.whenThawed(() -> order.add(number));
        }
        timers.whenThawed(() -> last.complete(true));
        assertThat(order).isEmpty();
        timers.freeze(0);
        assertThat(last.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(order).containsExactly(1, 2, 3);
    }

    @Test
    void aTimerCancelledInAFreezeDoesNotFireAfterIt() throws Exception {
        CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
        CompletableFuture<Boolean> other = new CompletableFuture<>();
        timers.freeze(HOUR);
        PausableTimers.Timer timer = timers.schedule(MILLI, () -> cancelled.complete(true));
        timers.schedule(5 * MILLI, () -> other.complete(true));
        timer.cancel();
        timers.freeze(0);
        assertThat(other.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cancelled).isNotDone();
    }
}
