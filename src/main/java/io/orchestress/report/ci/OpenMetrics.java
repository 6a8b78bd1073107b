package io.orchestress.report.ci;

import io.orchestress.analysis.Findings;
import io.orchestress.record.AgentResult;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.report.RunFacts;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Key figures as OpenMetrics 1.0 text, {@code metrics.txt}: what GitLab compares in a merge request, and what any scraper of files
 * reads. All are gauges: a run is over. Labels have no run id, so that the same figure has the same name in every run. {@code *} stands
 * for all phases but warm-up, or all requests. What was not measured is absent.
 */
public final class OpenMetrics {
    private static final double MICROS_PER_SECOND = 1e6;

    private record Sample(Map<String, String> labels, double value) {}

    private record Family(String unit, String help, List<Sample> samples) {}

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final RunRecord run;

    private OpenMetrics(RunRecord run) {
        this.run = run;
    }

    /** Writes the figures; equal findings give equal text. */
    public static void write(Findings findings, Writer out) throws IOException {
        OpenMetrics metrics = new OpenMetrics(new RunFacts(findings).run());
        metrics.collect();
        metrics.print(out);
    }

    private void collect() {
        verdict(run.verdict());
        if (run.totals() != null) {
            figures(run.totals(), Map.of("phase", "*"));
        }
        for (PhaseResult phase : run.phases()) {
            if (!phase.warmUp()) {
                figures(phase.total(), Map.of("phase", phase.name()));
            }
        }
        if (run.afterPlan() != null) {
            figures(run.afterPlan().total(), Map.of("phase", run.afterPlan().name()));
        }
        if (run.agents() != null) {
            agents(run.agents().total());
        }
        if (run.resources() != null) {
            resources(run.resources().total());
        }
        if (run.target().startupMillis() != null) {
            add(
                    "orchestress_startup_seconds",
                    "seconds",
                    "From the start of the target to its first answer.",
                    Map.of(),
                    run.target().startupMillis() / 1000.0);
        }
    }

    private void verdict(@Nullable Verdict verdict) {
        for (Verdict.Outcome outcome : Verdict.Outcome.values()) {
            boolean is = verdict != null && verdict.outcome() == outcome;
            add(
                    "orchestress_verdict",
                    "",
                    "1 for the outcome of the verdict, 0 for the others; all 0: there is no verdict.",
                    Map.of("outcome", outcome.name()),
                    is ? 1 : 0);
        }
        if (verdict != null && verdict.score() != null) {
            add("orchestress_score", "", "Score of the verdict, 0 to 100.", Map.of(), verdict.score());
        }
    }

    private void figures(RequestResult result, Map<String, String> where) {
        add("orchestress_requests", "", "Requests that ended.", where, result.count());
        if (!result.isCountOnly()) {
            add(
                    "orchestress_throughput_per_second",
                    "",
                    "Requests that started within the plan per second of it.",
                    where,
                    result.throughputPerSec());
        }
        if (result.count() > 0) {
            add("orchestress_error_ratio", "ratio", "Failed requests, of all that ended.", where, result.errorRate());
        }
        if (result.count() > 0 && !result.isCountOnly()) {
            add("orchestress_apdex_ratio", "ratio", "Apdex, 0 to 1.", where, result.apdex());
        }
        Latency latency = result.latencyMicros();
        if (latency != null) {
            add(
                    "orchestress_latency_mean_seconds",
                    "seconds",
                    "Mean response time.",
                    where,
                    latency.mean() / MICROS_PER_SECOND);
            quantiles("orchestress_latency_seconds", "Response time.", latency, where);
        }
        if (result.correctedLatencyMicros() != null) {
            quantiles(
                    "orchestress_latency_corrected_seconds",
                    "Response time from the intended start, free of coordinated omission.",
                    result.correctedLatencyMicros(),
                    where);
        }
    }

    private void quantiles(String name, String help, Latency latency, Map<String, String> where) {
        Map<String, Long> quantiles = new LinkedHashMap<>();
        quantiles.put("0.5", latency.p50());
        quantiles.put("0.95", latency.p95());
        quantiles.put("0.99", latency.p99());
        quantiles.put("1", latency.max());
        quantiles.forEach((quantile, micros) -> {
            Map<String, String> labels = new LinkedHashMap<>(where);
            labels.put("quantile", quantile);
            add(name, "seconds", help, labels, micros / MICROS_PER_SECOND);
        });
    }

    private void agents(AgentResult agents) {
        if (agents.tasks() != null) {
            add(
                    "orchestress_goodput_per_second",
                    "",
                    "Good tasks per second.",
                    Map.of(),
                    agents.tasks().goodputPerSec());
        }
        if (agents.tasks() != null && agents.tasks().ended() > 0) {
            add(
                    "orchestress_good_tasks_ratio",
                    "ratio",
                    "Good tasks, of all that ended.",
                    Map.of(),
                    agents.tasks().goodShare());
        }
        for (AgentResult.Times times : agents.metrics()) {
            quantiles(
                    "orchestress_agent_" + times.name().replaceAll("[^a-z0-9]", "_") + "_seconds",
                    "Time of agents: " + times.name() + ".",
                    times.micros(),
                    Map.of("request", times.request()));
        }
        if (agents.cost() != null && agents.cost().perTask() != null) {
            add(
                    "orchestress_cost_per_task",
                    "",
                    "Cost of a task.",
                    Map.of("currency", agents.cost().currency()),
                    agents.cost().perTask());
        }
        if (agents.routing() != null) {
            add(
                    "orchestress_routing_accuracy_ratio",
                    "ratio",
                    "Tasks done by the expected agent.",
                    Map.of(),
                    agents.routing().accuracy());
        }
    }

    private void resources(ResourceResults.ResourceResult resources) {
        for (ResourceResults.Gauge gauge : resources.gauges()) {
            Map<String, String> labels = Map.of("subject", gauge.subject(), "name", gauge.name(), "unit", gauge.unit());
            add("orchestress_resource_mean", "", "Mean of a resource over the run.", labels, gauge.mean());
            add("orchestress_resource_max", "", "Highest of a resource over the run.", labels, gauge.max());
        }
    }

    private void add(String family, String unit, String help, Map<String, String> labels, double value) {
        if (Double.isFinite(value)) {
            families.computeIfAbsent(family, name -> new Family(unit, help, new ArrayList<>()))
                    .samples()
                    .add(new Sample(labels, value));
        }
    }

    private void print(Writer out) throws IOException {
        for (Map.Entry<String, Family> family : families.entrySet()) {
            out.write("# TYPE " + family.getKey() + " gauge\n");
            if (!family.getValue().unit().isEmpty()) {
                out.write("# UNIT " + family.getKey() + " " + family.getValue().unit() + "\n");
            }
            out.write("# HELP " + family.getKey() + " "
                    + escaped(family.getValue().help()) + "\n");
            for (Sample sample : family.getValue().samples()) {
                out.write(family.getKey() + labels(sample.labels()) + " " + number(sample.value()) + "\n");
            }
        }
        out.write("# EOF\n");
    }

    private String labels(Map<String, String> own) {
        Map<String, String> all = new TreeMap<>(own);
        all.put("simulation", run.simulation());
        all.put("profile", run.profile());
        List<String> labels = new ArrayList<>();
        all.forEach((name, value) -> labels.add(name + "=\"" + escaped(PlainText.clean(value)) + "\""));
        return "{" + String.join(",", labels) + "}";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
