package io.orchestress.transport.token;

import io.orchestress.metrics.TimeSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a token fresh on a thread of its own: no request waits for it, and the one before is used until the next is there. It is refreshed half its
 * life before its end, at most {@value #LONGEST_MARGIN_SECONDS} s before it; where nobody says how long it lives, every {@link Rules#refresh}.
 * After a failure it is tried again after a quarter of that margin. Safe for use by any number of threads.
 */
public final class TokenKeeper implements AutoCloseable {
    static final long LONGEST_MARGIN_SECONDS = 60;

    private static final long LONGEST_MARGIN_NANOS = TimeUnit.SECONDS.toNanos(LONGEST_MARGIN_SECONDS);
    private static final long SHORTEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** After a refusal of a token that should be good: 1 s, then twice as long each time. */
    private static final long FIRST_FORCED_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final int MOST_DOUBLINGS = 6;
    private static final int REMEMBERED = 16;

    private final TokenSource source;
    private final Rules rules;
    private final TimeSource time;
    private final Later thread;
    private final Deque<String> values = new ArrayDeque<>();
    private volatile @Nullable Held held;
    private volatile Refreshes refreshes = new Refreshes(0, 0, 0, 0, "");
    private boolean refreshing;
    private int forced;
    private long lastForcedNanos;
    private long generation;

    /**
     * How it is used.
     *
     * @param header that carries it
     * @param prefix before it, with a blank between; empty: it stands alone
     * @param refresh how often, where its life is not known, or where that is {@code fixed}
     * @param fixed whether it is refreshed so often, however long it lives
     * @param within each time
     */
    public record Rules(String header, String prefix, Duration refresh, boolean fixed, Duration within) {}

    /**
     * How it went.
     *
     * @param done times that a new one came after the first
     * @param failed times that none came
     * @param inARow of them, up to now
     * @param mostInARow of them, at any time
     * @param why none came the last time; empty: it never happened
     */
    public record Refreshes(long done, long failed, long inARow, long mostInARow, String why) {
        Refreshes next() {
            return new Refreshes(done + 1, failed, 0, mostInARow, why);
        }

        Refreshes failed(String newWhy) {
            return new Refreshes(done, failed + 1, inARow + 1, Math.max(mostInARow, inARow + 1), newWhy);
        }
    }

    /** One thing after the other, later. */
    interface Later extends AutoCloseable {
        /** @throws RejectedExecutionException when it is closed */
        void in(long nanos, Runnable task);

        @Override
        void close();

        static Later onAThreadOfItsOwn() {
            ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread daemon = new Thread(task, "orchestress-token");
                daemon.setDaemon(true);
                return daemon;
            });
            return new Later() {
                @Override
                public void in(long nanos, Runnable task) {
                    thread.schedule(task, nanos, TimeUnit.NANOSECONDS);
                }

                @Override
                public void close() {
                    thread.shutdownNow();
                }
            };
        }
    }

    /** @param expiresNanos of the time source; {@link Long#MAX_VALUE}: not known */
    private record Held(String headerValue, long askedNanos, long expiresNanos, boolean hasExpiry, long marginNanos) {}

    public TokenKeeper(TokenSource source, Rules rules) {
        this(source, rules, TimeSource.SYSTEM, Later.onAThreadOfItsOwn());
    }

    TokenKeeper(TokenSource source, Rules rules, TimeSource time, Later thread) {
        this.source = source;
        this.rules = rules;
        this.time = time;
        this.thread = thread;
    }

    /**
     * Gets the first one, unless there is one, and keeps it fresh from then on.
     *
     * @throws NoTokenException when there is none
     */
    public void open() throws NoTokenException, InterruptedException {
        synchronized (source) {
            if (held == null) {
                take();
                plan(untilRefreshNanos());
            }
        }
    }

    /** Name of the header. */
    public String header() {
        return rules.header;
    }

    /** The header's value now; empty before there is a token. */
    public String headerValue() {
        Held now = held;
        return now == null ? "" : now.headerValue;
    }

    public TokenSource source() {
        return source;
    }

    public Refreshes refreshes() {
        return refreshes;
    }

    /** The last values, so that they can be left out of what is shown. */
    public List<String> values() {
        synchronized (values) {
            return List.copyOf(values);
        }
    }

    /**
     * The target has answered 401. If the request was sent with the token that is in use, that one is refreshed, once for all requests that
     * were sent with it. Does not wait.
     *
     * @param sentNanos of the time source
     * @return why it is this side's fault, when the token had expired and could not be refreshed; empty: it is the target's answer
     */
    public Optional<String> refused(long sentNanos) {
        Held now = held;
        if (now == null || sentNanos - now.askedNanos < 0) {
            return Optional.empty(); // sent with the one before, which is no more in use
        }
        force();
        Refreshes went = refreshes;
        boolean expired = now.hasExpiry && time.nanos() - now.expiresNanos > 0;
        return expired && went.inARow > 0
                ? Optional.of("the token had expired and could not be refreshed: " + went.why)
                : Optional.empty();
    }

    private synchronized void force() {
        long pause = FIRST_FORCED_PAUSE_NANOS << Math.min(forced, MOST_DOUBLINGS);
        if (refreshing || refreshes.inARow > 0 || (forced > 0 && time.nanos() - lastForcedNanos < pause)) {
            return; // it is on its way, or has just been tried
        }
        forced++;
        lastForcedNanos = time.nanos();
        plan(0);
    }

    /** The last plan counts. */
    private synchronized void plan(long nanos) {
        long mine = ++generation;
        try {
            thread.in(nanos, () -> refresh(mine));
        } catch (RejectedExecutionException e) {
            generation++; // closed
        }
    }

    private void refresh(long planned) {
        synchronized (this) {
            if (planned != generation) {
                return;
            }
            refreshing = true;
        }
        long next;
        try {
            take();
            refreshes = refreshes.next();
            next = untilRefreshNanos();
        } catch (NoTokenException e) {
            refreshes = refreshes.failed(e.why());
            next = pauseNanos();
        } catch (InterruptedException e) {
            return; // closed
        } catch (RuntimeException e) {
            refreshes = refreshes.failed("unforeseen: " + e.getClass().getSimpleName());
            next = pauseNanos();
        }
        synchronized (this) {
            refreshing = false;
        }
        plan(next);
    }

    private void take() throws NoTokenException, InterruptedException {
        long asked = time.nanos();
        Token token = source.next(rules.within);
        long life = token.lifetime().map(Duration::toNanos).orElse(0L);
        synchronized (values) {
            if (values.size() == REMEMBERED) {
                values.removeFirst();
            }
            values.addLast(token.value());
        }
        held = new Held(
                rules.prefix.isEmpty() ? token.value() : rules.prefix + " " + token.value(),
                asked,
                asked + life,
                life > 0,
                life > 0 ? Math.min(LONGEST_MARGIN_NANOS, life / 2) : rules.refresh.toNanos() / 2);
    }

    private long untilRefreshNanos() {
        Held now = held;
        if (now == null) {
            return 0;
        }
        long at = now.hasExpiry && !rules.fixed
                ? now.expiresNanos - now.marginNanos
                : now.askedNanos + rules.refresh.toNanos();
        return Math.max(SHORTEST_PAUSE_NANOS, at - time.nanos());
    }

    private long pauseNanos() {
        Held now = held;
        long quarter = now == null ? LONGEST_PAUSE_NANOS : now.marginNanos / 4;
        return Math.max(SHORTEST_PAUSE_NANOS, Math.min(LONGEST_PAUSE_NANOS, quarter));
    }

    /** No more is asked for; the last one stays. */
    @Override
    public void close() {
        thread.close();
    }
}
