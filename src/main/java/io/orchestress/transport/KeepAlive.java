package io.orchestress.transport;

import io.netty.channel.Channel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.epoll.EpollTcpInfo;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** When an idle connection must not be used again: the server has closed it, or is about to. */
final class KeepAlive {
    private static final String TIMEOUT = "timeout=";
    /** Before the time that the server names: its clock starts earlier than ours, and the request is on its way for a while. */
    private static final long MARGIN_SECONDS = 1;

    private static final long WORTH_ASKING_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int TCP_ESTABLISHED = 1;
    private static final int TCP_CLOSE_WAIT = 8;

    private KeepAlive() {}

    /** What {@code Keep-Alive: timeout=5} allows; without it, no limit. */
    static long idleLimitNanos(HttpHeaders headers) {
        String value = headers.get("keep-alive");
        if (value == null) {
            return Long.MAX_VALUE;
        }
        int from = value.toLowerCase(Locale.ROOT).indexOf(TIMEOUT);
        if (from < 0) {
            return Long.MAX_VALUE;
        }
        long seconds = 0;
        for (int i = from + TIMEOUT.length(); i < value.length() && Character.isDigit(value.charAt(i)); i++) {
            seconds = Math.min(1_000_000, seconds * 10 + Character.digit(value.charAt(i), 10));
        }
        return TimeUnit.SECONDS.toNanos(Math.max(0, seconds - MARGIN_SECONDS));
    }

    /** Asks the kernel, where it can be asked, since the event loop may not have heard of a close yet. */
    static boolean isStale(Channel channel, long idleNanos, long limitNanos) {
        if (idleNanos > limitNanos) {
            return true;
        }
        if (idleNanos < WORTH_ASKING_NANOS || !(channel instanceof EpollSocketChannel socket)) {
            return false;
        }
        EpollTcpInfo info = new EpollTcpInfo();
        socket.tcpInfo(info);
        return info.state() != TCP_ESTABLISHED;
    }

    /**
     * Whether the server has closed, and its close acknowledges all that was sent to it: it had the request by then, for what still lies unread
     * is refused by a reset. False where the kernel cannot be asked.
     */
    static boolean isClosedAfterAll(Channel channel) {
        if (!(channel instanceof EpollSocketChannel socket) || !socket.isOpen()) {
            return false;
        }
        EpollTcpInfo info = new EpollTcpInfo();
        socket.tcpInfo(info);
        return info.state() == TCP_CLOSE_WAIT && info.unacked() == 0;
    }

    /** How long what the server sends is on its way and back, as the kernel has smoothed it; 0 where it cannot be asked. */
    static long roundTripNanos(Channel channel) {
        if (!(channel instanceof EpollSocketChannel socket) || !socket.isOpen()) {
            return 0;
        }
        EpollTcpInfo info = new EpollTcpInfo();
        socket.tcpInfo(info);
        return TimeUnit.MICROSECONDS.toNanos(info.rtt());
    }
}
