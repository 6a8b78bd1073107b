package io.orchestress.transport.reach;

import java.util.Locale;
import java.util.Optional;

/**
 * How servers are reached. One for the load and for all that is asked of the target beside it, so that both come to the same one.
 *
 * @param tls of every connection to an https address, but that to a proxy
 * @param proxy absent: none, whatever the JVM is set up for
 */
public record Reach(Tls tls, Optional<Proxy> proxy, ConnectTo connectTo) {
    /** As the JVM and the names lead, without a proxy. */
    public static final Reach PLAIN = new Reach(Tls.ofJvm(), Optional.empty(), ConnectTo.NOTHING);

    /**
     * Where the connection for a URL goes: by connect-to, or where its name leads. Behind a proxy it is what the proxy is asked to connect to.
     *
     * @param host of IPv6 without brackets
     */
    public ConnectTo.Dialled dialled(String host, int port) {
        return connectTo.of(host, port).orElse(new ConnectTo.Dialled(host.toLowerCase(Locale.ROOT), port));
    }

    /** The proxy for the connection that goes there. */
    public Optional<Proxy> proxyFor(ConnectTo.Dialled dialled) {
        return proxy.filter(by -> by.isFor(dialled.host()));
    }
}
