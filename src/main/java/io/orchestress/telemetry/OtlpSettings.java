package io.orchestress.telemetry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What goes where, and how often.
 *
 * @param metrics empty: none go
 * @param traces empty: no spans go
 * @param interval between two exports of metrics
 * @param temporality of sums and histograms
 * @param resource attributes that were asked for, over our own
 * @param spans how they wait
 */
record OtlpSettings(
        Optional<OtlpSignal> metrics,
        Optional<OtlpSignal> traces,
        Duration interval,
        Temporality temporality,
        Map<String, String> resource,
        Spans spans) {
    OtlpSettings {
        resource = Map.copyOf(resource);
    }

    /**
     * How spans wait for their export.
     *
     * @param most that wait; further ones are lost, and counted
     * @param batch most in one export
     * @param delay between two looks for those that wait
     */
    record Spans(int most, int batch, Duration delay) {}
}
