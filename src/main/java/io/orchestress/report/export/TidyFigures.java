package io.orchestress.report.export;

import io.orchestress.record.AgentResult;
import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.LoadStep;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.ResourceResults;
import io.orchestress.report.CapacityFacts;
import io.orchestress.report.RunFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every figure of a run by itself: phases in order, then the run without warm-up as phase {@code *}. */
final class TidyFigures {
    static final String ALL = "*";

    private final List<Row> rows = new ArrayList<>();

    private TidyFigures() {}

    /** @param request {@code *}: all of them together */
    record Row(String phase, String request, String metric, String unit, double value) {}

    static List<Row> of(RunFacts facts) {
        TidyFigures figures = new TidyFigures();
        for (PhaseResult phase : facts.phasesAndAfter()) {
            phase.requests().forEach(request -> figures.request(phase.name(), request));
            figures.request(phase.name(), phase.total());
        }
        RequestResult totals = facts.run().totals();
        if (totals != null) {
            figures.request(ALL, totals);
        }
        facts.agentPhases().forEach(agents -> figures.agents(agents.phase(), agents));
        facts.agents().ifPresent(agents -> figures.agents(ALL, agents));
        ResourceResults resources = facts.run().resources();
        if (resources != null) {
            resources.phases().forEach(figures::resources);
            figures.resources(resources.total());
        }
        CapacityFacts.of(facts.run()).ifPresent(capacity -> figures.capacity(capacity.capacity()));
        return List.copyOf(figures.rows);
    }

    private void capacity(Capacity capacity) {
        for (LoadStep step : capacity.steps()) {
            add(step.phase(), ALL, "step.load", capacity.unit(), step.load());
            add(step.phase(), ALL, "step.throughput", "/s", step.throughputPerSec());
            optional(step.phase(), "step.goodput", "/s", step.goodputPerSec());
            optional(step.phase(), "step.p95", "ms", step.p95Millis());
            add(step.phase(), ALL, "step.error-rate", "ratio", step.errorRate());
            add(step.phase(), ALL, "step.concurrency", "requests", step.concurrency());
        }
        Estimate highest = capacity.highest();
        if (highest != null) {
            add(ALL, ALL, "capacity", capacity.unit(), highest.value());
            add(ALL, ALL, "capacity.low", capacity.unit(), highest.low());
            add(ALL, ALL, "capacity.high", capacity.unit(), highest.high());
        }
    }

    private void request(String phase, RequestResult r) {
        add(phase, r.name(), "count", "requests", r.count());
        add(phase, r.name(), "ok", "requests", r.ok());
        add(phase, r.name(), "failed", "requests", r.failed());
        new TreeMap<>(r.failures())
                .forEach((failure, n) -> add(phase, r.name(), "failed." + failure.label(), "requests", n));
        if (!r.isCountOnly()) {
            add(phase, r.name(), "throughput", "/s", r.throughputPerSec());
        }
        if (r.count() > 0) {
            add(phase, r.name(), "error-rate", "ratio", r.errorRate());
        }
        if (r.count() > 0 && !r.isCountOnly()) {
            add(phase, r.name(), "apdex", "ratio", r.apdex());
            add(phase, r.name(), "stability", "ratio", r.stabilityScore());
            add(phase, r.name(), "outliers", "requests", r.outliers());
        }
        latency(phase, r.name(), "latency.", r.latencyMicros());
        latency(phase, r.name(), "ok-latency.", r.okLatencyMicros());
        latency(phase, r.name(), "corrected-latency.", r.correctedLatencyMicros());
    }

    private void latency(String phase, String request, String prefix, @Nullable Latency l) {
        if (l == null) {
            return;
        }
        micros(phase, request, prefix + "min", l.min());
        micros(phase, request, prefix + "mean", l.mean());
        micros(phase, request, prefix + "sd", l.stdDev());
        micros(phase, request, prefix + "p50", l.p50());
        micros(phase, request, prefix + "p75", l.p75());
        micros(phase, request, prefix + "p90", l.p90());
        micros(phase, request, prefix + "p95", l.p95());
        micros(phase, request, prefix + "p99", l.p99());
        micros(phase, request, prefix + "p99.9", l.p999());
        micros(phase, request, prefix + "max", l.max());
    }

    private void micros(String phase, String request, String metric, double micros) {
        add(phase, request, metric, "ms", micros / 1e3);
    }

    private void agents(String phase, AgentResult a) {
        if (a.tasks() != null) {
            add(phase, ALL, "tasks.ok", "tasks", a.tasks().ok());
            add(phase, ALL, "tasks.failed", "tasks", a.tasks().failed());
            add(phase, ALL, "tasks.good", "tasks", a.tasks().good());
            add(phase, ALL, "goodput", "/s", a.tasks().goodputPerSec());
            if (a.tasks().ended() > 0) {
                add(phase, ALL, "good-share", "ratio", a.tasks().goodShare());
            }
        }
        a.metrics().forEach(times -> {
            add(phase, times.request(), times.name() + ".count", "count", times.count());
            latency(phase, times.request(), times.name() + ".", times.micros());
        });
        if (a.streams() != null) {
            add(phase, ALL, "streams", "streams", a.streams().ok());
            add(phase, ALL, "streams.stalled", "streams", a.streams().stalled());
            optional(phase, "streams.unstreamed", "streams", a.streams().unstreamed());
            optional(phase, "streams.bursts", "streams", a.streams().bursts());
        }
        if (a.tokens() != null) {
            optional(phase, "tokens.in", "tokens", a.tokens().in());
            optional(phase, "tokens.out", "tokens", a.tokens().out());
            optional(phase, "tokens.in-cached", "tokens", a.tokens().cachedIn());
            optional(phase, "tokens.out-hidden", "tokens", a.tokens().hiddenOut());
            optional(phase, "tokens.out-rate", "/s", a.tokens().outPerSec());
        }
        if (a.cost() != null) {
            optional(phase, "cost", a.cost().currency(), a.cost().total());
            optional(phase, "cost.per-task", a.cost().currency(), a.cost().perTask());
        }
        if (a.routing() != null) {
            add(phase, ALL, "routing.accuracy", "ratio", a.routing().accuracy());
        }
    }

    private void resources(ResourceResults.ResourceResult result) {
        result.gauges().forEach(gauge -> {
            String name = gauge.subject() + "." + gauge.name();
            add(result.phase(), ALL, name + ".mean", gauge.unit(), gauge.mean());
            add(result.phase(), ALL, name + ".min", gauge.unit(), gauge.min());
            add(result.phase(), ALL, name + ".max", gauge.unit(), gauge.max());
        });
    }

    private void optional(String phase, String metric, String unit, @Nullable Number value) {
        if (value != null) {
            add(phase, ALL, metric, unit, value.doubleValue());
        }
    }

    private void add(String phase, String request, String metric, String unit, double value) {
        if (Double.isFinite(value)) {
            rows.add(new Row(phase, request, metric, unit, value));
        }
    }
}
