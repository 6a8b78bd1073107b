package io.orchestress.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.history.History;
import io.orchestress.history.MetricValue;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.Metric;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.AnswerResults;
import io.orchestress.record.Better;
import io.orchestress.record.Capacity;
import io.orchestress.record.DriftResult;
import io.orchestress.record.Estimate;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.Orphans;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.Planning;
import io.orchestress.record.Recovery;
import io.orchestress.record.RequestResult;
import io.orchestress.record.ResourceResults;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.ResourceResults.ResourceResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants;
import io.orchestress.record.metric.LatencyStat;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.record.metric.MetricDefinition;
import io.orchestress.record.metric.MetricSample;
import io.orchestress.record.metric.MetricSamples;
import io.orchestress.record.metric.ResourceMetric;
import io.orchestress.record.metric.RunPart;
import io.orchestress.report.ci.OpenMetrics;
import io.orchestress.report.export.Export;
import io.orchestress.report.export.ExportFormats;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.testkit.SyntheticPlanning;
import io.orchestress.testkit.SyntheticSides;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of which everything was measured: each metric of the catalogue is in whatever shows metrics. GateMetricsTest has the gates. */
class EveryMetricTest {
    private static final TenantIsolation ISOLATION = new TenantIsolation(
            "quiet",
            "noisy",
            new TenantIsolation.Side(List.of("b"), 20, 10, 400, 400, 300.0),
            new TenantIsolation.Side(List.of("a"), 20, 10, 400, 400, 200.0),
            true,
            true,
            new Estimate(1.5, 1.4, 1.6),
            new Estimate(1, 0.98, 1),
            "");

    @TempDir
    private Path folder;

    private static RunRecord everything() {
        Findings search = SyntheticPlanning.search(Capacity.Outcome.FOUND);
        RunRecord run = search.record();
        PhaseResult phase = run.phases().get(0);
        RequestResult.Latency latency =
                new RequestResult.Latency(1_000, 2_500, 100, 2_000, 2_200, 2_800, 3_000, 4_000, 5_000, 6_000);
        AgentResult agents = agents(phase.name(), latency);
        ResourceResult resources = new ResourceResult(
                phase.name(),
                MetricCatalogue.resources().stream()
                        .map(r -> new Gauge(r.subject(), r.resource(), r.unit(), 50, 0.5, 0.1, 0.9, 0.2, 0.8))
                        .toList());
        RequestResult totals = phase.total();
        RequestResult corrected = new RequestResult(
                totals.name(),
                totals.count(),
                totals.ok(),
                totals.failed(),
                totals.timedOut(),
                totals.throughputPerSec(),
                totals.failures(),
                latency,
                latency,
                latency,
                0.5,
                3,
                0.9);
        Estimate growth = new Estimate(1, 0.5, 1.5);
        return run.withResults(
                        run.loadStartedAt(),
                        run.endedAt(),
                        run.phases(),
                        corrected,
                        new AgentResults(agents, List.of(agents)),
                        new ResourceResults(resources, List.of(resources)),
                        0)
                .withTenants(new Tenants(List.of(), List.of(ISOLATION)))
                .withAnswers(new AnswerResults(10, 10, 10, 1, 1, 2, 0, 1, 5, 1, 1, 1, 8, 1, "", List.of()))
                .withPlanning(new Planning(
                                search.record().planning() == null
                                        ? null
                                        : search.record().planning().capacity(),
                                null,
                                List.of(new Recovery(
                                        "spike",
                                        phase.name(),
                                        "5 users",
                                        "a",
                                        1,
                                        20,
                                        Recovery.Outcome.RECOVERED,
                                        3.0,
                                        List.of())),
                                List.of(new DriftResult(
                                        phase.name(),
                                        "target",
                                        "rss",
                                        "B",
                                        60,
                                        1,
                                        2,
                                        growth,
                                        null,
                                        null,
                                        0,
                                        null,
                                        1.0,
                                        DriftResult.Outcome.STABLE,
                                        null,
                                        null,
                                        "")))
                        .withFaults(List.of(new FaultEffect(
                                phase.name(),
                                "429 of all models",
                                "a",
                                1,
                                9,
                                90,
                                90,
                                50,
                                40,
                                100.0,
                                50,
                                0,
                                50.0,
                                2.0,
                                1.8,
                                2.2,
                                2.1,
                                40,
                                900.0,
                                30,
                                3,
                                40,
                                1,
                                0,
                                0.01,
                                new FaultEffect.Slowdown(90, 60, 1.2),
                                ""))))
                .withBothSides(SyntheticSides.of(phase.name()))
                .withOrphans(new Orphans(
                        3, 2, 5, 100.0, 900.0, 900.0, 4, 120, 400, 0.02, 0.1, 100, 100, 80, 0.01, "USD", 1, 0, 1, 1,
                        "orc-1", ""));
    }

    private static AgentResult agents(String phase, RequestResult.Latency latency) {
        return new AgentResult(
                phase,
                new AgentResult.Tasks("*", 90, 10, 80, 1.6, 0.8, 2L),
                List.of(),
                Stream.of(Metric.values())
                        .map(metric -> new AgentResult.Times(metric.label(), "chat", 90, latency))
                        .toList(),
                new AgentResult.Streams(40, 400, 4, 20, 1L, 2L),
                new AgentResult.Tokens(
                        3000L, 1000L, 20.0, List.of(new AgentResult.ModelUse("m", 9, 3000L, 1000L)), null, 100L, 10L),
                new AgentResult.Cost("EUR", 0.5, 0.5, 0.005, List.of(), List.of()),
                new AgentResult.ModelShare(3, 9, 1 / 3.0),
                new AgentResult.Saving("m", 1, 0.5),
                new AgentResult.Routing(9, 1, 0.9, 0.6, 0.98, List.of()),
                1L,
                2L);
    }

    /** All but the start of a target, which no synthetic record was given. */
    private static Set<String> catalogue() {
        Set<String> names = new TreeSet<>();
        MetricCatalogue.numbers().stream()
                .filter(metric -> metric != MetricCatalogue.STARTUP)
                .map(MetricDefinition::name)
                .forEach(names::add);
        MetricCatalogue.distributions()
                .forEach(distribution ->
                        Stream.of(LatencyStat.values()).forEach(stat -> names.add(distribution.metric(stat.label()))));
        MetricCatalogue.resources().stream().flatMap(ResourceMetric::metrics).forEach(names::add);
        return names;
    }

    private static List<MetricSample> samples(RunRecord run) {
        List<MetricSample> samples = new ArrayList<>(MetricSamples.of(RunPart.run(run)));
        run.phases().forEach(phase -> samples.addAll(MetricSamples.of(RunPart.phase(run, phase))));
        return samples;
    }

    @Test
    void everyNameStandsOnce() {
        List<String> names = new ArrayList<>();
        MetricCatalogue.numbers().forEach(metric -> names.add(metric.name()));
        MetricCatalogue.distributions()
                .forEach(distribution ->
                        Stream.of(LatencyStat.values()).forEach(stat -> names.add(distribution.metric(stat.label()))));
        MetricCatalogue.resources().stream().flatMap(ResourceMetric::metrics).forEach(names::add);
        assertThat(names)
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches("[a-z][a-z0-9]*([.-][a-z0-9]+)*"));
        assertThat(MetricCatalogue.numbers()).allSatisfy(metric -> {
            assertThat(metric.meaning()).as(metric.name()).isNotBlank().doesNotContain("\n");
        });
    }

    /** As a word of its own: names that are keys of the configuration too, or labels of what is counted, stand there as that. */
    @Test
    void aNameStandsOnceInTheCode() throws IOException {
        String keys = Files.readString(Path.of("src/main/resources/reference.conf"));
        Set<String> labels = Stream.of(Counter.values()).map(Counter::label).collect(Collectors.toSet());
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        List<String> names = MetricCatalogue.numbers().stream()
                .map(MetricDefinition::name)
                .filter(name -> name.matches(".*[.-].*"))
                .filter(name -> !keys.matches("(?s).*[\\s{]" + name + " = .*") && !labels.contains(name))
                .toList();
        assertThat(names)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(sources.stream()
                                .mapToInt(source -> source.split("\"" + Pattern.quote(name) + "\"", -1).length - 1)
                                .sum())
                        .as(name)
                        .isEqualTo(1));
    }

    @Test
    void everyMetricIsTakenFromARecord() {
        assertThat(samples(everything())).extracting(MetricSample::metric).containsAll(catalogue());
        RunPart run = RunPart.run(everything());
        RunPart started = new RunPart(
                run.name(),
                run.load(),
                run.seconds(),
                run.total(),
                run.requests(),
                run.agents(),
                run.gauges(),
                Optional.of(1200L),
                run.capacity(),
                run.recoveries(),
                run.drifts(),
                run.sides(),
                run.answers(),
                run.faults(),
                run.orphans(),
                run.isolations(),
                run.tenants(),
                run.tenant(),
                run.strain());
        assertThat(MetricSamples.of(started))
                .filteredOn(sample -> sample.metric().equals("startup"))
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.value()).isEqualTo(1200);
                    assertThat(sample.unit()).isEqualTo("ms");
                });
    }

    @Test
    void everyMetricIsInTheTableOfFigures() throws IOException {
        Path file = folder.resolve("run.csv");
        Export.write(findings(), ExportFormats.of(file).orElseThrow(), file, Optional.empty());
        assertThat(Files.readAllLines(file).stream().map(line -> line.split(",", -1)[2]))
                .containsAll(catalogue());
    }

    /** The rule, in other words than the code's: underscores, and the unit at the end. */
    @Test
    void everyMetricIsInOpenMetricsByItsRule() throws IOException {
        StringWriter out = new StringWriter();
        OpenMetrics.write(findings(), out);
        Set<String> families = out.toString()
                .lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", -1)[2])
                .collect(Collectors.toSet());
        Map<String, String> units = Map.of(
                "TIME",
                "_seconds",
                "SHARE",
                "_ratio",
                "SCORE",
                "_ratio",
                "RATE",
                "_per_second",
                "MONEY",
                "",
                "COUNT",
                "");
        assertThat(families)
                .containsAll(MetricCatalogue.numbers().stream()
                        .filter(metric -> metric != MetricCatalogue.STARTUP)
                        .map(metric -> {
                            String unit = units.get(metric.quantity().name());
                            String name = "orchestress_"
                                    + metric.name().replace('.', '_').replace('-', '_');
                            return name.endsWith(unit) ? name : name + unit;
                        })
                        .toList())
                .containsAll(MetricCatalogue.distributions().stream()
                        .map(distribution ->
                                "orchestress_" + distribution.name().replace('-', '_') + "_seconds")
                        .toList())
                .contains(
                        "orchestress_resource_cpu_ratio",
                        "orchestress_resource_queue_depth",
                        "orchestress_resource_rss_bytes")
                .contains("orchestress_resource_disk_read_bytes_per_second", "orchestress_resource_loop_lag_seconds");
    }

    @Test
    void everyMetricWithADirectionIsRememberedForTrends() {
        RunRecord run = everything();
        History history = History.open(folder.resolve("runs.db"));
        history.add(run, folder.resolve(run.runId()));
        Set<String> expected = samples(run).stream()
                .filter(sample -> sample.better() != Better.NEITHER && sample.isKey())
                .map(MetricSample::metric)
                .filter(name -> !name.startsWith(MetricCatalogue.FAILURES + "."))
                .collect(Collectors.toSet());
        assertThat(expected)
                .contains("goodput", "recovery", "target.queue-depth.max", "load-step.throughput", "step.p95");
        assertThat(history.metrics(run.runId())).extracting(MetricValue::metric).containsAll(expected);
    }

    private static Findings findings() {
        return SyntheticPlanning.replaced(SyntheticFindings.spike().build(), everything());
    }
}
