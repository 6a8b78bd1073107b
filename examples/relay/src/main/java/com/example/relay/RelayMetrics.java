package com.example.relay;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Better;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.MetricProvider;
import io.orchestress.record.metric.Quantity;
import io.orchestress.record.metric.Reading;
import java.util.List;

/** Named in {@code META-INF/services}. */
public final class RelayMetrics implements MetricProvider {
    @Override
    public List<MetricDefinition> metrics() {
        return List.of(MetricDefinition.of(
                "relay.refused-share",
                Quantity.SHARE,
                "",
                Better.LOWER,
                MetricDefinition.Scope.PHASE,
                "refused jobs ÷ all requests",
                (part, name) -> part.total()
                        .map(total -> Reading.share(total.failed(FailureClass.TASK_FAILED), total.count(), "requests"))
                        .orElse(null)));
    }
}
