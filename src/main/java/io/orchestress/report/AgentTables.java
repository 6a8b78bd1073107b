package io.orchestress.report;

import static io.orchestress.text.Format.count;
import static io.orchestress.text.Format.latency;
import static io.orchestress.text.Format.percent;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResult.Cost;
import io.orchestress.record.AgentResult.ModelUse;
import io.orchestress.record.AgentResult.Tasks;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Kind;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The metrics of agents as tables; only those that have a row. */
public final class AgentTables {
    private static final int CONFUSIONS = 20;

    private AgentTables() {}

    /** In the order of reading: tasks, phases, times, models, routing. */
    public static List<Table> of(RunFacts facts) {
        return facts.agents()
                .map(total -> {
                    List<Table> tables = new ArrayList<>(List.of(
                            tasks(total), AgentPhases.table(facts), times(total), models(total), routing(total)));
                    tables.removeIf(Table::isEmpty);
                    return List.copyOf(tables);
                })
                .orElse(List.of());
    }

    private static Table tasks(AgentResult total) {
        boolean cutOff = total.tasks() != null && total.tasks().cutOff() > 0;
        List<Row> rows = new ArrayList<>();
        total.tasksByName().forEach(tasks -> rows.add(row(Kind.PLAIN, PlainText.clean(tasks.name()), tasks, cutOff)));
        if (total.tasks() != null && rows.size() > 1) {
            rows.add(row(Kind.TOTAL, "all tasks", total.tasks(), cutOff));
        }
        List<Column> columns = new ArrayList<>(List.of(
                Column.text("task"),
                Column.number("done", "", ""),
                Column.number("failed", "", ""),
                Column.number("good", "", "Done within every limit of orchestress.slo that applies"),
                Column.number("good", "%", "Good ÷ (done + failed)"),
                Column.number("goodput", "/s", "Good tasks ÷ seconds of the load")));
        if (cutOff) {
            columns.add(Column.number("unfinished", "", "Not ended when the load stopped; in none of the others"));
        }
        return new Table(cutOff ? "Tasks" : "Tasks that ended", columns, rows);
    }

    private static Row row(Kind kind, String name, Tasks tasks, boolean cutOff) {
        List<String> cells = new ArrayList<>(List.of(
                name,
                count(tasks.ok()),
                count(tasks.failed()),
                count(tasks.good()),
                tasks.ended() == 0 ? "–" : percent(tasks.goodShare()).replace(" %", ""),
                Format.number(tasks.goodputPerSec())));
        if (cutOff) {
            cells.add(count(tasks.cutOff()));
        }
        return new Row(kind, "", cells);
    }

    private static Table times(AgentResult total) {
        List<Row> rows = AgentTimes.ordered(total).stream()
                .map(times -> {
                    Latency t = times.micros();
                    boolean all = times.request().equals(SeriesKey.ALL_REQUESTS);
                    return Row.of(
                            AgentTimes.title(times.name()),
                            all ? "all" : PlainText.clean(times.request()),
                            count(times.count()),
                            latency(t.mean()),
                            latency(t.p50()),
                            latency(t.p90()),
                            latency(t.p95()),
                            latency(t.p99()),
                            latency(t.max()));
                })
                .toList();
        return new Table(
                "Times, warm-up left out",
                List.of(
                        Column.text("time"),
                        Column.text("request or task"),
                        Column.number("count", "", ""),
                        Column.number("mean", "", ""),
                        Column.number("p50", "", ""),
                        Column.number("p90", "", ""),
                        Column.number("p95", "", ""),
                        Column.number("p99", "", ""),
                        Column.number("max", "", "")),
                rows);
    }

    private static Table models(AgentResult total) {
        List<ModelUse> models =
                total.tokens() == null ? List.of() : total.tokens().byModel();
        Cost cost = total.cost();
        Map<String, Double> costs = new HashMap<>();
        if (cost != null) {
            cost.byModel().forEach(model -> costs.put(model.model(), model.cost()));
        }
        String currency = cost == null ? "" : PlainText.clean(cost.currency());
        List<Row> rows = new ArrayList<>();
        for (ModelUse model : models) {
            Double own = costs.get(model.model());
            rows.add(Row.of(
                    AgentTiles.model(model.model()),
                    count(model.calls()),
                    tokens(model.in()),
                    tokens(model.out()),
                    own == null ? "unknown" : Format.money(own, "")));
        }
        if (rows.size() > 1 && cost != null && total.tokens() != null) {
            rows.add(new Row(
                    Kind.TOTAL,
                    "",
                    List.of(
                            "all models",
                            count(models.stream().mapToLong(ModelUse::calls).reduce(0, SaturatedSum::plus)),
                            tokens(total.tokens().in()),
                            tokens(total.tokens().out()),
                            cost.total() == null ? "unknown" : Format.money(cost.total(), ""))));
        }
        return new Table(
                "Models: tokens as the target reports them, cost by the price table",
                List.of(
                        Column.text("model"),
                        Column.number("calls", "", ""),
                        Column.number("tokens in", "", ""),
                        Column.number("tokens out", "", ""),
                        Column.number("cost", currency, "Unknown without a price, or without both token counts")),
                rows);
    }

    private static String tokens(@Nullable Long tokens) {
        return tokens == null ? MetricTable.NONE : count(tokens);
    }

    private static Table routing(AgentResult total) {
        List<Row> rows = total.routing() == null
                ? List.of()
                : total.routing().confusions().stream()
                        .limit(CONFUSIONS)
                        .map(c -> Row.of(PlainText.clean(c.expected()), PlainText.clean(c.chosen()), count(c.count())))
                        .toList();
        return new Table(
                "Tasks done by another agent than the expected one",
                List.of(Column.text("expected"), Column.text("chosen"), Column.number("tasks", "", "")),
                rows);
    }
}
