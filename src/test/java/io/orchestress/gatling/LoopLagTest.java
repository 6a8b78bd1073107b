package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutor;
import io.orchestress.testkit.ManualTime;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real event loops, on a clock that is moved by hand. */
class LoopLagTest {
    private final DefaultEventExecutorGroup loops = new DefaultEventExecutorGroup(2);
    private final ManualTime time = new ManualTime();
    private final LoopLag lag = new LoopLag(time);

    @AfterEach
    void end() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    @Test
    void nothingWatchedWaitsForNothing() {
        time.advance(Duration.ofSeconds(5));
        assertThat(lag.worstNanos()).isZero();
    }

    @Test
    void aLoopThatIsBlockedShowsBeforeItsTaskHasRun() throws InterruptedException {
        CountDownLatch blocked = new CountDownLatch(1);
        CountDownLatch released = new CountDownLatch(1);
        EventExecutor one = loops.next();
        one.execute(() -> {
            blocked.countDown();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        blocked.await();
        lag.watch(one);
        assertThat(lag.worstNanos()).isZero();

        time.advance(Duration.ofMillis(3100));
        assertThat(lag.worstNanos()).isEqualTo(3_000_000_000L);
        time.advance(Duration.ofSeconds(1));
        assertThat(lag.worstNanos()).as("still the same wait").isEqualTo(4_000_000_000L);

        released.countDown();
        // Behind the task that is due: when it has run, so has that, and the next is due 100 ms after it.
        one.schedule(() -> {}, 150, TimeUnit.MILLISECONDS).sync();
        assertThat(lag.worstNanos()).as("kept until it is asked for").isEqualTo(4_000_000_000L);
        assertThat(lag.worstNanos()).isZero();
    }

    @Test
    void loopsThatHaveEndedAreNotWatched() throws InterruptedException {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        lag.watch(loops);
        time.advance(Duration.ofSeconds(5));
        assertThat(lag.worstNanos()).isZero();
    }
}
