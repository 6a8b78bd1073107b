package io.orchestress.analysis;

import io.orchestress.record.ResourceRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts rows of resources into the bins of the time line. */
final class ResourceTimelineBuilder {
    private final int binSeconds;
    private final int binCount;
    private final Map<String, Map<String, Bins>> bySubject = new TreeMap<>();

    private record Bins(double[] sums, int[] samples) {}

    ResourceTimelineBuilder(double runSeconds) {
        this.binSeconds = BinWidth.seconds(runSeconds, TimelineBuilder.MOST_BINS);
        this.binCount = BinWidth.bins(runSeconds, binSeconds);
    }

    void add(ResourceRow row) {
        if (binCount > 0) {
            // A row stands at the end of its second: half a second earlier it is in it, whatever the jitter.
            int bin = BinWidth.binOf(row.atSeconds() - 0.5, binSeconds, binCount);
            Bins bins = bySubject
                    .computeIfAbsent(row.subject(), s -> new TreeMap<>())
                    .computeIfAbsent(row.name(), n -> new Bins(new double[binCount], new int[binCount]));
            bins.sums[bin] += row.value();
            bins.samples[bin]++;
        }
    }

    Optional<ResourceTimeline> build() {
        List<ResourceTimeline.Line> lines = new ArrayList<>();
        bySubject.forEach((subject, names) ->
                names.forEach((name, bins) -> lines.add(new ResourceTimeline.Line(subject, name, means(bins)))));
        return lines.isEmpty() ? Optional.empty() : Optional.of(new ResourceTimeline(lines));
    }

    private static List<@Nullable Double> means(Bins bins) {
        List<@Nullable Double> means = new ArrayList<>();
        for (int bin = 0; bin < bins.sums.length; bin++) {
            means.add(bins.samples[bin] == 0 ? null : Double.valueOf(bins.sums[bin] / bins.samples[bin]));
        }
        return means;
    }
}
