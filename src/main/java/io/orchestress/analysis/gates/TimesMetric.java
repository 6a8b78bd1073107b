package io.orchestress.analysis.gates;

import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.MetricName;
import io.orchestress.record.SeriesKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A time of agents, such as {@code ttft.p95}. */
record TimesMetric(String metric, Stat stat) implements GateMetric {
    static final List<String> METRICS =
            List.of("ttft", "itl", "icl", "tpot", "stream", "task", "spawn", "queue-wait", "step");

    /** Empty where the word names none. */
    static Optional<GateMetric> of(String word) {
        int dot = word.indexOf('.');
        if (dot < 0 || !METRICS.contains(word.substring(0, dot))) {
            return Optional.empty();
        }
        return Stat.of(word.substring(dot + 1)).map(stat -> new TimesMetric(word.substring(0, dot), stat));
    }

    @Override
    public String word() {
        return metric + "." + stat.name();
    }

    @Override
    public Dimension dimension() {
        return Dimension.TIME;
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public boolean byLoadPhase() {
        return true;
    }

    @Override
    public String ofWhat() {
        return "request or task";
    }

    @Override
    public List<String> names(Scope place) {
        return times(place, metric)
                .map(Times::request)
                .filter(name -> !name.equals(SeriesKey.ALL_REQUESTS))
                .toList();
    }

    @Override
    public Optional<MetricValue> at(Scope place, String name, Percentiles percentiles) {
        return measured(place, name, view())
                .filter(times -> times.count() > 0)
                .or(() -> measured(place, name, metric))
                .flatMap(times -> reading(place, name, times, percentiles));
    }

    private Optional<MetricValue> reading(Scope place, String name, Times times, Percentiles percentiles) {
        // What was counted is in the plain view; the other one has omitted tasks as well.
        long count = measured(place, name, metric).map(Times::count).orElse(0L);
        String from = times.name().equals(metric) ? "" : "from the intended start";
        return LatencyMetric.of(
                        stat, times.micros(), percentiles, place.name(), times.request(), Optional.of(times.name()))
                .map(millis -> TimeEvidence.judged(
                        new MetricValue(
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
        return metric.equals(MetricName.TASK) ? MetricName.TASK_CORRECTED : metric;
    }

    /** All together are listed where there are several; the only one is all of them. */
    private static Optional<Times> measured(Scope place, String name, String metric) {
        return times(place, metric)
                .filter(t -> t.request().equals(name))
                .findFirst()
                .or(() -> name.equals(SeriesKey.ALL_REQUESTS)
                        ? times(place, metric).findFirst()
                        : Optional.empty());
    }

    @Override
    public boolean isPercentile() {
        return stat.percentile().isPresent();
    }

    @Override
    public long samplesToPass() {
        return stat.samplesToPass();
    }

    @Override
    public boolean needsHistograms() {
        return !stat.isRecorded();
    }

    private static Stream<Times> times(Scope place, String metric) {
        return place.agents().stream()
                .flatMap(agents -> agents.metrics().stream())
                .filter(times -> times.name().equals(metric));
    }
}
