package io.orchestress.sut.embedded;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * An embedded orchestrator that is started again when it dies by itself, at the same port and as it was configured: what was set on
 * it since is gone.
 */
public final class RestartedProcess implements AutoCloseable {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final EmbeddedSettings settings;
    private final ProcessLimits limits;
    private final Duration after;
    private final ServerClock clock = ServerClock.SYSTEM;
    private final ScheduledExecutorService starter = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "orchestress-restart");
        thread.setDaemon(true);
        return thread;
    });
    private Listener listener = new Listener() {};
    private EmbeddedProcess process;
    private boolean closed;

    /** Told of each death and what came of it, on a thread of its own. */
    public interface Listener {
        /** @param status of the process: 137 when it died of the fault {@code dieAfterMillis} */
        default void died(int status) {}

        /** @param tookMillis from its death until it answers again */
        default void restarted(long pid, long tookMillis) {}

        default void notRestarted(String why) {}
    }

    private RestartedProcess(EmbeddedSettings settings, ProcessLimits limits, EmbeddedProcess process, Duration after) {
        this.limits = limits;
        this.settings = settings.at(URI.create(process.url()).getPort());
        this.process = process;
        this.after = after;
    }

    /**
     * Starts one; it answers when this returns.
     *
     * @param limits what its process may use
     * @param after its death it is started again so much later; zero: it stays dead
     * @throws IOException when it does not listen within 60 s
     */
    public static RestartedProcess start(EmbeddedSettings settings, ProcessLimits limits, Duration after)
            throws IOException {
        RestartedProcess restarted =
                new RestartedProcess(settings, limits, EmbeddedProcess.start(settings, limits), after);
        restarted.watch();
        return restarted;
    }

    /** From now on this one is told, and no other. */
    public synchronized void tell(Listener newListener) {
        listener = newListener;
    }

    public synchronized String url() {
        return process.url();
    }

    /** Of the process that runs now, or of the last one. */
    public synchronized long pid() {
        return process.pid();
    }

    /** As {@link EmbeddedProcess#limits()}. */
    public synchronized List<String> limits() {
        return process.limits();
    }

    private synchronized void watch() {
        process.onExit().thenAccept(this::died);
    }

    private void died(int status) {
        Listener told;
        synchronized (this) {
            if (closed) {
                return;
            }
            told = listener;
        }
        told.died(status);
        if (after.isZero()) {
            return;
        }
        long diedNanos = clock.nanos();
        try {
            starter.schedule(() -> startAgain(diedNanos), after.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // closed meanwhile
        }
    }

    private void startAgain(long diedNanos) {
        Listener told;
        EmbeddedProcess next;
        try {
            next = EmbeddedProcess.start(settings, limits);
        } catch (IOException e) {
            synchronized (this) {
                told = listener;
            }
            told.notRestarted(String.valueOf(e.getMessage()));
            return;
        }
        synchronized (this) {
            if (closed) {
                next.close();
                return;
            }
            process = next;
            told = listener;
        }
        told.restarted(next.pid(), (clock.nanos() - diedNanos) / NANOS_PER_MILLI);
        watch();
    }

    /** Ends it for good; it is gone when this returns. */
    @Override
    public void close() {
        EmbeddedProcess last;
        synchronized (this) {
            closed = true;
            last = process;
        }
        starter.shutdown();
        last.close();
    }
}
