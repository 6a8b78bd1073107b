package io.orchestress.report;

import static io.orchestress.text.Format.count;
import static io.orchestress.text.Format.latency;

import io.orchestress.record.AgentResult;
import io.orchestress.record.Estimate;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.SeriesKey;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants;
import io.orchestress.record.Tenants.TenantResult;
import io.orchestress.report.Table.Column;
import io.orchestress.report.Table.Row;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each kind of users got, and what it lost beside another, as sentences and tables. */
public final class TenantTables {
    private static final String NONE = "–";

    private TenantTables() {}

    /** One sentence for each tenant that sends with another and without it. */
    public static List<String> lines(RunFacts facts) {
        Tenants tenants = facts.run().tenants();
        return tenants == null
                ? List.of()
                : tenants.isolations().stream().map(TenantTables::sentence).toList();
    }

    private static String sentence(TenantIsolation isolation) {
        Estimate ratio = isolation.ratio();
        Estimate served = isolation.served();
        String who = PlainText.clean(isolation.tenant()) + " beside " + PlainText.clean(isolation.beside());
        if (served == null) {
            return "Isolation not known: " + PlainText.clean(isolation.doubt()) + ".";
        }
        String times = ratio == null
                ? "unknown: " + PlainText.clean(isolation.doubt())
                : Format.of(ratio.value(), "") + " (95 % interval " + interval(ratio, "") + "): p95 of "
                        + isolation.noun() + " " + millis(isolation.with()) + " beside it, "
                        + millis(isolation.without()) + " without";
        return "Isolation of " + who + ": " + times + "; served " + Format.of(served.value(), "ratio")
                + " of what it is served without (95 % interval " + interval(served, "ratio") + ").";
    }

    private static String interval(Estimate estimate, String unit) {
        return Format.of(estimate.low(), unit) + " to " + Format.of(estimate.high(), unit);
    }

    private static String millis(TenantIsolation.Side side) {
        return side.p95Millis() == null ? NONE : Format.of(side.p95Millis(), "ms");
    }

    /** TenantIsolation, then each tenant beside the others by phase; none where there is one kind of users. */
    public static List<Table> of(RunFacts facts) {
        Tenants tenants = facts.run().tenants();
        if (tenants == null) {
            return List.of();
        }
        List<Table> tables = new ArrayList<>(List.of(isolation(tenants), results(facts, tenants)));
        tables.removeIf(Table::isEmpty);
        return List.copyOf(tables);
    }

    private static Table isolation(Tenants tenants) {
        return new Table(
                "Isolation: what one tenant gets while another sends",
                List.of(
                        Column.text("tenant"),
                        Column.text("beside"),
                        Column.text("phases with it"),
                        Column.text("phases without it"),
                        Column.number("p95 with it", "", "of tasks, or of requests where there are no tasks"),
                        Column.number("p95 without it", "", "the same"),
                        Column.number("isolation", "", "p95 with it ÷ p95 without it"),
                        Column.number("95 % interval", "", "by sections of time"),
                        Column.number("served", "", "what it is served with it ÷ without it"),
                        Column.number("95 % interval", "", "by sections of time"),
                        Column.text("note")),
                tenants.isolations().stream().map(TenantTables::row).toList());
    }

    private static Row row(TenantIsolation isolation) {
        return Row.of(
                PlainText.clean(isolation.tenant()),
                PlainText.clean(isolation.beside()),
                names(isolation.with()),
                names(isolation.without()),
                millis(isolation.with()),
                millis(isolation.without()),
                value(isolation.ratio(), ""),
                bounds(isolation.ratio(), ""),
                value(isolation.served(), "ratio"),
                bounds(isolation.served(), "ratio"),
                PlainText.clean(isolation.doubt()));
    }

    private static String names(TenantIsolation.Side side) {
        return PlainText.clean(String.join(", ", side.phases()));
    }

    private static String value(@Nullable Estimate estimate, String unit) {
        return estimate == null ? NONE : Format.of(estimate.value(), unit);
    }

    private static String bounds(@Nullable Estimate estimate, String unit) {
        return estimate == null ? NONE : interval(estimate, unit);
    }

    private static Table results(RunFacts facts, Tenants tenants) {
        List<Row> rows = new ArrayList<>();
        facts.run()
                .phases()
                .forEach(phase -> tenants.names()
                        .forEach(name -> tenants.result(name, phase.name())
                                .ifPresent(result -> rows.add(row(
                                        phase.warmUp() ? Table.Kind.WARM_UP : Table.Kind.PLAIN,
                                        PlainText.clean(phase.name()),
                                        result)))));
        tenants.names()
                .forEach(name -> tenants.result(name, SeriesKey.ALL_REQUESTS)
                        .ifPresent(result -> rows.add(row(Table.Kind.TOTAL, "run without warm-up", result))));
        return new Table(
                "Tenants side by side",
                List.of(
                        Column.text("phase"),
                        Column.text("tenant"),
                        Column.number("requests", "", "that started in the phase"),
                        Column.number("failed", "", "of them"),
                        Column.number("throughput", "", "requests per second"),
                        Column.number("p50", "", "from the actual start"),
                        Column.number("p95", "", "from the actual start"),
                        Column.number("p95 corrected", "", "from the intended start"),
                        Column.number("tasks", "", "that ended"),
                        Column.number("tasks failed", "", "of them"),
                        Column.number("tokens", "", "input and output, as the target reports them"),
                        Column.number("cost", "", "by the price table")),
                rows);
    }

    private static Row row(Table.Kind kind, String phase, TenantResult result) {
        RequestResult total = result.total();
        Optional<AgentResult> agents = Optional.ofNullable(result.agents());
        Optional<AgentResult.Tasks> tasks = agents.flatMap(of -> Optional.ofNullable(of.tasks()));
        Optional<AgentResult.Tokens> tokens = agents.flatMap(of -> Optional.ofNullable(of.tokens()));
        Optional<AgentResult.Cost> cost = agents.flatMap(of -> Optional.ofNullable(of.cost()));
        return new Row(
                kind,
                "",
                List.of(
                        phase,
                        PlainText.clean(result.tenant()),
                        count(total.count()),
                        Format.percent(total.errorRate()),
                        Format.rate(total.throughputPerSec()),
                        time(total.latencyMicros(), 50),
                        time(total.latencyMicros(), 95),
                        time(total.correctedLatencyMicros(), 95),
                        tasks.map(of -> count(of.ended())).orElse(NONE),
                        tasks.map(of -> Format.percent(of.ended() == 0 ? 0 : (double) of.failed() / of.ended()))
                                .orElse(NONE),
                        tokens.map(TenantTables::tokens).orElse(NONE),
                        cost.map(TenantTables::cost).orElse(NONE)));
    }

    private static String tokens(AgentResult.Tokens tokens) {
        Long in = tokens.in();
        Long out = tokens.out();
        return in == null && out == null ? NONE : count((in == null ? 0 : in) + (out == null ? 0 : out));
    }

    private static String cost(AgentResult.Cost cost) {
        Double total = cost.total();
        return total == null ? NONE : Format.money(total, cost.currency());
    }

    private static String time(@Nullable Latency micros, int percentile) {
        return micros == null ? NONE : latency(percentile == 50 ? micros.p50() : micros.p95());
    }
}
