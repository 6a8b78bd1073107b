package io.orchestress.protocol.access;

import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;
import io.orchestress.metrics.TimeSource;
import io.orchestress.transport.http.Http;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Proxy;
import io.orchestress.transport.reach.Reach;
import io.orchestress.transport.token.NoTokenException;
import io.orchestress.transport.token.TokenKeeper;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How the target is reached: {@code target.tls}, {@code target.proxy}, {@code target.connect-to} and {@code target.token}. The load, and all that is asked of the target
 * beside it, goes by this one.
 */
public final class TargetAccess {
    /** As the JVM and the names lead, without a proxy. */
    public static final TargetAccess PLAIN = new TargetAccess(Reach.PLAIN, Optional.empty());

    private static final String EMBEDDED = "embedded";

    private final Reach reach;
    private final Optional<TokenKeeper> token;
    private final Http http;

    private TargetAccess(Reach reach, Optional<TokenKeeper> token) {
        this.reach = reach;
        this.token = token;
        http = Http.by(reach);
    }

    /** Read from {@code orchestress.target}. */
    public static final class Part implements SettingsPart<TargetAccess> {
        @Override
        public Class<TargetAccess> type() {
            return TargetAccess.class;
        }

        @Override
        public TargetAccess read(Section root) {
            Section target = root.section("target");
            Reach reach = new Reach(
                    TlsSection.read(target.section("tls"), TimeSource.SYSTEM.now()),
                    ProxySection.read(target.section("proxy")),
                    ConnectToSection.read(target, target.section("connect-to")));
            Optional<TokenKeeper> token = TokenSection.read(target, reach);
            return new TargetAccess(reach, target.text("url").equals(EMBEDDED) ? Optional.empty() : token);
        }
    }

    public Reach reach() {
        return reach;
    }

    /** Asks as the load goes. */
    public Http http() {
        return http;
    }

    /** Returns the keeper of its token; empty: it needs none that expires. The orchestrator that is brought along needs none. */
    public Optional<TokenKeeper> token() {
        return token;
    }

    /**
     * These headers, and the token that is valid now. {@link #open} must have been called.
     *
     * @param headers one that carries the token already stays
     */
    public Map<String, String> withToken(Map<String, String> headers) {
        if (token.isEmpty()) {
            return headers;
        }
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.put(token.get().header(), token.get().headerValue());
        all.putAll(headers);
        return all;
    }

    /**
     * Gets the first token, and keeps it fresh from then on.
     *
     * @throws NoTokenException when there is none: the target cannot be asked
     */
    public void open() throws NoTokenException, InterruptedException {
        if (token.isPresent()) {
            token.get().open();
        }
    }

    /** Returns the host and port that a connection for this URL is made to, by the proxy if there is one. */
    public ConnectTo.Dialled dialled(URI url) {
        return reach.dialled(bare(url.getHost()), port(url));
    }

    /** The proxy by which this URL is reached. */
    public Optional<Proxy> proxyFor(URI url) {
        return reach.proxyFor(dialled(url));
    }

    /** A URL with the address in place of the name, where connect-to says so: what is known of an address holds for what is connected to. */
    public URI connected(URI url) {
        ConnectTo.Dialled dialled = dialled(url);
        return URI.create(url.getScheme() + "://" + dialled);
    }

    /** Returns the host and port that are connected to instead of those of this URL; empty: those of the URL. */
    public Optional<ConnectTo.Dialled> connectTo(URI url) {
        return reach.connectTo().of(bare(url.getHost()), port(url));
    }

    /** The client certificate that a server of this URL may ask for, without anything secret. */
    public Optional<String> clientCertificate(URI url) {
        return "https".equalsIgnoreCase(url.getScheme()) ? reach.tls().clientCertificate() : Optional.empty();
    }

    private static String bare(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(URI url) {
        return url.getPort() >= 0 ? url.getPort() : "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
    }
}
