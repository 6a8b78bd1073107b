package io.orchestress.history;

import static io.orchestress.history.MetricValue.ALL;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.MetricName;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.RunRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The figures of a record that are remembered: of the run, and of each phase but warm-up. What was not measured is left out. */
final class RunMetrics {
    private static final List<String> TIMES =
            List.of(MetricName.TTFT, MetricName.TPOT, MetricName.TASK, MetricName.TASK_CORRECTED);
    private static final double MICROS_PER_MILLI = 1000;

    private final List<MetricValue> values = new ArrayList<>();

    private RunMetrics() {}

    static List<MetricValue> of(RunRecord run) {
        RunMetrics metrics = new RunMetrics();
        metrics.requests(run.totals(), ALL, ALL);
        Set<String> judged = run.phases().stream()
                .filter(phase -> !phase.warmUp())
                .map(PhaseResult::name)
                .collect(java.util.stream.Collectors.toSet());
        for (PhaseResult phase : run.phases()) {
            if (judged.contains(phase.name())) {
                metrics.requests(phase.total(), ALL, phase.name());
                phase.requests().forEach(request -> metrics.requests(request, request.name(), phase.name()));
            }
        }
        AgentResults agents = run.agents();
        if (agents != null) {
            metrics.agents(agents.total(), ALL);
            agents.phases().stream()
                    .filter(phase -> judged.contains(phase.phase()))
                    .forEach(phase -> metrics.agents(phase, phase.phase()));
        }
        ResourceResults resources = run.resources();
        if (resources != null) {
            metrics.resources(resources.total(), ALL);
            resources.phases().stream()
                    .filter(phase -> judged.contains(phase.phase()))
                    .forEach(phase -> metrics.resources(phase, phase.phase()));
        }
        return List.copyOf(metrics.values);
    }

    private void requests(@Nullable RequestResult result, String request, String phase) {
        if (result == null || result.count() == 0) {
            return;
        }
        latency(result.latencyMicros(), "", request, phase);
        Latency corrected = result.correctedLatencyMicros();
        if (corrected != null) {
            worse("p50.corrected", request, phase, corrected.p50() / MICROS_PER_MILLI, "ms");
            worse("p95.corrected", request, phase, corrected.p95() / MICROS_PER_MILLI, "ms");
            worse("p99.corrected", request, phase, corrected.p99() / MICROS_PER_MILLI, "ms");
            worse("mean.corrected", request, phase, corrected.mean() / MICROS_PER_MILLI, "ms");
        }
        better("throughput", request, phase, result.throughputPerSec(), "1/s");
        better("success-rate", request, phase, 1 - result.errorRate(), "ratio");
        worse("error-rate", request, phase, result.errorRate(), "ratio");
        better("apdex", request, phase, result.apdex(), "ratio");
    }

    private void latency(@Nullable Latency micros, String prefix, String request, String phase) {
        if (micros != null) {
            worse(prefix + "p50", request, phase, micros.p50() / MICROS_PER_MILLI, "ms");
            worse(prefix + "p95", request, phase, micros.p95() / MICROS_PER_MILLI, "ms");
            worse(prefix + "p99", request, phase, micros.p99() / MICROS_PER_MILLI, "ms");
            worse(prefix + "mean", request, phase, micros.mean() / MICROS_PER_MILLI, "ms");
        }
    }

    private void agents(AgentResult result, String phase) {
        AgentResult.Tasks tasks = result.tasks();
        if (tasks != null && tasks.ended() > 0) {
            better("goodput", ALL, phase, tasks.goodputPerSec(), "1/s");
            better("good-share", ALL, phase, tasks.goodShare(), "ratio");
        }
        TIMES.forEach(name -> times(result, name, phase));
        AgentResult.Cost cost = result.cost();
        if (cost != null && cost.perTask() != null) {
            worse("cost-per-task", ALL, phase, cost.perTask(), cost.currency());
        }
        AgentResult.Tokens tokens = result.tokens();
        if (tokens != null && tasks != null && tasks.ended() > 0 && tokens.in() != null && tokens.out() != null) {
            double perTask = (double) (tokens.in() + tokens.out()) / tasks.ended();
            worse("tokens-per-task", ALL, phase, perTask, "tokens");
        }
    }

    /** Where one request alone has the metric, the record has no entry for all of them: it is that of the one. */
    private void times(AgentResult result, String name, String phase) {
        List<AgentResult.Times> all = result.metrics().stream()
                .filter(times -> times.name().equals(name))
                .toList();
        all.forEach(times -> latency(times.micros(), name + ".", times.request(), phase));
        if (all.size() == 1 && !all.get(0).request().equals(ALL)) {
            latency(all.get(0).micros(), name + ".", ALL, phase);
        }
    }

    private void resources(ResourceResults.ResourceResult result, String phase) {
        for (ResourceResults.Gauge gauge : result.gauges()) {
            String name = gauge.subject() + "." + gauge.name();
            worse(name + ".mean", ALL, phase, gauge.mean(), gauge.unit());
            worse(name + ".max", ALL, phase, gauge.max(), gauge.unit());
        }
    }

    private void better(String metric, String request, String phase, double value, String unit) {
        values.add(new MetricValue(metric, request, phase, value, unit, true));
    }

    private void worse(String metric, String request, String phase, double value, String unit) {
        values.add(new MetricValue(metric, request, phase, value, unit, false));
    }
}
