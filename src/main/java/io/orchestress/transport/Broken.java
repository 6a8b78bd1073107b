package io.orchestress.transport;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a connection failed.
 *
 * @param ending whose fault it is
 * @param why in words, with the address
 */
record Broken(Ending ending, String why) {
    static Broken unknown(String host, UnknownHostException e) {
        return Causes.isOwnResolver(e.getMessage())
                ? new Broken(Ending.INJECTOR, "the name server of this machine gives no answer for " + host)
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
                return new Broken(Ending.INJECTOR, limit.get() + ", for a connection to " + address);
            }
            if (at instanceof ConnectTimeoutException) {
                return new Broken(
                        Ending.CONNECTION, "no connection to " + address + " within " + timeoutMillis + " ms");
            }
            if (String.valueOf(at.getMessage()).toLowerCase(Locale.ROOT).contains("refused")) {
                return new Broken(Ending.CONNECTION, "refused by " + address);
            }
            last = at;
        }
        return new Broken(Ending.CONNECTION, words(last) + ", connecting to " + address);
    }

    /** Of a handshake that did not come about. */
    static Broken shaking(@Nullable Throwable cause, SocketAddress with) {
        String address = shown(with);
        Throwable last = cause;
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof OutOfMemoryError) {
                return outOfMemory(at);
            }
            if (at instanceof CertificateException) {
                return new Broken(Ending.TLS, "the certificate of " + address + " is not accepted: " + words(at));
            }
            last = at;
        }
        if (last instanceof NotSslRecordException) {
            return new Broken(Ending.TLS, address + " does not speak TLS");
        }
        if (last instanceof ClosedChannelException) {
            return new Broken(Ending.TLS, "closed by " + address + " during the handshake");
        }
        if (last instanceof SslHandshakeTimeoutException) {
            return new Broken(Ending.TLS, "the handshake with " + address + " did not end in time");
        }
        return new Broken(Ending.TLS, words(last) + " (" + address + ")");
    }

    static Broken outOfMemory(Throwable error) {
        return new Broken(Ending.INJECTOR, "this process is out of memory: " + words(error));
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
