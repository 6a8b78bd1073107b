package io.orchestress.report.html;

import io.orchestress.analysis.Findings;
import io.orchestress.report.RunFacts;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The charts over time of a run that goes on: those of its report, as figures of a page and the data that they draw. */
public final class RunCharts {
    /** Over the whole run, and not over time. */
    private static final String SPECTRUM = "spectrum";

    private final RunFacts facts;
    private final List<Charts.Chart> charts;

    private RunCharts(RunFacts facts, List<Charts.Chart> charts) {
        this.facts = facts;
        this.charts = charts;
    }

    /** @param findings of a run so far, without spectra */
    public static RunCharts of(Findings findings) {
        RunFacts facts = new RunFacts(findings);
        return new RunCharts(
                facts,
                Charts.of(facts).stream()
                        .filter(chart -> !chart.id().equals(SPECTRUM))
                        .toList());
    }

    /** Equal where the same figures serve: the same charts, with lines of the same names in the same places. */
    public String structure() {
        return phaseNames()
                + charts.stream()
                        .map(chart -> chart.id()
                                + chart.axis()
                                + chart.empty()
                                + chart.legend().stream()
                                        .map(key -> key.series() + key.name() + key.style())
                                        .sorted()
                                        .toList())
                        .collect(Collectors.joining());
    }

    /** The figures, whose texts are escaped. */
    public String html() throws IOException {
        return SoFar.html("live-charts.peb", Map.of("charts", charts, "phaseNames", phaseNames()));
    }

    /** What is to be seen, in words, by the id of the chart. */
    public Map<String, String> summaries() {
        Map<String, String> summaries = new LinkedHashMap<>();
        charts.forEach(chart -> summaries.put(chart.id(), chart.summary()));
        return summaries;
    }

    /** What the script of the report draws. */
    public Map<String, Object> data() {
        return ChartData.tree(facts);
    }

    private List<String> phaseNames() {
        return facts.run().plan().stream()
                .filter(phase -> phase.startSeconds() < facts.loadSeconds())
                .map(phase -> PlainText.clean(phase.name()))
                .toList();
    }
}
