package io.orchestress.report.html;

import static io.orchestress.report.Quantities.bytes;
import static io.orchestress.report.Quantities.clock;
import static io.orchestress.report.Quantities.percent;

import io.orchestress.analysis.ResourceTimeline;
import io.orchestress.analysis.ResourceTimeline.Line;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.Charts.Chart;
import io.orchestress.report.html.Charts.Key;
import io.orchestress.run.ResourceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The charts of CPU and memory: only those lines that were read. */
final class ResourceCharts {
    /** @param ratio in percent on an axis of its own; else bytes */
    private record Lane(String subject, String name, String title, String style, boolean ratio) {}

    private static final List<Lane> CPU = List.of(
            new Lane(ResourceName.TARGET, ResourceName.CPU, "target", "line c0", true),
            new Lane(ResourceName.INJECTOR, ResourceName.CPU, "injector", "line c3", true),
            new Lane(ResourceName.HOST, ResourceName.CPU, "host", "line c7", true));
    private static final List<Lane> MEMORY = List.of(
            new Lane(ResourceName.TARGET, ResourceName.RSS, "target RSS", "line c0", false),
            new Lane(ResourceName.INJECTOR, ResourceName.HEAP, "injector heap", "line c3", false),
            new Lane(ResourceName.HOST, ResourceName.MEMORY, "host memory in use", "line c7", true));

    private ResourceCharts() {}

    static List<Chart> of(RunFacts facts) {
        List<Chart> charts = new ArrayList<>();
        facts.findings().resourceTimeline().ifPresent(resources -> {
            add(
                    charts,
                    facts,
                    resources,
                    "cpu",
                    "Resources: CPU",
                    "Share of all CPUs of the machine, mean of each bin; a gap is what could not be read",
                    CPU);
            add(
                    charts,
                    facts,
                    resources,
                    "memory",
                    "Resources: memory",
                    "Memory of the processes; of the host its share in use, on the right axis",
                    MEMORY);
        });
        return charts;
    }

    /** By chart, its lines in the order of the legend; bytes, or percent. */
    static Map<String, Object> data(ResourceTimeline resources) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("cpu", columns(resources, CPU));
        tree.put("memory", columns(resources, MEMORY));
        tree.put("percent", read(resources, MEMORY).stream().map(Lane::ratio).toList());
        return tree;
    }

    private static List<List<@Nullable Double>> columns(ResourceTimeline resources, List<Lane> lanes) {
        List<List<@Nullable Double>> columns = new ArrayList<>();
        for (Lane lane : read(resources, lanes)) {
            List<@Nullable Double> column = new ArrayList<>();
            for (Double mean : means(resources, lane)) {
                column.add(
                        mean == null
                                ? null
                                : Double.valueOf(lane.ratio() ? Math.round(mean * 1e4) / 100.0 : Math.rint(mean)));
            }
            columns.add(column);
        }
        return columns;
    }

    private static List<Lane> read(ResourceTimeline resources, List<Lane> lanes) {
        return lanes.stream()
                .filter(lane -> resources.line(lane.subject(), lane.name()).isPresent())
                .toList();
    }

    private static List<@Nullable Double> means(ResourceTimeline resources, Lane lane) {
        return resources.line(lane.subject(), lane.name()).map(Line::means).orElse(List.of());
    }

    private static void add(
            List<Chart> charts,
            RunFacts facts,
            ResourceTimeline resources,
            String id,
            String title,
            String axis,
            List<Lane> all) {
        List<Lane> lanes = read(resources, all);
        if (lanes.isEmpty()) {
            return;
        }
        String peaks = lanes.stream()
                .map(lane -> peak(facts, resources, lane))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        List<Key> legend = IntStream.range(0, lanes.size())
                .mapToObj(i -> new Key(lanes.get(i).title(), lanes.get(i).style(), true, i))
                .toList();
        charts.add(new Chart(id, title, axis, "Highest: " + peaks + ".", "", legend, ""));
    }

    private static Optional<String> peak(RunFacts facts, ResourceTimeline resources, Lane lane) {
        List<@Nullable Double> means = means(resources, lane);
        int peak = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int bin = 0; bin < means.size(); bin++) {
            Double mean = means.get(bin);
            if (mean != null && mean > highest) {
                peak = bin;
                highest = mean;
            }
        }
        return peak < 0
                ? Optional.empty()
                : Optional.of(lane.title() + " " + (lane.ratio() ? percent(highest) : bytes(Math.round(highest)))
                        + " at "
                        + clock(facts.findings().timeline().bins().get(peak).atSeconds()));
    }
}
