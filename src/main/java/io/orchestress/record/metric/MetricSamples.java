package io.orchestress.record.metric;

import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.AgentResult.Times;
import io.orchestress.record.Better;
import io.orchestress.record.RequestResult;
import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.metric.MetricDefinition.Scope;
import io.orchestress.record.metric.MetricDefinition.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every number of one part of a run. What was not measured is left out, and so are shares and scores of nothing. */
public final class MetricSamples {
    private static final double MICROS_PER_MILLI = 1e3;

    private final RunPart part;
    private final List<MetricSample> samples = new ArrayList<>();

    private MetricSamples(RunPart part) {
        this.part = part;
    }

    /** Requests one by one and then together, then the rest in the order of {@link MetricCatalogue}. */
    public static List<MetricSample> of(RunPart part) {
        MetricSamples all = new MetricSamples(part);
        Stream.concat(part.requests().stream(), part.total().stream()).forEach(all::request);
        Stream.concat(
                        part.agents().stream()
                                .flatMap(agents -> agents.tasksByName().stream().map(Tasks::name)),
                        Stream.of(SeriesKey.ALL_REQUESTS))
                .forEach(task -> all.numbers(Scope.TASK, task));
        all.numbers(Scope.PHASE, SeriesKey.ALL_REQUESTS);
        for (Distribution distribution : MetricCatalogue.distributions()) {
            if (!distribution.isOfRequests()) {
                distribution.at(part).forEach(times -> {
                    all.count(distribution, times);
                    all.times(distribution, times);
                });
            }
        }
        part.gauges().stream()
                .filter(gauge -> ResourceName.isFigure(gauge.name()))
                .forEach(all::gauge);
        part.isolations().forEach(isolation -> all.numbers(Scope.TENANT, isolation.name()));
        if (part.isRun()) {
            all.numbers(Scope.RUN, SeriesKey.ALL_REQUESTS);
        }
        return List.copyOf(all.samples);
    }

    private void request(RequestResult r) {
        for (MetricDefinition metric : MetricCatalogue.numbers()) {
            if (metric.scope() == Scope.REQUEST && !(r.isCountOnly() && metric.is(Trait.WITHIN_PLAN))) {
                number(metric, r.name());
            }
        }
        new TreeMap<>(r.failures()).forEach((failure, n) -> failures(r, failure.label(), n));
        for (Distribution distribution : MetricCatalogue.distributions()) {
            if (distribution.isOfRequests()) {
                distribution.at(part, r.name()).ifPresent(times -> times(distribution, times));
            }
        }
    }

    private void failures(RequestResult r, String name, long n) {
        Reading share = Reading.share(n, r.count(), "requests");
        samples.add(new MetricSample(
                MetricCatalogue.FAILURES + "." + name,
                r.name(),
                share.value(),
                Quantity.SHARE.unit(),
                Quantity.SHARE,
                Better.LOWER,
                "Share of requests that failed in one way.",
                r.count(),
                true,
                MetricCatalogue.FAILURES,
                Map.of(MetricSample.CLASS, name)));
        MetricDefinition failed = MetricCatalogue.FAILED_REQUESTS;
        samples.add(new MetricSample(
                failed.name() + "." + name,
                r.name(),
                n,
                failed.unit(),
                failed.quantity(),
                failed.better(),
                failed.meaning(),
                r.count(),
                true,
                failed.name() + ".class",
                Map.of(MetricSample.CLASS, name)));
    }

    private void numbers(Scope scope, String name) {
        MetricCatalogue.numbers().stream()
                .filter(metric -> metric.scope() == scope)
                .forEach(metric -> number(metric, name));
    }

    private void number(MetricDefinition metric, String name) {
        metric.at(part, name)
                .filter(reading -> Double.isFinite(reading.value()))
                .filter(reading -> reading.samples() > 0
                        || (metric.quantity() != Quantity.SHARE && metric.quantity() != Quantity.SCORE))
                .ifPresent(reading -> samples.add(new MetricSample(
                        metric.name(),
                        name,
                        reading.value(),
                        reading.unit().isEmpty() ? metric.unit() : reading.unit(),
                        metric.quantity(),
                        metric.better(),
                        metric.meaning(),
                        reading.samples(),
                        true,
                        metric.name(),
                        reading.unit().isEmpty() ? Map.of() : Map.of(MetricSample.UNIT, reading.unit()))));
    }

    private void times(Distribution distribution, Times times) {
        for (LatencyStat stat : LatencyStat.values()) {
            samples.add(new MetricSample(
                    distribution.metric(stat.label()),
                    times.request(),
                    stat.micros(times.micros()) / MICROS_PER_MILLI,
                    Quantity.TIME.unit(),
                    Quantity.TIME,
                    Better.LOWER,
                    distribution.meaning(),
                    times.count(),
                    stat.isKey(),
                    distribution.name(),
                    Map.of(MetricSample.STAT, stat.label())));
        }
    }

    /** How many there were; of requests that is a metric of its own. */
    private void count(Distribution distribution, Times times) {
        String name = distribution.metric("count");
        samples.add(new MetricSample(
                name,
                times.request(),
                times.count(),
                "times",
                Quantity.COUNT,
                Better.NEITHER,
                distribution.meaning(),
                times.count(),
                true,
                name,
                Map.of()));
    }

    private void gauge(Gauge gauge) {
        ResourceMetric metric = new ResourceMetric(gauge.subject(), gauge.name());
        for (GaugeStat stat : GaugeStat.values()) {
            samples.add(new MetricSample(
                    metric.metric(stat),
                    SeriesKey.ALL_REQUESTS,
                    stat.of(gauge),
                    gauge.unit(),
                    Quantity.ofResource(gauge.unit()),
                    metric.better(),
                    metric.meaning(),
                    gauge.samples(),
                    stat.isKey(),
                    "resource." + gauge.name(),
                    Map.of(MetricSample.SUBJECT, gauge.subject(), MetricSample.STAT, stat.label())));
        }
    }
}
