package io.orchestress.report.console;

import io.orchestress.analysis.Findings;
import io.orchestress.report.AgentTiles;
import io.orchestress.report.CapacityFacts;
import io.orchestress.report.DriftFacts;
import io.orchestress.report.Figure;
import io.orchestress.report.FigureTable;
import io.orchestress.report.FigureTable.Line;
import io.orchestress.report.GateRow;
import io.orchestress.report.InjectorFacts;
import io.orchestress.report.KeyFindings;
import io.orchestress.report.PlainText;
import io.orchestress.report.ProfileTables;
import io.orchestress.report.Quantities;
import io.orchestress.report.RecoveryLines;
import io.orchestress.report.ResourceTables;
import io.orchestress.report.RunFacts;
import io.orchestress.report.ScalabilityFacts;
import io.orchestress.report.StatusLine;
import io.orchestress.report.Table;
import io.orchestress.report.comparison.ComparisonText;
import io.orchestress.run.Comparison;
import io.orchestress.run.Issue;
import io.orchestress.run.Verdict;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is printed at the end of a run, on one screen: at most {@value #MAX_LINES} lines, {@value #MAX_LINES_COMPARED} with a
 * comparison, none of them wide.
 */
public final class ConsoleSummary {
    static final int MAX_LINES = 25;
    static final int MAX_LINES_COMPARED = 34;

    private static final int PHASES = 9;
    /** Blank line, heading, how many more phases, and the total. */
    private static final int BESIDE_PHASES = 4;

    private static final int GATES = 3;
    private static final int RECOVERIES = 3;
    private static final int ISSUES = 4;
    private static final int ISSUES_BESIDE_COMPARISON = 1;
    private static final int NAME = 24;
    private static final int WIDTH = 110;
    private static final List<Figure> FIGURES =
            List.of(Figure.COUNT, Figure.THROUGHPUT, Figure.P50, Figure.P95, Figure.P99, Figure.ERRORS);

    private final RunFacts facts;
    private final boolean ansi;
    private final List<String> lines = new ArrayList<>();

    private ConsoleSummary(RunFacts facts, boolean ansi) {
        this.facts = facts;
        this.ansi = ansi;
    }

    /** Without any control sequence. */
    public static void write(Findings findings, Path recordFolder, Writer out) throws IOException {
        write(findings, recordFolder, out, false);
    }

    /**
     * Writes the summary; equal findings give equal text.
     *
     * @param ansi whether the verdict is coloured, for a terminal
     */
    public static void write(Findings findings, Path recordFolder, Writer out, boolean ansi) throws IOException {
        for (String line : new ConsoleSummary(new RunFacts(findings), ansi).lines(recordFolder)) {
            out.write(line.stripTrailing() + "\n");
        }
    }

    private List<String> lines(Path recordFolder) {
        verdict();
        StatusLine.of(facts).ifPresent(this::add);
        if (facts.run().breaker().tripped()) {
            onTwoLines(KeyFindings.breakerTripped(facts));
        }
        if (facts.requests() == 0) {
            add("No request was measured.");
        }
        gates();
        planning();
        comparison();
        List<String> head = List.copyOf(lines);
        lines.clear();
        agents();
        resources();
        recoveries();
        DriftFacts.line(facts.run()).ifPresent(this::add);
        issues();
        lines.add("");
        lines.add("Report: " + Visible.line(recordFolder.resolve("report.html").toString()));
        List<String> tail = List.copyOf(lines);
        lines.clear();
        lines.addAll(head);
        int most = facts.run().comparison() == null ? MAX_LINES : MAX_LINES_COMPARED;
        table(most - head.size() - tail.size());
        lines.addAll(tail);
        return lines;
    }

    private void verdict() {
        Verdict verdict = facts.run().verdict();
        String name = PlainText.clean(facts.run().simulation());
        if (verdict == null) {
            add("NO VERDICT  " + name);
            return;
        }
        String score = verdict.score() == null
                ? ""
                : " (" + Quantities.fixed(verdict.score(), 0) + "/100"
                        + (verdict.grade() == null ? ")" : ", grade " + PlainText.clean(verdict.grade()) + ")");
        String rest = PlainText.shorten(
                "  " + PlainText.shorten(name, 40) + score + "  " + PlainText.clean(verdict.reason()), WIDTH - 12);
        lines.add(coloured(verdict) + rest);
    }

    private String coloured(Verdict verdict) {
        if (!ansi) {
            return verdict.outcome().name();
        }
        String colour = switch (verdict.outcome()) {
            case PASS -> "32";
            case WARN -> "33";
            case FAIL -> "31";
            case INCONCLUSIVE, INTERRUPTED -> "35";
        };
        return "\u001b[1;" + colour + "m" + verdict.outcome() + "\u001b[0m";
    }

    /** Where one is too short: the evidence is at the end. */
    private void onTwoLines(String sentence) {
        int space = sentence.length() <= WIDTH ? -1 : sentence.lastIndexOf(' ', WIDTH);
        add(space < 0 ? sentence : sentence.substring(0, space));
        if (space >= 0) {
            add("  " + sentence.substring(space + 1));
        }
    }

    private void comparison() {
        Comparison comparison = facts.run().comparison();
        if (comparison != null) {
            lines.add("");
            lines.addAll(ComparisonText.shortened(comparison));
        }
    }

    /** A line each, none where the run does not say. */
    private void planning() {
        CapacityFacts.of(facts.run()).ifPresent(capacity -> onTwoLines("Capacity: " + capacity.sentence()));
        ScalabilityFacts.of(facts.run()).ifPresent(scalability -> onTwoLines("Scalability: " + scalability.sentence()));
    }

    /** What did not pass. */
    private void gates() {
        Verdict verdict = facts.run().verdict();
        List<GateRow> rows = verdict == null
                ? List.of()
                : GateRow.of(verdict).stream()
                        .filter(row -> row.outcome().isPresent() && !row.word().equals(Verdict.Outcome.PASS.name()))
                        .limit(GATES)
                        .toList();
        for (GateRow row : rows) {
            String where = row.where().isEmpty() ? row.note() : row.where();
            add("  %s  %s: %s, limit %s%s"
                    .formatted(
                            row.word(),
                            row.name(),
                            row.actual(),
                            row.limit(),
                            where.isEmpty() ? "" : " (" + where + ")"));
        }
    }

    /** @param room lines that are left for it */
    private void table(int room) {
        List<Line> phases = facts.phaseLines().stream()
                .filter(line -> line.kind() != Table.Kind.CORRECTED)
                .toList();
        if (phases.stream().noneMatch(line -> line.result() != null)) {
            return;
        }
        Table table = FigureTable.of("", "phase", FIGURES, phases);
        int[] widths = IntStream.range(0, table.columns().size())
                .map(i -> Math.max(heading(table, i).length(), (int) table.rows().stream()
                        .mapToInt(row -> cell(row, i).length())
                        .max()
                        .orElse(0)))
                .toArray();
        lines.add("");
        lines.add(aligned(
                IntStream.range(0, widths.length)
                        .mapToObj(i -> heading(table, i))
                        .toList(),
                widths));
        List<Table.Row> rows = table.rows();
        boolean total = rows.get(rows.size() - 1).kind() == Table.Kind.TOTAL;
        int last = total ? rows.size() - 1 : rows.size();
        int most = Math.max(1, Math.min(PHASES, room - BESIDE_PHASES));
        int shown = last <= most + 1 ? last : most;
        rows.subList(0, shown).forEach(row -> lines.add(aligned(row, widths)));
        if (shown < last) {
            lines.add("  … and " + (last - shown) + " more phases");
        }
        rows.subList(last, rows.size()).forEach(row -> lines.add(aligned(row, widths)));
    }

    private static String heading(Table table, int column) {
        return table.columns().get(column).heading().replace("rate /s", "req/s");
    }

    private static String cell(Table.Row row, int column) {
        String text = row.cells().get(column);
        return column == 0
                ? PlainText.shorten(text, NAME) + (row.kind() == Table.Kind.WARM_UP ? " (warm-up)" : "")
                : text;
    }

    private static String aligned(Table.Row row, int[] widths) {
        return aligned(
                IntStream.range(0, widths.length).mapToObj(i -> cell(row, i)).toList(), widths);
    }

    private static String aligned(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder("  ");
        for (int i = 0; i < widths.length; i++) {
            String pad = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? cells.get(i) + pad : "  " + pad + cells.get(i));
        }
        return line.toString();
    }

    /** One or two lines, none where nothing was measured of agents. */
    private void agents() {
        List<AgentTiles.Tile> tiles = AgentTiles.of(facts);
        if (tiles.isEmpty()) {
            return;
        }
        lines.add("");
        StringBuilder line = new StringBuilder();
        for (AgentTiles.Tile tile : tiles) {
            String text = tile.name() + " " + tile.value() + (tile.note().isEmpty() ? "" : " (" + tile.note() + ")");
            if (!line.isEmpty() && line.length() + text.length() + 2 > WIDTH) {
                add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : "; ").append(text);
        }
        add(line.toString());
    }

    private void resources() {
        String sentence = ResourceTables.sentence(facts);
        if (!sentence.isEmpty()) {
            add(sentence);
        }
        String profiles = ProfileTables.sentence(facts.run().profiles());
        if (!profiles.isEmpty()) {
            add("profiles: " + profiles);
        }
        String injector = InjectorFacts.sentence(facts);
        if (!injector.isEmpty()) {
            add(injector);
        }
    }

    private void recoveries() {
        List<String> sentences = RecoveryLines.of(facts);
        sentences.stream().limit(RECOVERIES).forEach(this::add);
        if (sentences.size() > RECOVERIES) {
            add("and " + (sentences.size() - RECOVERIES) + " more recoveries");
        }
    }

    private void issues() {
        List<Issue> issues = facts.issues();
        if (issues.isEmpty()) {
            return;
        }
        lines.add("");
        int most = facts.run().comparison() == null ? ISSUES : ISSUES_BESIDE_COMPARISON;
        int shown = issues.size() <= most + 1 ? issues.size() : most;
        for (Issue issue : issues.subList(0, shown)) {
            add("%-8s  %s: %s"
                    .formatted(issue.severity(), PlainText.clean(issue.type()), PlainText.clean(issue.description())));
            if (!issue.symptoms().isEmpty()) {
                add(" ".repeat(10) + "its symptoms: " + RunFacts.symptomTypes(issue));
            }
        }
        if (shown < issues.size()) {
            add("and " + (issues.size() - shown) + " more issues");
        }
    }

    private void add(String line) {
        lines.add(PlainText.shorten(line, WIDTH));
    }
}
