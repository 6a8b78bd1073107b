package io.orchestress.transport;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import io.orchestress.text.Format;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The time for which a connection was idle before a request: whether it may be used again, and whether its server closed it for having been
 * idle rather than for the request. Confined to the event loop.
 */
final class IdleSpan {
    /** A connection that was used again sooner was not closed for idleness. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** A close that was on its way when the request was sent is heard of within a round trip and so much; a later one may be an answer to it. */
    private static final long HEARD_WITHIN_NANOS = TimeUnit.MICROSECONDS.toNanos(300);

    private final Channel channel;
    private long sinceNanos;
    private long limitNanos;
    private long sentNanos;
    private long roundTripNanos;
    private boolean closedAfterAll;

    IdleSpan(Channel channel) {
        this.channel = channel;
    }

    /** Takes the limit that a server sends with its answer. */
    void limit(HttpHeaders headers) {
        limitNanos = KeepAlive.idleLimitNanos(headers);
    }

    void begins(long nanos) {
        sinceNanos = nanos;
    }

    /** A request is sent. */
    void ends(long nanos) {
        sentNanos = nanos;
        closedAfterAll = false;
    }

    /** Whether another request may be sent, as far as this side can know. */
    boolean isUsable(long nowNanos) {
        long idleNanos = nowNanos - sinceNanos;
        if (KeepAlive.isStale(channel, idleNanos, limitNanos)) {
            return false;
        }
        roundTripNanos = idleNanos < IDLE_NANOS ? 0 : KeepAlive.roundTripNanos(channel);
        return true;
    }

    /** A read after the request brought nothing: asks the kernel whether the server had the whole request before it closed. */
    void nothingCame() {
        closedAfterAll = KeepAlive.isClosedAfterAll(channel);
    }

    /** How it is known that the server closed the idle connection while the request was on its way; empty: it did not, or may not have. */
    Optional<String> closedIt(long nowNanos) {
        long idleNanos = sentNanos - sinceNanos;
        long sentForNanos = nowNanos - sentNanos;
        return !closedAfterAll && idleNanos >= IDLE_NANOS && sentForNanos <= roundTripNanos + HEARD_WITHIN_NANOS
                ? Optional.of(Format.fixed(sentForNanos / 1e6, 1)
                        + " ms after the request was sent; the connection had been idle for "
                        + Format.fixed(idleNanos / 1e9, 2) + " s")
                : Optional.empty();
    }
}
