package io.orchestress.report.html;

import io.orchestress.analysis.AgentTimeline;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Spectrum;
import io.orchestress.analysis.Timeline;
import io.orchestress.analysis.Timeline.Bin;
import io.orchestress.analysis.Timeline.Percentiles;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.TargetEvent;
import io.orchestress.report.RunFacts;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the charts draw, as JSON for a data block of a page: columns instead of rows, latencies in microseconds, and no
 * character that an HTML parser would act on.
 */
final class ChartData {
    /** More columns than this are merged: a screen has no more to show them on. */
    private static final int HEAT_COLUMNS = 300;

    private ChartData() {}

    static String json(RunFacts facts) throws IOException {
        return SelfContained.json(tree(facts));
    }

    static Map<String, Object> tree(RunFacts facts) {
        Timeline timeline = facts.findings().timeline();
        List<Bin> bins = timeline.bins();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("end", round(facts.chartSeconds()));
        tree.put("bin", timeline.binSeconds());
        tree.put("closed", facts.closedModel());
        Double breaker = facts.run().breaker().atSeconds();
        tree.put("breaker", facts.run().breaker().tripped() ? breaker : null);
        tree.put("phases", phases(facts));
        List<Double> collections = facts.run().target().events().stream()
                .filter(TargetEvent::pauses)
                .map(event -> round(event.atSeconds()))
                .toList();
        if (!collections.isEmpty()) {
            tree.put("collections", collections);
        }
        tree.put("t", bins.stream().map(b -> round(b.atSeconds())).toList());
        tree.put("users", bins.stream().map(b -> round(b.users())).toList());
        tree.put("inFlight", bins.stream().map(Bin::inFlight).toList());
        tree.put("ok", bins.stream().map(b -> round(b.okPerSec())).toList());
        tree.put("failed", bins.stream().map(b -> round(b.failedPerSec())).toList());
        tree.put("percentiles", percentiles(bins, Bin::percentiles));
        tree.put("p95", timeline.requests().stream().map(r -> p95(r, bins)).toList());
        tree.put("errors", errors(facts));
        tree.put("heat", heat(facts.findings().heatMap()));
        tree.put(
                "spectra",
                Spectra.ordered(facts.findings()).stream()
                        .map(ChartData::spectrum)
                        .toList());
        facts.findings().agentTimeline().ifPresent(agents -> tree.put("agents", agents(agents)));
        List<Map<String, Object>> waterfalls = WaterfallCharts.data(facts);
        if (!waterfalls.isEmpty()) {
            tree.put("waterfalls", waterfalls);
        }
        facts.findings()
                .resourceTimeline()
                .ifPresent(resources -> tree.put("resources", ResourceCharts.data(resources)));
        return tree;
    }

    private static List<Map<String, Object>> phases(RunFacts facts) {
        List<Map<String, Object>> phases = new ArrayList<>();
        double end = facts.loadSeconds();
        for (PlannedPhase plan : facts.run().plan()) {
            if (plan.startSeconds() < end) {
                Map<String, Object> phase = new LinkedHashMap<>();
                phase.put("name", PlainText.clean(plan.name()));
                phase.put("kind", plan.kind().configName());
                phase.put("warmUp", plan.warmUp());
                phase.put("from", round(plan.startSeconds()));
                phase.put("to", round(Math.min(plan.endSeconds(), end)));
                phases.add(phase);
            }
        }
        return phases;
    }

    private static Map<String, Object> agents(AgentTimeline agents) {
        List<AgentTimeline.Bin> bins = agents.bins();
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("ttft", percentiles(bins, AgentTimeline.Bin::ttft));
        tree.put("gaps", percentiles(bins, AgentTimeline.Bin::gap));
        tree.put("tokens", bins.stream().map(b -> round(b.tokensOutPerSec())).toList());
        tree.put("streams", bins.stream().map(b -> round(b.streamsPerSec())).toList());
        tree.put("good", bins.stream().map(b -> round(b.tasksGoodPerSec())).toList());
        tree.put(
                "late",
                bins.stream()
                        .map(b -> round(Math.max(0, b.tasksOkPerSec() - b.tasksGoodPerSec())))
                        .toList());
        return tree;
    }

    private static <B> Map<String, List<@Nullable Long>> percentiles(
            List<B> bins, Function<B, @Nullable Percentiles> of) {
        Map<String, ToLongFunction<Percentiles>> lines = new LinkedHashMap<>();
        lines.put("p50", Percentiles::p50);
        lines.put("p75", Percentiles::p75);
        lines.put("p95", Percentiles::p95);
        lines.put("p99", Percentiles::p99);
        lines.put("max", Percentiles::max);
        Map<String, List<@Nullable Long>> columns = new LinkedHashMap<>();
        lines.forEach((name, figure) -> {
            List<@Nullable Long> column = new ArrayList<>();
            for (B bin : bins) {
                Percentiles percentiles = of.apply(bin);
                column.add(percentiles == null ? null : figure.applyAsLong(percentiles));
            }
            columns.put(name, column);
        });
        return columns;
    }

    private static List<@Nullable Long> p95(String request, List<Bin> bins) {
        List<@Nullable Long> column = new ArrayList<>();
        bins.forEach(bin -> column.add(bin.p95MicrosByRequest().get(request)));
        return column;
    }

    /** Failures per second, class by class in the order of the legend. */
    private static List<List<Double>> errors(RunFacts facts) {
        Timeline timeline = facts.findings().timeline();
        double seconds = Math.max(1, timeline.binSeconds());
        return Charts.failureClasses(timeline).stream()
                .map(failure -> timeline.bins().stream()
                        .map(bin -> round(bin.failures().getOrDefault(failure, 0L) / seconds))
                        .toList())
                .toList();
    }

    private static Map<String, Object> heat(HeatMap map) {
        int merge = Math.max(1, (map.columns() + HEAT_COLUMNS - 1) / HEAT_COLUMNS);
        SortedMap<Integer, SortedMap<Integer, Long>> columns = new TreeMap<>();
        map.cells()
                .forEach(cell -> columns.computeIfAbsent(cell.column() / merge, c -> new TreeMap<>())
                        .merge(cell.band(), cell.count(), SaturatedSum::plus));
        List<Long> flat = new ArrayList<>();
        columns.forEach((column, bands) -> bands.forEach((band, count) -> {
            flat.add((long) column);
            flat.add((long) band);
            flat.add(count);
        }));
        Map<String, Object> heat = new LinkedHashMap<>();
        heat.put("bin", map.binSeconds() * merge);
        heat.put("edges", map.bandEdgesMicros());
        heat.put("cells", flat);
        return heat;
    }

    private static List<List<Double>> spectrum(Spectrum spectrum) {
        return spectrum.points().stream()
                .filter(p -> p.percentile() < 100)
                .map(p -> List.of(significant(1 / (1 - p.percentile() / 100)), (double) p.micros()))
                .toList();
    }

    private static double round(double value) {
        return Double.isFinite(value) ? Math.round(value * 100) / 100.0 : 0;
    }

    private static double significant(double value) {
        double unit = Math.pow(10, Math.floor(Math.log10(value)) - 5);
        return Math.round(value / unit) * unit;
    }
}
