package io.orchestress.protocol.access;

import io.orchestress.config.Origin;
import io.orchestress.config.Section;
import io.orchestress.transport.reach.ConnectTo;
import io.orchestress.transport.reach.Proxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Reads {@code target.proxy}. */
final class ProxySection {
    private ProxySection() {}

    static Optional<Proxy> read(Section s) {
        String text = s.text("url");
        String username = s.text("username");
        String password = s.text("password");
        List<String> noProxy = s.texts("no-proxy");
        noProxy.stream()
                .filter(host -> ConnectTo.parsed(host.replaceFirst("^\\.", ""))
                        .filter(read -> read.port() == 0)
                        .isEmpty())
                .forEach(host ->
                        s.problem("no-proxy", "'" + host + "' is no host; valid: HOST, or .DOMAIN for all below it"));
        if (text.isEmpty()) {
            if (!(username + password).isEmpty()) {
                s.problem(username.isEmpty() ? "password" : "username", "needs a url beside it");
            }
            return Optional.empty();
        }
        if (username.isEmpty() && !password.isEmpty()) {
            s.problem("password", "needs a username beside it");
        }
        if (username.contains(":")) {
            s.problem("username", "must not have a colon (RFC 7617)");
        }
        return url(s, text)
                .map(url -> new Proxy(
                        url.getHost().replaceAll("[\\[\\]]", ""), Origin.of(url).port(), username, password, noProxy));
    }

    private static Optional<URI> url(Section s, String text) {
        URI url;
        try {
            url = Origin.url(text);
        } catch (IllegalArgumentException e) {
            s.problem(
                    "url",
                    e.getMessage()
                            + "; expected something like http://proxy.example:3128, with user and password beside it");
            return Optional.empty();
        }
        if (!"http".equalsIgnoreCase(url.getScheme())) {
            s.problem("url", "a proxy is spoken to in plain HTTP; valid: http://HOST:PORT");
        }
        if (url.getPort() < 0) {
            s.problem("url", "names no port; valid: http://HOST:PORT");
        }
        if (!List.of("", "/").contains(String.valueOf(url.getRawPath())) || url.getQuery() != null) {
            s.problem("url", "must not have a path or a query; valid: http://HOST:PORT");
        }
        return Optional.of(url);
    }
}
