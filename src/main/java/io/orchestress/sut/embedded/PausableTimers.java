package io.orchestress.sut.embedded;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Timers on a time that can be frozen. World time is real time without the freezes: during a freeze it stands still, no timer
 * fires, and what is left of each delay is waited for afterwards. One thread serves any number of timers, each to about a tenth
 * of a millisecond and never early.
 */
final class PausableTimers implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(PausableTimers.class.getName());

    private final ServerClock clock;
    private final ScheduledThreadPoolExecutor pool;
    private final List<Runnable> held = new ArrayList<>();
    private volatile boolean frozen;
    private long frozenSinceNanos;
    private long frozenUntilNanos;
    private long frozenTotalNanos;
    private @Nullable ScheduledFuture<?> thawing;

    PausableTimers(ServerClock clock) {
        this.clock = clock;
        pool = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "orchestrator-timers");
            thread.setDaemon(true);
            return thread;
        });
        pool.setRemoveOnCancelPolicy(true);
    }

    /** World time, in nanoseconds from an arbitrary origin. */
    synchronized long worldNanos() {
        return (frozen ? frozenSinceNanos : clock.nanos()) - frozenTotalNanos;
    }

    /** Runs {@code action} once, {@code delayNanos} of world time from now, on the timer thread: it must not block. */
    Timer schedule(long delayNanos, Runnable action) {
        Timer timer = new Timer(worldNanos() + delayNanos, action);
        timer.arm(delayNanos);
        return timer;
    }

    /** Runs {@code action} after that much real time, frozen or not. */
    void scheduleRegardless(long delayNanos, Runnable action) {
        pool.schedule(action, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Runs {@code action} now, on this thread; during a freeze: when it is over, on the timer thread, in order of arrival. */
    void whenThawed(Runnable action) {
        if (frozen) {
            synchronized (this) {
                if (frozen) {
                    held.add(action);
                    return;
                }
            }
        }
        action.run();
    }

    /** Freezes from now on for {@code nanos} of real time; 0 ends a freeze. A freeze in force gets a new end. */
    void freeze(long nanos) {
        if (nanos == 0) {
            thaw();
            return;
        }
        synchronized (this) {
            long now = clock.nanos();
            if (!frozen) {
                frozenSinceNanos = now;
                frozen = true;
            }
            frozenUntilNanos = now + nanos;
            if (thawing != null) {
                thawing.cancel(false);
            }
            thawing = pool.schedule(this::thawIfDue, nanos, TimeUnit.NANOSECONDS);
        }
    }

    /** What is left of the freeze in force, in nanoseconds of real time; 0 when there is none. */
    synchronized long frozenForNanos() {
        return frozen ? Math.max(0, frozenUntilNanos - clock.nanos()) : 0;
    }

    private void thawIfDue() {
        if (frozenForNanos() == 0) {
            thaw();
        }
    }

    private void thaw() {
        List<Runnable> released;
        synchronized (this) {
            if (!frozen) {
                return;
            }
            frozenTotalNanos += clock.nanos() - frozenSinceNanos;
            frozen = false;
            if (thawing != null) {
                thawing.cancel(false);
                thawing = null;
            }
            released = List.copyOf(held);
            held.clear();
        }
        for (Runnable action : released) {
            pool.execute(() -> guarded(action));
        }
    }

    private static void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "timer failed", e);
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** One delay that was asked for. */
    final class Timer {
        private final long dueWorldNanos;
        private final Runnable action;
        private volatile boolean cancelled;
        private volatile @Nullable ScheduledFuture<?> future;

        private Timer(long dueWorldNanos, Runnable action) {
            this.dueWorldNanos = dueWorldNanos;
            this.action = action;
        }

        /** After this the action does not begin any more. */
        void cancel() {
            cancelled = true;
            ScheduledFuture<?> scheduled = future;
            if (scheduled != null) {
                scheduled.cancel(false);
            }
        }

        private void arm(long delayNanos) {
            try {
                future = pool.schedule(this::fire, delayNanos, TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                LOGGER.log(Level.DEBUG, "timer after close", e);
            }
        }

        private void fire() {
            whenThawed(() -> {
                long left = dueWorldNanos - worldNanos();
                if (cancelled) {
                    return;
                }
                if (left > 0) {
                    arm(left);
                } else {
                    guarded(action);
                }
            });
        }
    }
}
