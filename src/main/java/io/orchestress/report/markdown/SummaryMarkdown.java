package io.orchestress.report.markdown;

import static io.orchestress.report.markdown.Markdown.code;
import static io.orchestress.report.markdown.Markdown.text;

import io.orchestress.analysis.Findings;
import io.orchestress.report.AgentTiles;
import io.orchestress.report.Figure;
import io.orchestress.report.FigureTable;
import io.orchestress.report.KeyFindings;
import io.orchestress.report.PlainText;
import io.orchestress.report.Quantities;
import io.orchestress.report.RunFacts;
import io.orchestress.report.StatusLine;
import io.orchestress.report.Table;
import io.orchestress.report.Table.Column;
import io.orchestress.run.Issue;
import io.orchestress.run.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One screen for a pull request: verdict, gates, phases, top issues: {@code summary.md}. */
public final class SummaryMarkdown {
    private static final int TOP_ISSUES = 5;
    private static final int NAME = 60;
    private static final List<Figure> FIGURES =
            List.of(Figure.PLANNED, Figure.COUNT, Figure.THROUGHPUT, Figure.P50, Figure.P95, Figure.P99, Figure.ERRORS);

    private SummaryMarkdown() {}

    /** Writes the summary; equal findings give equal text. */
    public static void write(Findings findings, Writer out) throws IOException {
        RunFacts facts = new RunFacts(findings);
        Verdict verdict = facts.run().verdict();
        out.write("## " + mark(verdict) + " " + code(facts.run().simulation()) + "\n\n");
        out.write(reason(verdict) + "\n");
        String status = StatusLine.of(facts).orElse("");
        if (!status.isEmpty()) {
            out.write("\n> **" + text(status) + "**\n");
        }
        if (facts.run().breaker().tripped()) {
            out.write("\n> **" + text("The circuit breaker stopped the load" + KeyFindings.tripped(facts)) + "**\n");
        }
        out.write("\n" + context(facts) + "\n");
        if (verdict != null && !verdict.gates().isEmpty()) {
            out.write("\n### Gates\n\n" + gates(verdict));
        }
        Table phases = phases(facts);
        if (!phases.isEmpty()) {
            out.write("\n### Phases\n\n" + rows(phases));
        }
        agents(facts, out);
        issues(facts, out);
    }

    private static void agents(RunFacts facts, Writer out) throws IOException {
        List<AgentTiles.Tile> tiles = AgentTiles.of(facts);
        if (!tiles.isEmpty()) {
            List<List<String>> rows = tiles.stream()
                    .map(tile -> List.of(text(tile.name()), text(tile.value()), text(tile.note())))
                    .toList();
            out.write("\n### Agents\n\n"
                    + Markdown.table(
                            List.of(Column.text("figure"), Column.number("value", "", ""), Column.text("")), rows));
        }
    }

    private static String mark(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "❔ No verdict";
        }
        return switch (verdict.outcome()) {
            case PASS -> "✅ PASS";
            case WARN -> "⚠️ WARN";
            case FAIL -> "❌ FAIL";
            case INCONCLUSIVE -> "❔ INCONCLUSIVE";
        };
    }

    private static String reason(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "No verdict was derived for this record.";
        }
        String score = verdict.score() == null
                ? ""
                : " Score " + Quantities.fixed(verdict.score(), 0) + " of 100"
                        + (verdict.grade() == null ? "" : ", grade " + text(verdict.grade())) + ".";
        return text(verdict.reason()) + score;
    }

    private static String context(RunFacts facts) {
        return "Target " + code(facts.run().target().url()) + " ("
                + text(facts.run().target().protocol()) + "), profile "
                + text(facts.run().profile()) + ", " + text(facts.run().model()) + " model, "
                + Quantities.count(facts.requests(), "request") + " (" + facts.judged() + ") in "
                + Quantities.duration(facts.loadSeconds())
                + ", "
                + Quantities.instant(facts.run().startedAt()) + ".";
    }

    private static String gates(Verdict verdict) {
        List<Column> columns = List.of(
                Column.text("gate"),
                Column.text("outcome"),
                Column.number("actual", "", ""),
                Column.number("threshold", "", ""),
                Column.text("unit"),
                Column.text("note"));
        List<List<String>> rows = verdict.gates().stream()
                .map(g -> List.of(
                        text(g.name()),
                        mark(new Verdict(g.outcome(), null, null, "", List.of())),
                        g.actual() == null ? "–" : Quantities.number(g.actual()),
                        Quantities.number(g.threshold()),
                        text(g.unit()),
                        text(g.note())))
                .toList();
        return Markdown.table(columns, rows);
    }

    private static Table phases(RunFacts facts) {
        return FigureTable.of("", "phase", FIGURES, facts.phaseLines());
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
        String name = text(PlainText.shorten(row.cells().get(0), NAME));
        return switch (row.kind()) {
            case CORRECTED -> "*corrected for coordinated omission*";
            case WARM_UP -> name + " (warm-up)";
            case NOT_REACHED -> name + " (not reached)";
            case TOTAL -> "**" + name + "**";
            case PLAIN -> name;
        };
    }

    private static void issues(RunFacts facts, Writer out) throws IOException {
        List<Issue> issues = facts.issues();
        if (issues.isEmpty()) {
            return;
        }
        out.write("\n### Issues\n\n");
        for (Issue issue : issues.subList(0, Math.min(TOP_ISSUES, issues.size()))) {
            String severity = PlainText.capital(issue.severity().name().toLowerCase(Locale.ROOT));
            out.write("- **" + severity + "** " + text(issue.type()) + ": " + text(issue.description())
                    + (issue.symptoms().isEmpty() ? "" : " Its symptoms: " + text(RunFacts.symptomTypes(issue)) + ".")
                    + "\n");
        }
        if (issues.size() > TOP_ISSUES) {
            out.write("- and " + (issues.size() - TOP_ISSUES) + " more in issues.md\n");
        }
    }
}
