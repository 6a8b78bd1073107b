package io.orchestress.config;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads {@code orchestress.target}; a load test is dangerous, so only loopback may be its target unless named otherwise. */
final class TargetSection {
    private TargetSection() {}

    static Settings.Target read(Section s) {
        List<String> allowedHosts = s.texts("allowed-hosts");
        Section headers = s.section("headers");
        Settings.Target target = new Settings.Target(
                url(s, allowedHosts),
                s.oneOf("protocol", Protocol.values()),
                s.duration("request-timeout", Duration.ofMillis(1)),
                s.duration("connect-timeout", Duration.ofMillis(1)),
                headers.namedTexts(),
                allowedHosts);
        if (target.url().isEmpty() && target.protocol() == Protocol.LANGGRAPH) {
            s.problem("protocol", "the embedded orchestrator does not speak langgraph: give a target");
        }
        if (target.url().isPresent() && target.protocol().isLocal()) {
            s.problem("url", "protocol " + target.protocol().configName() + " starts a command: it has no URL");
        }
        HeaderCheck.check(headers, target.headers());
        s.end();
        return target;
    }

    private static Optional<URI> url(Section s, List<String> allowedHosts) {
        String text = s.text("url");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            s.problem("url", "not a URL; expected something like http://127.0.0.1:8080");
            return Optional.empty();
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            s.problem("url", "expected http://HOST[:PORT] or https://HOST[:PORT]");
            return Optional.empty();
        }
        if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null) {
            s.problem("url", "must not hold a user, a query or a fragment; secrets belong in target.headers");
        }
        if (!isLoopback(url.getHost()) && !allowedHosts.contains(url.getHost())) {
            s.problem(
                    "url",
                    "'" + url.getHost()
                            + "' is not this machine: name it in orchestress.target.allowed-hosts to put load on it");
        }
        return Optional.of(url);
    }

    /** Only literal addresses and {@code localhost}: what a name server says of a name may change. */
    static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
