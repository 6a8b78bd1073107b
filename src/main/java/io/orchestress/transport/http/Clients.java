package io.orchestress.transport.http;

import io.orchestress.transport.http.NoAnswerException.Kind;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Proxy;
import io.orchestress.transport.reach.Reach;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The JDK's clients, one for each way that questions go; each is built when it is first needed, for the first of a JVM reads its trust store. */
final class Clients {
    private final @Nullable Reach reach;
    private final Map<String, HttpClient> byWay = new ConcurrentHashMap<>();

    /** @param reach null: by the proxy of the JVM, and as it is set up for TLS */
    Clients(@Nullable Reach reach) {
        this.reach = reach;
    }

    /**
     * How one question goes.
     *
     * @param redirected where it is sent instead, by connect-to; {@code Host} and the name in TLS stay
     * @param proxy that it goes by
     */
    record Way(HttpClient client, Optional<URI> redirected, Optional<Proxy> proxy) {}

    Way to(URI url) throws NoAnswerException {
        Reach by = reach;
        if (by == null || url.getHost() == null) {
            return new Way(client("", null, Optional.empty(), Optional.empty()), Optional.empty(), Optional.empty());
        }
        String host = url.getHost().startsWith("[")
                ? url.getHost().substring(1, url.getHost().length() - 1)
                : url.getHost();
        boolean secure = "https".equalsIgnoreCase(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : secure ? 443 : 80;
        Optional<ConnectTo.Dialled> elsewhere = by.connectTo().of(host, port);
        Optional<Proxy> proxy = by.proxyFor(by.dialled(host, port));
        Optional<NamedContext.Peer> peer =
                secure && elsewhere.isPresent() ? Optional.of(new NamedContext.Peer(host, port)) : Optional.empty();
        HttpClient client = client(peer + " " + proxy.isPresent(), by, peer, proxy);
        return new Way(client, elsewhere.isPresent() ? Optional.of(at(elsewhere.get(), url)) : Optional.empty(), proxy);
    }

    /** As a number: the JDK's client would take a name for that of the certificate. */
    private static URI at(ConnectTo.Dialled dialled, URI url) throws NoAnswerException {
        try {
            return OtherAddresses.at(java.net.InetAddress.getByName(dialled.host()), dialled.port(), url);
        } catch (UnknownHostException e) {
            throw new NoAnswerException(
                    Kind.NOTHING_LISTENS, "the name of " + dialled + " (orchestress.target.connect-to) is not known");
        }
    }

    private HttpClient client(String way, @Nullable Reach by, Optional<NamedContext.Peer> peer, Optional<Proxy> proxy)
            throws NoAnswerException {
        HttpClient open = byWay.get(way);
        if (open == null) {
            open = built(by, peer, proxy);
            byWay.putIfAbsent(way, open);
        }
        return open;
    }

    private static HttpClient built(@Nullable Reach by, Optional<NamedContext.Peer> peer, Optional<Proxy> proxy)
            throws NoAnswerException {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER);
        try {
            if (by != null) {
                SSLContext context = by.tls().jdk();
                builder.sslContext(peer.isPresent() ? new NamedContext(context, peer.get()) : context);
                builder.proxy(proxy.map(to -> ProxySelector.of(new InetSocketAddress(to.host(), to.port())))
                        .orElse(HttpClient.Builder.NO_PROXY));
            }
            return builder.build();
        } catch (GeneralSecurityException | UncheckedIOException e) {
            throw new NoAnswerException(
                    Kind.NOT_SENT,
                    "TLS cannot be set up (javax.net.ssl.trustStore?): "
                            + Http.words(Objects.requireNonNullElse(e.getCause(), e)));
        }
    }
}
