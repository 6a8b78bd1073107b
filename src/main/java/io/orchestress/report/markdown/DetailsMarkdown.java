package io.orchestress.report.markdown;

import static io.orchestress.report.markdown.Markdown.text;

import io.orchestress.report.AgentTiles;
import io.orchestress.report.DriftFacts;
import io.orchestress.report.HeapFacts;
import io.orchestress.report.InjectorFacts;
import io.orchestress.report.MetricTable;
import io.orchestress.report.ProfileTables;
import io.orchestress.report.Remarks;
import io.orchestress.report.ReportMetric;
import io.orchestress.report.ResourceTables;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Table;
import io.orchestress.report.Table.Column;
import io.orchestress.report.TargetEventLines;
import io.orchestress.report.TenantTables;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** The folded part of {@code summary.md}, whatever is more than a screen: phases, agents, resources, endurance and profiles. */
final class DetailsMarkdown {
    /** Longest name of a phase or request in a table, in characters. */
    static final int LONGEST_NAME = 60;

    private static final List<ReportMetric> FIGURES = List.of(
            ReportMetric.PLANNED,
            ReportMetric.COUNT,
            ReportMetric.THROUGHPUT,
            ReportMetric.P50,
            ReportMetric.P95,
            ReportMetric.P99,
            ReportMetric.ERRORS);

    private DetailsMarkdown() {}

    static void write(RunFacts facts, Writer out) throws IOException {
        Table phases = phases(facts);
        if (!phases.isEmpty()) {
            out.write("\n<details><summary>Phases</summary>\n\n" + rows(phases) + "\n</details>\n");
        }
        folded(TargetEventLines.table(facts), out);
        for (Table tenants : TenantTables.of(facts)) {
            folded(tenants, out);
        }
        folded(HeapFacts.classes(facts.run()), out);
        agents(facts, out);
        resources(facts, out);
        folded(InjectorFacts.table(facts), out);
        endurance(facts, out);
        profiles(facts, out);
        list("Limits the target reached", Remarks.bounds(facts.run()), out);
        list("Not readable", Remarks.unread(facts.run()), out);
    }

    private static void list(String caption, List<String> texts, Writer out) throws IOException {
        if (!texts.isEmpty()) {
            out.write("\n<details><summary>" + caption + "</summary>\n\n");
            for (String sentence : texts) {
                out.write("- " + text(sentence) + "\n");
            }
            out.write("\n</details>\n");
        }
    }

    private static void folded(Table table, Writer out) throws IOException {
        if (!table.isEmpty()) {
            out.write(
                    "\n<details><summary>" + text(table.caption()) + "</summary>\n\n" + rows(table) + "\n</details>\n");
        }
    }

    /** The line that is never folded is among the first. */
    private static void endurance(RunFacts facts, Writer out) throws IOException {
        List<List<String>> rows = DriftFacts.of(facts.run()).stream()
                .map(drift -> List.of(
                        text(DriftFacts.name(drift)),
                        text(drift.phase()),
                        drift.outcome().name(),
                        text(drift.reason())))
                .toList();
        if (!rows.isEmpty()) {
            out.write("\n<details><summary>Endurance</summary>\n\n"
                    + Markdown.table(
                            List.of(
                                    Column.text("metric"),
                                    Column.text("phase"),
                                    Column.text("outcome"),
                                    Column.text("why")),
                            rows)
                    + "\n</details>\n");
        }
    }

    private static void agents(RunFacts facts, Writer out) throws IOException {
        List<AgentTiles.Tile> tiles = AgentTiles.of(facts);
        if (!tiles.isEmpty()) {
            List<List<String>> rows = tiles.stream()
                    .map(tile -> List.of(text(tile.name()), text(tile.value()), text(tile.note())))
                    .toList();
            out.write("\n<details><summary>Agents</summary>\n\n"
                    + Markdown.table(
                            List.of(Column.text("metric"), Column.number("value", "", ""), Column.text("")), rows)
                    + "\n</details>\n");
        }
    }

    private static void resources(RunFacts facts, Writer out) throws IOException {
        Table resources = ResourceTables.phases(facts);
        if (!resources.isEmpty()) {
            out.write("\n<details><summary>Resources</summary>\n\n" + text(resources.caption()) + "\n\n"
                    + rows(resources) + "\n</details>\n");
        }
    }

    private static void profiles(RunFacts facts, Writer out) throws IOException {
        String sentence = ProfileTables.sentence(facts.run().profiles());
        if (!sentence.isEmpty()) {
            out.write("\n<details><summary>Profiles of the target</summary>\n\n" + text(sentence) + "\n");
            for (ProfileTables.PhaseProfile profile :
                    ProfileTables.of(facts.run().profiles())) {
                out.write("\n" + text(profile.name() + ": " + profile.note()) + "\n");
                for (Table table : profile.tables()) {
                    out.write("\n" + rows(table));
                }
            }
            out.write("\n</details>\n");
        }
    }

    private static Table phases(RunFacts facts) {
        return MetricTable.of("", "phase", FIGURES, facts.phaseLines());
    }

    private static String rows(Table table) {
        List<List<String>> rows = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            List<String> cells = new ArrayList<>();
            for (int i = 0; i < row.cells().size(); i++) {
                cells.add(i == 0 ? first(row) : text(row.cells().get(i)));
            }
            rows.add(cells);
        }
        return Markdown.table(table.columns(), rows);
    }

    private static String first(Table.Row row) {
        String name = text(PlainText.shorten(row.cells().get(0), LONGEST_NAME));
        return switch (row.kind()) {
            case CORRECTED -> "*corrected for coordinated omission*";
            case WARM_UP -> name + " (warm-up)";
            case NOT_REACHED -> name + " (not reached)";
            case TOTAL -> "**" + name + "**";
            case PLAIN -> name;
        };
    }
}
