package io.orchestress.report;

import io.orchestress.record.AgentResult;
import io.orchestress.record.MetricName;
import io.orchestress.record.PhaseResult;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Kind;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Figures of agents phase by phase: a column for each that any phase has. */
final class AgentPhases {
    private record Figure(Column column, Function<AgentResult, Optional<String>> text) {}

    private static final List<Figure> FIGURES = List.of(
            rate(
                    "goodput",
                    "Good tasks per second",
                    a -> a.tasks() == null ? null : a.tasks().goodputPerSec()),
            new Figure(
                    Column.number("good", "%", "Good ÷ (done + failed) tasks"),
                    a -> Optional.ofNullable(a.tasks())
                            .filter(t -> t.ended() > 0)
                            .map(t -> Format.percent(t.goodShare()).replace(" %", ""))),
            time("task p95", MetricName.TASK, l -> l.p95()),
            time("TTFT p50", MetricName.TTFT, l -> l.p50()),
            time("TTFT p99", MetricName.TTFT, l -> l.p99()),
            time("ITL p50", MetricName.ITL, l -> l.p50()),
            time("ITL p99", MetricName.ITL, l -> l.p99()),
            time("ICL p50", MetricName.ICL, l -> l.p50()),
            time("ICL p99", MetricName.ICL, l -> l.p99()),
            time("TPOT p50", MetricName.TPOT, l -> l.p50()),
            rate(
                    "tokens out",
                    "Output tokens per second",
                    a -> a.tokens() == null ? null : a.tokens().outPerSec()),
            new Figure(
                    Column.number("stalled", "%", "Streams with a gap above orchestress.stream.stall"),
                    a -> Optional.ofNullable(a.streams())
                            .map(s -> Format.percent(s.stalledShare()).replace(" %", ""))));

    private AgentPhases() {}

    static Table table(RunFacts facts) {
        List<AgentResult> results = facts.agentPhases();
        List<Figure> figures = FIGURES.stream()
                .filter(figure ->
                        results.stream().anyMatch(a -> figure.text().apply(a).isPresent()))
                .toList();
        List<Column> columns = new ArrayList<>(List.of(Column.text("phase")));
        figures.forEach(figure -> columns.add(figure.column()));
        List<Row> rows = figures.isEmpty()
                ? List.of()
                : results.stream().map(a -> row(facts, a, figures)).toList();
        return new Table("Agents, by the phase in which their requests and tasks started", columns, rows);
    }

    private static Row row(RunFacts facts, AgentResult agents, List<Figure> figures) {
        Optional<PhaseResult> phase = facts.run().phases().stream()
                .filter(p -> p.name().equals(agents.phase()))
                .findFirst();
        List<String> cells = new ArrayList<>(List.of(PlainText.clean(agents.phase())));
        figures.forEach(figure -> cells.add(figure.text().apply(agents).orElse(MetricTable.NONE)));
        return new Row(
                phase.map(PhaseResult::warmUp).orElse(false) ? Kind.WARM_UP : Kind.PLAIN,
                phase.map(RunFacts::note).orElse(""),
                cells);
    }

    private static Figure time(
            String title, String metric, Function<io.orchestress.record.RequestResult.Latency, Long> percentile) {
        return new Figure(
                Column.number(title, "", AgentTimes.title(metric)),
                agents -> AgentTimes.of(agents, metric).map(l -> Format.latency(percentile.apply(l))));
    }

    private interface Rate {
        @org.jspecify.annotations.Nullable
        Double of(AgentResult agents);
    }

    private static Figure rate(String title, String hint, Rate rate) {
        return new Figure(
                Column.number(title, "/s", hint),
                agents -> Optional.ofNullable(rate.of(agents)).map(Format::number));
    }
}
