package io.orchestress.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A page in Prometheus' text format.
 *
 * @param subject {@code target} or {@code host}
 * @param timeout until the answer is complete
 * @param authorizationFrom environment variable that holds the header of this name; empty: none is sent
 * @param metrics how each figure is made of the page's series
 */
public record MetricsPage(URI url, String subject, Duration timeout, String authorizationFrom, List<Written> metrics) {
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration USUAL = Duration.ofMillis(800);

    public MetricsPage {
        metrics = List.copyOf(metrics);
    }

    static Optional<MetricsPage> read(Section s, Hosts hosts) {
        Optional<URI> url = url(s, hosts);
        String subject = s.has("subject") ? s.text("subject") : "target";
        if (!List.of("target", "host").contains(subject)) {
            s.problem("subject", "expected target or host");
        }
        Duration timeout = s.has("timeout") ? s.duration("timeout", Duration.ofMillis(10)) : USUAL;
        if (timeout.compareTo(LONGEST) > 0) {
            s.problem("timeout", "must be at most 10 s");
        }
        String variable = s.has("authorization-from") ? s.text("authorization-from") : "";
        List<Written> metrics = s.section("metrics").leaves();
        if (metrics.isEmpty()) {
            s.problem("has no metrics; expected something like metrics { queue-depth = \"orchestrator_queue_depth\" }");
        }
        return url.map(at -> new MetricsPage(at, subject, timeout, variable, metrics));
    }

    private static Optional<URI> url(Section s, Hosts hosts) {
        URI url;
        try {
            url = Origin.url(s.text("url"));
        } catch (IllegalArgumentException e) {
            s.problem("url", e.getMessage() + "; expected something like http://127.0.0.1:9100/metrics");
            return Optional.empty();
        }
        if (url.getFragment() != null) {
            s.problem("url", "must not have a fragment");
        }
        hosts.refusal(Origin.of(url), "to query its metrics").ifPresent(why -> s.problem("url", why));
        return Optional.of(url);
    }
}
