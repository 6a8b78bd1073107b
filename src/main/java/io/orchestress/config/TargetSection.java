package io.orchestress.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code orchestress.target}; a load test is dangerous, so only loopback may be its target unless named otherwise. */
final class TargetSection {
    /** Says on purpose what is driven when no target is given. */
    static final String EMBEDDED = "embedded";

    private static final int LEAST_BYTES = 1 << 10;
    private static final int MOST_BYTES = 1 << 30;

    private TargetSection() {}

    static Settings.Target read(Section s) {
        Hosts hosts = Hosts.read(s, "allowed-hosts");
        Section headers = s.section("headers");
        Settings.Target target = new Settings.Target(
                url(s, hosts),
                ProtocolRegistry.read(s, "protocol"),
                s.duration("request-timeout", Duration.ofMillis(1)),
                s.duration("connect-timeout", Duration.ofMillis(1)),
                s.bytes("longest-answer", LEAST_BYTES, MOST_BYTES),
                s.bytes("longest-stream", LEAST_BYTES, MOST_BYTES),
                headers.namedTexts(),
                hosts);
        Protocol protocol = target.protocol();
        if (target.url().isEmpty() && !protocol.isLocal() && !protocol.isOfEmbedded()) {
            s.problem("protocol", "the embedded orchestrator does not speak " + protocol.name() + ": give a target");
        }
        if (target.url().isPresent() && protocol.isLocal()) {
            s.problem("url", "protocol " + protocol.name() + " starts a command: it has no URL");
        }
        HeaderCheck.check(headers, target.headers());
        HeaderCheck.checkCodings(headers, target.headers());
        return target;
    }

    private static Optional<URI> url(Section s, Hosts hosts) {
        String text = s.text("url");
        if (text.equals(EMBEDDED)) {
            return Optional.empty();
        }
        if (text.isBlank()) {
            s.problem("url", "is empty: give a URL, or embedded for the bundled orchestrator");
            return Optional.empty();
        }
        URI url;
        try {
            url = Origin.url(text);
        } catch (IllegalArgumentException e) {
            s.problem("url", String.valueOf(e.getMessage()));
            return Optional.empty();
        }
        if (url.getQuery() != null || url.getFragment() != null) {
            s.problem("url", "must not have a query or a fragment; secrets belong in target.headers");
        }
        hosts.refusal(Origin.of(url), "to put load on it").ifPresent(why -> s.problem("url", why));
        return Optional.of(url);
    }
}
