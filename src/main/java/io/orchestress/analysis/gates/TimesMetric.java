package io.orchestress.analysis.gates;

import io.orchestress.metrics.Metric;
import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.MetricName;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.metric.Distribution;
import io.orchestress.record.metric.RunPart;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A time of agents, such as {@code ttft.p95}. */
record TimesMetric(Distribution distribution, Stat stat) implements TimeMetric {
    @Override
    public String word() {
        return distribution.metric(stat.name());
    }

    @Override
    public boolean isOfBackend() {
        return distribution.isOfBackend();
    }

    @Override
    public String ofWhat() {
        return "request or task";
    }

    @Override
    public boolean isOf(Optional<String> metric) {
        return metric.isPresent()
                && List.of(distribution.name(), view(), counted()).contains(metric.get());
    }

    @Override
    public boolean isByTenant() {
        return Stream.of(Metric.values()).anyMatch(metric -> metric.label().equals(distribution.name()));
    }

    @Override
    public List<String> names(RunPart place) {
        return times(place, distribution.name())
                .map(Times::request)
                .filter(name -> !name.equals(SeriesKey.ALL_REQUESTS))
                .toList();
    }

    @Override
    public Optional<MeasuredMetric> at(RunPart place, String name, Percentiles percentiles) {
        if (isOfBackend()) {
            Optional<MeasuredMetric> unknown = place.sides()
                    .flatMap(sides -> sides.booking().doubt())
                    .map(why -> MeasuredMetric.unknown("unknown: " + why));
            if (unknown.isPresent()) {
                return unknown;
            }
        }
        return measured(place, name, view())
                .filter(times -> times.count() > 0)
                .or(() -> measured(place, name, distribution.name()))
                .flatMap(times -> reading(place, name, times, percentiles));
    }

    private Optional<MeasuredMetric> reading(RunPart place, String name, Times times, Percentiles percentiles) {
        // What was counted is in the plain view; the corrected one has omitted tasks as well.
        long count = measured(place, name, counted()).map(Times::count).orElse(0L);
        String from = times.name().equals(MetricName.TASK_CORRECTED) ? "from the intended start" : "";
        return LatencyMetric.of(
                        stat, times.micros(), percentiles, place.name(), times.request(), Optional.of(times.name()))
                .map(millis -> TimeEvidence.judged(
                        new MeasuredMetric(
                                millis,
                                count,
                                count,
                                "times",
                                (from + LatencyMetric.tail(stat, count, "times")).replaceFirst("^; ", "")),
                        stat,
                        times.micros(),
                        percentiles,
                        place.name(),
                        times.request(),
                        Optional.of(times.name())));
    }

    /** Tasks are judged from their intended start where the record has that, as requests are. */
    private String view() {
        return distribution.name().equals(MetricName.TASK) ? MetricName.TASK_CORRECTED : distribution.name();
    }

    private String counted() {
        return distribution.name().equals(MetricName.TASK_CORRECTED) ? MetricName.TASK : distribution.name();
    }

    /** All together are listed where there are several; the only one is all of them. */
    private Optional<Times> measured(RunPart place, String name, String metric) {
        return times(place, metric)
                .filter(t -> t.request().equals(name))
                .findFirst()
                .or(() -> name.equals(SeriesKey.ALL_REQUESTS)
                        ? times(place, metric).findFirst()
                        : Optional.empty());
    }

    private Stream<Times> times(RunPart place, String metric) {
        return metric.equals(distribution.name())
                ? distribution.source().apply(place).stream()
                : place.agents().stream()
                        .flatMap(agents -> agents.metrics().stream())
                        .filter(times -> times.name().equals(metric));
    }
}
