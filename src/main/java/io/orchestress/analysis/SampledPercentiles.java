package io.orchestress.analysis;

import io.orchestress.analysis.gates.Percentiles;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.SeriesKey;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Any percentile of any phase, from the samples of the run. */
final class SampledPercentiles implements Percentiles {
    private final Map<String, SeriesSamples> phases;

    /** @param phases by name */
    SampledPercentiles(Map<String, SeriesSamples> phases) {
        this.phases = phases;
    }

    @Override
    public OptionalDouble micros(String phase, String request, Optional<String> metric, double percentile) {
        LatencyCounts counts = counts(phase, request, metric);
        return counts.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(counts.atPercentile(percentile));
    }

    @Override
    public OptionalDouble beyond(String phase, String request, Optional<String> metric, double micros) {
        LatencyCounts counts = counts(phase, request, metric);
        return counts.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) counts.above(micros) / counts.total());
    }

    private LatencyCounts counts(String phase, String request, Optional<String> metric) {
        SeriesSamples samples = phases.get(phase);
        LatencyCounts counts = new LatencyCounts();
        if (samples != null) {
            metric.map(name -> times(samples, name, request))
                    .orElseGet(() -> latencies(samples, request))
                    .forEach(counts::add);
        }
        return counts;
    }

    private static Stream<LatencyCounts> latencies(SeriesSamples phase, String request) {
        boolean corrected = select(phase.byRequest(), request)
                .anyMatch(samples -> !samples.corrected().isEmpty());
        return select(phase.byRequest(), request).map(samples -> corrected ? samples.corrected() : samples.all());
    }

    private static Stream<LatencyCounts> times(SeriesSamples phase, String metric, String request) {
        return select(phase.agents().times().getOrDefault(metric, Map.of()), request);
    }

    /** Whether {@code request} stands for all of a tenant, and the name is that of one of them. */
    private static boolean isAllOf(String request, String name) {
        String tenant = SeriesKey.tenantOf(request);
        return request.equals(SeriesKey.ofTenant(tenant, SeriesKey.ALL_REQUESTS))
                && SeriesKey.tenantOf(name).equals(tenant);
    }

    private static <T> Stream<T> select(Map<String, T> byRequest, String request) {
        return byRequest.entrySet().stream()
                .filter(entry -> request.equals(SeriesKey.ALL_REQUESTS)
                        || entry.getKey().equals(request)
                        || (!SeriesKey.tenantOf(request).isEmpty() && isAllOf(request, entry.getKey())))
                .map(Map.Entry::getValue);
    }
}
