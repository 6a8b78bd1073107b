package io.orchestress.report.html;

import static io.orchestress.report.html.Charts.colour;
import static io.orchestress.report.html.Charts.slowest;
import static io.orchestress.report.html.Charts.some;
import static io.orchestress.text.Format.latency;

import io.orchestress.analysis.Findings;
import io.orchestress.analysis.HeatMap;
import io.orchestress.analysis.Spectrum;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.Charts.Chart;
import io.orchestress.report.html.Charts.Key;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The charts that show how latencies spread: heat map and percentile spectrum. */
final class DistributionCharts {
    private final Findings findings;
    private final List<Chart> charts = new ArrayList<>();

    private DistributionCharts(Findings findings) {
        this.findings = findings;
    }

    static List<Chart> of(RunFacts facts) {
        DistributionCharts distributions = new DistributionCharts(facts.findings());
        distributions.heatMap();
        distributions.spectrum();
        return distributions.charts;
    }

    private void heatMap() {
        HeatMap map = findings.heatMap();
        List<Long> edges = map.bandEdgesMicros();
        int low = map.cells().stream().mapToInt(HeatMap.Cell::band).min().orElse(0);
        int high = map.cells().stream().mapToInt(HeatMap.Cell::band).max().orElse(0);
        boolean any = !map.cells().isEmpty() && high + 1 < edges.size();
        charts.add(new Chart(
                "heat",
                "Latency heat map",
                "How many requests ended at each time with each latency",
                any ? "Latencies from " + latency(edges.get(low)) + " to " + latency(edges.get(high + 1)) + "." : "",
                "",
                List.of(),
                any ? "" : "No response arrived."));
    }

    private void spectrum() {
        List<Spectrum> lines = Spectra.ordered(findings);
        Map<Integer, Long> peaks = new HashMap<>();
        for (Spectrum line : lines) {
            if (!line.name().equals(Spectra.ALL)) {
                long last = line.points().get(line.points().size() - 1).micros();
                peaks.merge(Spectra.position(findings, line.name()), last, Math::max);
            }
        }
        Set<Integer> shown = slowest(peaks);
        List<Key> legend = IntStream.range(0, lines.size())
                .mapToObj(i -> {
                    Spectrum line = lines.get(i);
                    int request = Spectra.position(findings, line.name());
                    boolean all = line.name().equals(Spectra.ALL);
                    String style = all ? "all" : colour(request);
                    String dash = line.corrected() ? " corrected" : "";
                    return new Key(Spectra.label(line), "line " + style + dash, all || shown.contains(request), i);
                })
                .toList();
        boolean corrected = lines.stream().anyMatch(Spectrum::corrected);
        charts.add(new Chart(
                "spectrum",
                "Percentile spectrum",
                "Latency over percentile, warm-up left out; each step to the right is ten times rarer"
                        + (corrected ? "; dashed: corrected for coordinated omission" : "")
                        + some(shown.size(), peaks.size()),
                tail(lines),
                "log",
                legend,
                lines.isEmpty() ? "No response arrived outside warm-up." : ""));
    }

    private static String tail(List<Spectrum> lines) {
        return lines.stream()
                .filter(line -> line.name().equals(Spectra.ALL))
                .map(line -> {
                    Spectrum.Point last = line.points().get(line.points().size() - 1);
                    return (line.corrected()
                                    ? "corrected for coordinated omission "
                                    : "the line of all requests ends at ")
                            + latency(last.micros());
                })
                .reduce((measured, corrected) -> measured + ", " + corrected)
                .map(text -> PlainText.capital(text) + ".")
                .orElse("");
    }
}
