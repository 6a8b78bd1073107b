package io.orchestress.transport;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.orchestress.text.Format;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Proxy;
import io.orchestress.transport.reach.Tls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a connection failed.
 *
 * @param ending whose fault it is
 * @param why in words, with the address
 */
record Broken(Ending ending, String why) {
    /** As Netty says it of an answer to CONNECT. */
    private static final Pattern STATUS = Pattern.compile("status: (\\d{3})");

    static Broken unknown(String host, UnknownHostException e) {
        return Causes.isOwnResolver(e.getMessage())
                ? new Broken(Ending.INJECTOR, "this machine's name server does not respond for " + host)
                : new Broken(Ending.DNS, host);
    }

    /** Of a connection that did not come about. */
    static Broken connecting(@Nullable Throwable cause, InetSocketAddress to, int timeoutMillis) {
        String address = shown(to);
        Throwable last = cause;
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof OutOfMemoryError) {
                return outOfMemory(at);
            }
            Optional<String> limit = Causes.ownLimit(at.getMessage());
            if (limit.isPresent()) {
                return new Broken(Ending.INJECTOR, limit.get() + " (connection to " + address + ")");
            }
            if (at instanceof ConnectTimeoutException) {
                return new Broken(
                        Ending.CONNECTION,
                        "no connection to " + address + " within " + Format.of(timeoutMillis, "ms")
                                + " (orchestress.target.connect-timeout)");
            }
            if (String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT).contains("refused")) {
                return new Broken(Ending.CONNECTION, "connection refused by " + address);
            }
            last = at;
        }
        return new Broken(Ending.CONNECTION, words(last) + " (connection to " + address + ")");
    }

    /** Of a handshake that did not come about. */
    static Broken shaking(@Nullable Throwable cause, SocketAddress with, Tls tls, String host) {
        String address = shown(with);
        Optional<String> explained = tls.explained(cause, host);
        if (explained.isPresent()) {
            return new Broken(Ending.TLS, address + ": " + explained.get());
        }
        Throwable last = cause;
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof OutOfMemoryError) {
                return outOfMemory(at);
            }
            last = at;
        }
        if (last instanceof NotSslRecordException) {
            return new Broken(Ending.TLS, address + " does not speak TLS");
        }
        if (last instanceof ClosedChannelException) {
            return new Broken(Ending.TLS, "connection closed by " + address + " during the handshake" + tls.hint(host));
        }
        if (last instanceof SslHandshakeTimeoutException) {
            return new Broken(Ending.TLS, "no handshake with " + address + " in time");
        }
        return new Broken(Ending.TLS, words(last) + " (" + address + ")");
    }

    /** Of a proxy that made no tunnel. */
    static Broken tunnel(@Nullable Throwable cause, Proxy proxy, ConnectTo.Dialled to, int timeoutMillis) {
        String said = words(cause);
        Matcher status = STATUS.matcher(said);
        String why;
        if (status.find()) {
            why = "the proxy " + proxy + " " + proxy.refusal(Integer.parseInt(status.group(1)));
        } else if (said.endsWith("timeout")) {
            why = "the proxy " + proxy + " did not respond within " + Format.of(timeoutMillis, "ms");
        } else if (said.endsWith("disconnected") || cause instanceof ClosedChannelException) {
            why = "connection closed by the proxy " + proxy + " before it responded";
        } else {
            why = "the proxy " + proxy + " did not respond in HTTP";
        }
        return new Broken(Ending.PROXY, why + " to a request for " + to);
    }

    /** What keeps a connection to a proxy from coming about is no failure of the target. */
    Broken ofProxy(Proxy proxy) {
        return ending == Ending.INJECTOR
                ? this
                : new Broken(
                        Ending.PROXY,
                        ending == Ending.DNS
                                ? "the name of the proxy " + proxy + " has no address"
                                : "no connection to the proxy " + proxy + ": " + why);
    }

    static Broken outOfMemory(Throwable error) {
        return new Broken(Ending.INJECTOR, "the load generator is out of memory: " + words(error));
    }

    /** Both failed, one after the other. */
    Broken then(Broken next) {
        Ending worse = ending == Ending.CONNECTION ? ending : next.ending;
        return new Broken(worse, why + "; " + next.why);
    }

    static String words(@Nullable Throwable cause) {
        if (cause == null) {
            return "no reason given";
        }
        String said = cause.getMessage();
        return said == null || said.isBlank() ? cause.getClass().getSimpleName() : said;
    }

    /** In numbers, as in a URL. */
    static String shown(@Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return String.valueOf(address);
        }
        return shown(inet.getAddress()) + ":" + inet.getPort();
    }

    private static String shown(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
}
