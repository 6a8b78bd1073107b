package io.orchestress.report.html;

import static io.orchestress.text.Format.clock;
import static io.orchestress.text.Format.count;
import static io.orchestress.text.Format.latency;
import static io.orchestress.text.Format.rate;

import io.orchestress.analysis.Timeline;
import io.orchestress.analysis.Timeline.Bin;
import io.orchestress.metrics.FailureClass;
import io.orchestress.record.SaturatedSum;
import io.orchestress.report.RunFacts;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The charts of the report as the page announces them: title, what is to be seen in words, legend. */
final class Charts {
    /** More lines than this in one chart and only the slowest are shown at first. */
    private static final int READABLE = 8;

    private static final int COLOURS = 8;

    private final RunFacts facts;
    private final Timeline timeline;
    private final List<Chart> charts = new ArrayList<>();

    private Charts(RunFacts facts) {
        this.facts = facts;
        this.timeline = facts.findings().timeline();
    }

    /**
     * A chart.
     *
     * @param axis what is drawn over what, with units
     * @param summary what is to be seen, for those who cannot
     * @param scale {@code log} or {@code linear} at first, with a switch; empty: no switch
     * @param empty why there is nothing to draw; empty: there is
     */
    record Chart(String id, String title, String axis, String summary, String scale, List<Key> legend, String empty) {
        Chart {
            legend = legend.stream()
                    .sorted(Comparator.comparing((Key k) -> !k.shown()))
                    .toList();
        }
    }

    /**
     * An entry of a legend.
     *
     * @param style class of its line or area, which gives colour and pattern
     * @param shown whether the line is drawn at first; those come first in the legend
     * @param series place of the line among the data of the chart
     */
    record Key(String name, String style, boolean shown, int series) {}

    static List<Chart> of(RunFacts facts) {
        Charts charts = new Charts(facts);
        if (charts.timeline.bins().isEmpty()) {
            return List.of();
        }
        charts.throughput();
        charts.percentiles();
        charts.byRequest();
        charts.charts.addAll(DistributionCharts.of(facts));
        charts.errors();
        charts.inFlight();
        charts.charts.addAll(AgentCharts.of(facts));
        charts.charts.addAll(ResourceCharts.of(facts));
        return List.copyOf(charts.charts);
    }

    /** Classes of failure in the time line, most frequent first. */
    static List<FailureClass> failureClasses(Timeline timeline) {
        Map<FailureClass, Long> sums = new HashMap<>();
        timeline.bins().forEach(bin -> bin.failures().forEach((c, n) -> sums.merge(c, n, SaturatedSum::plus)));
        return sums.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .sorted(Map.Entry.<FailureClass, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private void throughput() {
        Bin peak = max(bin -> bin.okPerSec() + bin.failedPerSec());
        Bin failed = max(Bin::failedPerSec);
        String users = facts.closedModel() ? "virtual users" : "virtual users alive";
        charts.add(new Chart(
                "throughput",
                "Throughput and load",
                "Requests that ended per second, successful and failed, stacked; users on the right axis",
                "Peak " + rate(peak.okPerSec() + peak.failedPerSec()) + " at " + clock(peak.atSeconds())
                        + (failed.failedPerSec() > 0
                                ? "; failures peak at " + rate(failed.failedPerSec()) + " at "
                                        + clock(failed.atSeconds())
                                : "; no failures")
                        + "; up to " + count(Math.round(max(Bin::users).users()), "user") + ".",
                "",
                List.of(
                        new Key("ok", "area ok", true, 0),
                        new Key("failed", "area failed", true, 1),
                        new Key(users, "line users", true, 2)),
                ""));
    }

    private void percentiles() {
        boolean any = timeline.bins().stream().anyMatch(b -> b.percentiles() != null);
        Bin worst = max(b -> b.percentiles() == null ? -1 : b.percentiles().p95());
        Bin best = timeline.bins().stream()
                .filter(b -> b.percentiles() != null)
                .min(Comparator.comparingDouble(Charts::p95))
                .orElse(worst);
        charts.add(new Chart(
                "percentiles",
                "Latency percentiles over time",
                "Latency of all requests that ended in each "
                        + (timeline.binSeconds() == 1 ? "second" : timeline.binSeconds() + " s"),
                any
                        ? "p95 lies between " + latency(p95(best)) + " at " + clock(best.atSeconds()) + " and "
                                + latency(p95(worst)) + " at " + clock(worst.atSeconds()) + "."
                        : "",
                "log",
                List.of(
                        new Key("max", "line pmax", true, 0),
                        new Key("p99", "line p99", true, 1),
                        new Key("p95", "line p95", true, 2),
                        new Key("p75", "line p75", true, 3),
                        new Key("p50", "line p50", true, 4)),
                any ? "" : "No response arrived."));
    }

    private void byRequest() {
        List<String> requests = timeline.requests();
        Map<Integer, Long> peaks = new HashMap<>();
        for (int i = 0; i < requests.size(); i++) {
            String name = requests.get(i);
            peaks.put(
                    i,
                    timeline.bins().stream()
                            .mapToLong(b -> b.p95MicrosByRequest().getOrDefault(name, 0L))
                            .max()
                            .orElse(0));
        }
        Set<Integer> shown = slowest(peaks);
        List<Key> legend = IntStream.range(0, requests.size())
                .mapToObj(i -> new Key(PlainText.clean(requests.get(i)), "line " + colour(i), shown.contains(i), i))
                .toList();
        String top = peaks.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .filter(e -> e.getValue() > 0)
                .limit(3)
                .map(e ->
                        PlainText.shorten(PlainText.clean(requests.get(e.getKey())), 40) + " " + latency(e.getValue()))
                .collect(Collectors.joining(", "));
        charts.add(new Chart(
                "requests",
                "p95 per request over time",
                "95th percentile of each request" + some(shown.size(), requests.size()),
                "Highest p95 of a single bin: " + top + ".",
                "log",
                legend,
                top.isEmpty() ? "No response arrived." : ""));
    }

    private void errors() {
        List<String> classes =
                failureClasses(timeline).stream().map(FailureClass::label).toList();
        List<Key> legend = IntStream.range(0, classes.size())
                .mapToObj(i -> new Key(PlainText.clean(classes.get(i)), "area e" + i % COLOURS, true, i))
                .toList();
        Bin worst = max(Bin::failedPerSec);
        charts.add(new Chart(
                "errors",
                "Errors by class",
                "Failed requests per second, stacked by class",
                classes.isEmpty()
                        ? ""
                        : "Most at " + clock(worst.atSeconds()) + ", " + rate(worst.failedPerSec())
                                + "; most frequent class: " + PlainText.clean(classes.get(0)) + ".",
                "",
                legend,
                classes.isEmpty() ? "No request failed." : ""));
    }

    private void inFlight() {
        Bin most = max(Bin::inFlight);
        charts.add(new Chart(
                "inflight",
                "Requests in flight",
                "Requests sent and not yet answered",
                "Up to " + count(most.inFlight()) + " at " + clock(most.atSeconds()) + ".",
                "",
                List.of(),
                ""));
    }

    private Bin max(ToDoubleFunction<Bin> figure) {
        return timeline.bins().stream().max(Comparator.comparingDouble(figure)).orElseThrow();
    }

    private static double p95(Bin bin) {
        return bin.percentiles() == null ? Double.NaN : bin.percentiles().p95();
    }

    static String some(int shown, int all) {
        return shown < all ? " (the " + shown + " slowest of " + all + "; the legend switches the others on)" : "";
    }

    static Set<Integer> slowest(Map<Integer, Long> peaks) {
        return peaks.entrySet().stream()
                .sorted(Map.Entry.<Integer, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(peaks.size() > READABLE + 2 ? READABLE : peaks.size())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Colour by place, and a pattern of dashes once the colours are used up. */
    static String colour(int index) {
        return "c" + index % COLOURS + (index < COLOURS ? "" : " d" + index / COLOURS % 4);
    }
}
