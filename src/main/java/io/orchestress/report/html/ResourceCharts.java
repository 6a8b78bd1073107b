package io.orchestress.report.html;

import static io.orchestress.text.Format.bytes;
import static io.orchestress.text.Format.clock;
import static io.orchestress.text.Format.latency;
import static io.orchestress.text.Format.number;
import static io.orchestress.text.Format.percent;

import io.orchestress.analysis.ResourceTimeline;
import io.orchestress.analysis.ResourceTimeline.Line;
import io.orchestress.record.ResourceName;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.Charts.Chart;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Resources as lanes below one another over the same time: only those that were read. */
final class ResourceCharts {
    /** @param told whether its peak is among those that are said in words */
    private record Lane(String subject, String name, String title, String colour, boolean told) {
        Optional<Line> of(ResourceTimeline resources) {
            return resources
                    .line(subject, name)
                    .filter(line -> line.means().stream().anyMatch(Objects::nonNull));
        }
    }

    private static final String OF_TARGET = "c0";
    private static final String OF_INJECTOR = "c3";
    private static final String OF_HOST = "c7";

    private static final List<Lane> LANES = List.of(
            new Lane(ResourceName.TARGET, ResourceName.CPU, "target CPU", OF_TARGET, true),
            new Lane(ResourceName.TARGET, ResourceName.RSS, "target RSS", OF_TARGET, true),
            new Lane(ResourceName.TARGET, ResourceName.HEAP, "target heap", OF_TARGET, false),
            new Lane(ResourceName.TARGET, ResourceName.HEAP_AFTER_GC, "target heap after GC", OF_TARGET, false),
            new Lane(ResourceName.TARGET, ResourceName.QUEUE_DEPTH, "target queue", OF_TARGET, true),
            new Lane(ResourceName.TARGET, ResourceName.SESSIONS, "target sessions", OF_TARGET, false),
            new Lane(ResourceName.TARGET, ResourceName.CONNECTIONS, "target connections", OF_TARGET, false),
            new Lane(ResourceName.TARGET, ResourceName.DATABASE_TIME, "target database time", OF_TARGET, false),
            new Lane(ResourceName.INJECTOR, ResourceName.CPU, "generator CPU", OF_INJECTOR, true),
            new Lane(ResourceName.INJECTOR, ResourceName.HEAP, "generator heap", OF_INJECTOR, true),
            new Lane(ResourceName.INJECTOR, ResourceName.LOOP_LAG, "generator event-loop lag", OF_INJECTOR, false),
            new Lane(
                    ResourceName.INJECTOR, ResourceName.RUN_QUEUE_WAIT, "generator run-queue wait", OF_INJECTOR, false),
            new Lane(ResourceName.HOST, ResourceName.CPU, "host CPU", OF_HOST, true),
            new Lane(ResourceName.HOST, ResourceName.STEAL, "host steal", OF_HOST, false),
            new Lane(ResourceName.HOST, ResourceName.MEMORY, "host memory in use", OF_HOST, true));

    private ResourceCharts() {}

    static List<Chart> of(RunFacts facts) {
        Optional<ResourceTimeline> resources = facts.findings().resourceTimeline();
        List<Lane> lanes = resources.map(ResourceCharts::read).orElse(List.of());
        if (lanes.isEmpty()) {
            return List.of();
        }
        String peaks = lanes.stream()
                .filter(lane -> lane.told() || lanes.stream().noneMatch(Lane::told))
                .map(lane -> peak(facts, means(resources.get(), lane), lane))
                .collect(Collectors.joining("; "));
        return List.of(new Chart(
                "resources",
                "Resources",
                "Target, load generator and host, mean of each bin; CPU is the share of all CPUs of the machine; gaps could not be read",
                "Highest: " + peaks + ".",
                "",
                List.of(),
                ""));
    }

    /** The lanes from top to bottom, in percent, bytes, seconds or as they are. */
    static Map<String, Object> data(ResourceTimeline resources) {
        List<Map<String, Object>> lanes = new ArrayList<>();
        for (Lane lane : read(resources)) {
            String unit = ResourceName.unit(lane.name());
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("name", lane.title());
            tree.put("colour", lane.colour());
            tree.put(
                    "unit",
                    switch (unit) {
                        case "ratio" -> "percent";
                        case "B" -> "bytes";
                        case "s" -> "seconds";
                        default -> "count";
                    });
            List<@Nullable Double> column = new ArrayList<>();
            for (Double mean : means(resources, lane)) {
                column.add(mean == null ? null : Double.valueOf(rounded(mean, unit)));
            }
            tree.put("data", column);
            lanes.add(tree);
        }
        return Map.of("lanes", lanes);
    }

    private static double rounded(double mean, String unit) {
        return switch (unit) {
            case "ratio" -> Math.round(mean * 1e4) / 100.0;
            case "B" -> Math.rint(mean);
            case "s" -> Math.round(mean * 1e6) / 1e6;
            default -> Math.round(mean * 100) / 100.0;
        };
    }

    private static List<Lane> read(ResourceTimeline resources) {
        return LANES.stream().filter(lane -> lane.of(resources).isPresent()).toList();
    }

    private static List<@Nullable Double> means(ResourceTimeline resources, Lane lane) {
        return lane.of(resources).map(Line::means).orElse(List.of());
    }

    private static String peak(RunFacts facts, List<@Nullable Double> means, Lane lane) {
        int peak = 0;
        double highest = Double.NEGATIVE_INFINITY;
        for (int bin = 0; bin < means.size(); bin++) {
            Double mean = means.get(bin);
            if (mean != null && mean > highest) {
                peak = bin;
                highest = mean;
            }
        }
        String text = switch (ResourceName.unit(lane.name())) {
            case "ratio" -> percent(highest);
            case "B" -> bytes(Math.round(highest));
            case "s" -> latency(highest * 1e6);
            default -> number(highest);
        };
        return lane.title() + " " + text + " at "
                + clock(facts.findings().timeline().bins().get(peak).atSeconds());
    }
}
