package io.orchestress.monitoring;

import io.orchestress.monitoring.prometheus.Expression;
import io.orchestress.transport.http.Http;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A page of metrics in Prometheus' text format or OpenMetrics.
 *
 * @param url that is asked once a second with GET
 * @param place how it is called; without secrets
 * @param subject whose figures it gives
 * @param timeout until the answer is complete
 * @param authorization sent as the header of this name
 * @param http by which it is asked
 * @param metrics how a figure, one of {@link io.orchestress.record.ResourceName}, is made of its series
 */
public record MetricsEndpoint(
        URI url,
        String place,
        String subject,
        Duration timeout,
        Optional<String> authorization,
        Http http,
        Map<String, Expression> metrics) {
    public MetricsEndpoint {
        metrics = Map.copyOf(metrics);
    }
}
