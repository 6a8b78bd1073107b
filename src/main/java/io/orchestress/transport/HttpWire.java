package io.orchestress.transport;

import io.netty.channel.EventLoop;
import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.reach.Reach;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * HTTP/1.1 over kept-alive connections. An answer of type {@code text/event-stream} reaches the receiver as events, any other as a body.
 *
 * <ul>
 *   <li>A redirect is not followed: a 3xx is an answer. Compression is undone, whoever asked for it; a body that is longer then than is
 *       taken is {@link Ending#TOO_LONG}.
 *   <li>A request is sent once. An idle connection of which the server has said, or the kernel knows, that it is closed is not used; when
 *       it is found closed by the first write, not a byte has left, and the next connection is taken. Otherwise a connection that
 *       closes without an answer is {@link Ending#CONNECTION}, or {@link Ending#IDLE_CLOSED} where the server most likely closed it for
 *       idleness in that very moment: that the request was not worked on cannot be known, and RFC 9110 §9.2.2 forbids to repeat it. So the target receives as
 *       many requests as are recorded, and a target that drops requests cannot hide it.
 *   <li>Limits: 64 KiB of head, and {@link AnswerLimits}.
 *   <li>When the receiver has seen enough of a stream, its connection has a second to come to the end of it, and is closed otherwise;
 *       what events come in it are told ({@link Receiver#after}).
 * </ul>
 */
public final class HttpWire implements Wire {
    private final HttpConnections connections;
    private final boolean ownsConnections;
    private final Set<HttpExchange> underWay = new HashSet<>(2);

    private HttpWire(HttpConnections connections, boolean ownsConnections) {
        this.connections = connections;
        this.ownsConnections = ownsConnections;
    }

    /** With connections of its own, which are closed with it. */
    public HttpWire(EventLoop loop, Duration connectTimeout, AnswerLimits limits, Reach reach) {
        this(new HttpConnections(loop, connectTimeout, limits, reach), true);
    }

    /** With connections that it shares with other users of the event loop. */
    public HttpWire(HttpConnections shared) {
        this(shared, false);
    }

    @Override
    public void send(Outbound request, Duration timeout, Receiver receiver) {
        if (!(request instanceof Outbound.Http http)) {
            throw new IllegalArgumentException("not over HTTP: " + request);
        }
        HttpExchange exchange =
                new HttpExchange(http, receiver, TimeSource.SYSTEM, connections.limits(), underWay::remove);
        underWay.add(exchange);
        try {
            exchange.limitTo(timeout, connections.loop());
            connections.send(exchange);
        } catch (RejectedExecutionException e) {
            exchange.cutOff(Ending.CLOSED); // the event loop has ended, and with it the load
        } catch (IllegalArgumentException e) {
            exchange.abandon(); // a header that HTTP cannot carry
            throw e;
        }
    }

    @Override
    public void giveUp(Receiver receiver, boolean told) {
        for (HttpExchange exchange : List.copyOf(underWay)) {
            if (exchange.isOf(receiver)) {
                exchange.cutOff(Ending.CLOSED);
            }
        }
    }

    @Override
    public void close() {
        for (HttpExchange exchange : List.copyOf(underWay)) {
            exchange.cutOff(Ending.CLOSED);
        }
        if (ownsConnections) {
            connections.close();
        }
    }
}
