package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.Draws.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** The faults in force, and what they do to a request. */
final class FaultControl implements Supplier<Faults> {
    private final PausableTimers timers;
    private final Draws draws;
    private final Runnable halt;
    private final Runnable loseSessions;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong changes = new AtomicLong();
    private final List<byte[]> leaked = new ArrayList<>();
    private long leakedBytes;
    private volatile Faults current = Faults.NONE;

    /**
     * @param halt ends the process at once
     * @param loseSessions forgets all sessions
     */
    FaultControl(PausableTimers timers, Draws draws, Runnable halt, Runnable loseSessions) {
        this.timers = timers;
        this.draws = draws;
        this.halt = halt;
        this.loseSessions = loseSessions;
    }

    @Override
    public Faults get() {
        return current;
    }

    /** Those in force, with what is left of a freeze. */
    Faults now() {
        return current.inForce(TimeUnit.NANOSECONDS.toMillis(timers.frozenForNanos()));
    }

    /** Puts these in force instead of all others; a freeze and a death that were announced before are called off. */
    void set(Faults faults) {
        set(faults, () -> {});
    }

    /** @param inForce runs before a death begins to be waited for, so that its announcement is answered */
    void set(Faults faults, Runnable inForce) {
        current = faults;
        long change = changes.incrementAndGet();
        timers.freeze(TimeUnit.MILLISECONDS.toNanos(faults.freezeMillis()));
        if (faults.loseSessions()) {
            loseSessions.run();
        }
        inForce.run();
        if (faults.dieAfterMillis() > 0) {
            timers.scheduleRegardless(TimeUnit.MILLISECONDS.toNanos(faults.dieAfterMillis()), () -> {
                if (changes.get() == change) {
                    halt.run();
                }
            });
        }
    }

    /** Ends all faults and gives back what was leaked. */
    void clear() {
        set(Faults.NONE);
        synchronized (leaked) {
            leaked.clear();
            leakedBytes = 0;
        }
    }

    long leakedBytes() {
        synchronized (leaked) {
            return leakedBytes;
        }
    }

    /** Lets a request meet the faults on its event loop; {@code handle} runs there if it survives them. */
    void meet(Exchange exchange, Runnable handle) {
        Faults faults = current;
        if (faults.equals(Faults.NONE)) {
            handle.run();
            return;
        }
        long number = requests.incrementAndGet();
        leak((int) faults.leakBytesPerRequest());
        if (draws.happens(faults.dropRate(), Purpose.DROP, number)) {
            exchange.drop();
        } else if (!faults.hang()) {
            shape(exchange, faults, number);
            Runnable proceed = draws.happens(faults.errorRate(), Purpose.ERROR, number) ? () -> fail(exchange) : handle;
            if (faults.latencyMillis() > 0) {
                long delay = TimeUnit.MILLISECONDS.toNanos(faults.latencyMillis());
                timers.schedule(delay, () -> exchange.onEventLoop(proceed));
            } else {
                proceed.run();
            }
        }
    }

    private void shape(Exchange exchange, Faults faults, long number) {
        if (draws.happens(faults.garbageRate(), Purpose.GARBAGE, number)) {
            exchange.garble();
        }
        exchange.padTo((int) faults.bodyBytes());
    }

    private static void fail(Exchange exchange) {
        exchange.answer(new ApiException(500, "injected", "failed, as faults.errorRate asks for", Map.of()).response());
    }

    private void leak(int bytes) {
        if (bytes > 0) {
            synchronized (leaked) {
                leaked.add(new byte[bytes]);
                leakedBytes += bytes;
            }
        }
    }
}
