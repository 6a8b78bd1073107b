package io.orchestress.report.html;

import static io.orchestress.text.Format.clock;
import static io.orchestress.text.Format.latency;
import static io.orchestress.text.Format.rate;

import io.orchestress.analysis.AgentTimeline;
import io.orchestress.analysis.AgentTimeline.Bin;
import io.orchestress.analysis.Timeline;
import io.orchestress.analysis.Timeline.Percentiles;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.Charts.Chart;
import io.orchestress.report.html.Charts.Key;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The charts of agents: only those of what was measured. */
final class AgentCharts {
    private static final List<Key> PERCENTILES = List.of(
            new Key("max", "line pmax", true, 0),
            new Key("p99", "line p99", true, 1),
            new Key("p95", "line p95", true, 2),
            new Key("p75", "line p75", true, 3),
            new Key("p50", "line p50", true, 4));

    private final Timeline timeline;
    private final AgentTimeline agents;
    private final List<Chart> charts = new ArrayList<>();

    private AgentCharts(Timeline timeline, AgentTimeline agents) {
        this.timeline = timeline;
        this.agents = agents;
    }

    static List<Chart> of(RunFacts facts) {
        return facts.findings()
                .agentTimeline()
                .map(agents -> new AgentCharts(facts.findings().timeline(), agents).charts())
                .orElse(List.of());
    }

    private List<Chart> charts() {
        if (agents.hasTasks()) {
            rates(
                    "goodput",
                    "Goodput",
                    "Tasks done per second, within the SLO and outside it, stacked",
                    List.of(new Key("good", "area ok", true, 0), new Key("done, not good", "area e1", true, 1)),
                    "Most good tasks",
                    Bin::tasksGoodPerSec);
        }
        percentiles("ttft", "Time to first token over time", "Of the streams that ended in each bin", Bin::ttft);
        percentiles(
                "gaps",
                "Gaps between chunks over time",
                "From each chunk to the next (ITL, ICL), by the time at which their stream ended",
                Bin::gap);
        if (agents.hasTokens()) {
            rates(
                    "tokens",
                    "Output tokens per second",
                    "As the target reports them, when the call ended",
                    List.of(),
                    "Most tokens",
                    Bin::tokensOutPerSec);
        }
        if (agents.hasStreams()) {
            rates(
                    "streams",
                    "Streams per second",
                    "Streams that ended well",
                    List.of(),
                    "Most streams",
                    Bin::streamsPerSec);
        }
        return charts;
    }

    private void rates(
            String id, String title, String axis, List<Key> legend, String most, ToDoubleFunction<Bin> figure) {
        int peak = IntStream.range(0, agents.bins().size())
                .boxed()
                .max(Comparator.comparingDouble(
                        i -> figure.applyAsDouble(agents.bins().get(i))))
                .orElse(0);
        String summary = most + " at " + clock(timeline.bins().get(peak).atSeconds()) + ", "
                + rate(figure.applyAsDouble(agents.bins().get(peak))) + ".";
        charts.add(new Chart(id, title, axis, summary, "", legend, ""));
    }

    private void percentiles(String id, String title, String axis, Function<Bin, @Nullable Percentiles> figure) {
        Optional<Integer> worst = IntStream.range(0, agents.bins().size())
                .filter(i -> figure.apply(agents.bins().get(i)) != null)
                .boxed()
                .max(Comparator.comparingLong(
                        i -> p99(figure.apply(agents.bins().get(i)))));
        worst.ifPresent(i -> charts.add(new Chart(
                id,
                title,
                axis,
                "Highest p99 " + latency(p99(figure.apply(agents.bins().get(i)))) + " at "
                        + clock(timeline.bins().get(i).atSeconds()) + ".",
                "log",
                PERCENTILES,
                "")));
    }

    private static long p99(@Nullable Percentiles percentiles) {
        return percentiles == null ? 0 : percentiles.p99();
    }
}
