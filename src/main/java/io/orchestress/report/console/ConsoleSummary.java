package io.orchestress.report.console;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Comparison;
import io.orchestress.record.Issue;
import io.orchestress.record.Verdict;
import io.orchestress.report.AgentTiles;
import io.orchestress.report.AnswerFacts;
import io.orchestress.report.CapacityFacts;
import io.orchestress.report.DriftFacts;
import io.orchestress.report.FailedRequests;
import io.orchestress.report.FaultLines;
import io.orchestress.report.GateRow;
import io.orchestress.report.HeapFacts;
import io.orchestress.report.InjectorFacts;
import io.orchestress.report.KeyFindings;
import io.orchestress.report.OrphanLine;
import io.orchestress.report.ProfileTables;
import io.orchestress.report.RecoveryLines;
import io.orchestress.report.Remarks;
import io.orchestress.report.ResourceTables;
import io.orchestress.report.RunFacts;
import io.orchestress.report.ScalabilityFacts;
import io.orchestress.report.SidesTables;
import io.orchestress.report.StatusLine;
import io.orchestress.report.TenantTables;
import io.orchestress.report.comparison.ComparisonText;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import io.orchestress.text.Visible;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The text at the end of a run: the verdict with its reason and caveats, failures and their causes, recommendations. A line is cut
 * nowhere; where there is more of a kind than fits a screen or two, the rest is counted and is in the report.
 */
public final class ConsoleSummary {
    private static final int GATES = 6;
    private static final int FAILURES = 8;
    private static final int RECOVERIES = 3;
    private static final int ISSUES = 5;
    private static final int ISSUES_BESIDE_COMPARISON = 2;
    private static final int NAME = 28;
    /** Its line is above already. */
    private static final String BREAKER = "circuit-breaker";

    private static final List<Verdict.Outcome> WORST_FIRST = List.of(
            Verdict.Outcome.INTERRUPTED, Verdict.Outcome.FAIL, Verdict.Outcome.INCONCLUSIVE, Verdict.Outcome.WARN);

    private final RunFacts facts;
    private final boolean ansi;
    private final ConsoleLines lines;

    private ConsoleSummary(RunFacts facts, boolean ansi) {
        this.facts = facts;
        this.ansi = ansi;
        lines = new ConsoleLines(ansi);
    }

    /** Without any control sequence. */
    public static void write(Findings findings, Path recordFolder, Writer out) throws IOException {
        write(findings, recordFolder, out, false);
    }

    /**
     * Writes the summary; equal findings give equal text.
     *
     * @param ansi for a terminal: the verdict is coloured, and wide lines go on in the next
     */
    public static void write(Findings findings, Path recordFolder, Writer out, boolean ansi) throws IOException {
        for (String line : new ConsoleSummary(new RunFacts(findings), ansi).lines(recordFolder)) {
            out.write(line.stripTrailing() + "\n");
        }
    }

    private List<String> lines(Path recordFolder) {
        verdict();
        StatusLine.of(facts).ifPresent(lines::add);
        if (facts.run().breaker().tripped()) {
            lines.add(KeyFindings.breakerTripped(facts));
        }
        InjectorFacts.caveat(facts.run()).ifPresent(caveat -> lines.add("!! " + caveat));
        if (facts.requests() == 0) {
            lines.add("No request was measured.");
        }
        gates();
        planning();
        comparison();
        PhaseLines.add(facts, lines);
        failures();
        Remarks.bounds(facts.run()).forEach(bound -> lines.add("Limit reached: " + bound));
        agents();
        AnswerFacts.line(facts.run()).ifPresent(line -> lines.add("Answers: " + line));
        SidesTables.lines(facts).forEach(lines::add);
        TenantTables.lines(facts).forEach(lines::add);
        OrphanLine.of(facts.run()).ifPresent(lines::add);
        resources();
        recoveries();
        DriftFacts.line(facts.run()).ifPresent(lines::add);
        HeapFacts.line(facts.run()).ifPresent(lines::add);
        issues();
        lines.blank();
        lines.add("Report: " + Visible.line(recordFolder.resolve("report.html").toString()));
        return lines.all();
    }

    private void verdict() {
        Verdict verdict = facts.run().verdict();
        String name = PlainText.clean(facts.run().simulation());
        if (verdict == null) {
            lines.add("NO VERDICT  " + name);
            return;
        }
        String score = verdict.score() == null
                ? ""
                : " (" + Format.fixed(verdict.score(), 0) + "/100"
                        + (verdict.grade() == null ? ")" : ", grade " + PlainText.clean(verdict.grade()) + ")");
        String rest = "  " + PlainText.shorten(name, 40) + score + "  " + PlainText.clean(verdict.reason());
        lines.add(coloured(verdict), rest, 2);
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

    private void comparison() {
        Comparison comparison = facts.run().comparison();
        if (comparison != null) {
            lines.blank();
            ComparisonText.shortened(comparison).forEach(lines::add);
        }
    }

    /** A line each, none where the run does not say. */
    private void planning() {
        CapacityFacts.of(facts.run()).ifPresent(capacity -> lines.add("Capacity: " + capacity.sentence()));
        ScalabilityFacts.of(facts.run()).ifPresent(scalability -> lines.add("Scalability: " + scalability.sentence()));
    }

    /** What did not pass. */
    private void gates() {
        Verdict verdict = facts.run().verdict();
        List<GateRow> rows = verdict == null
                ? List.of()
                : GateRow.of(verdict).stream()
                        .filter(row ->
                                !(facts.run().breaker().tripped() && row.name().equals(BREAKER)))
                        .filter(row -> row.outcome().isPresent() && !row.word().equals(Verdict.Outcome.PASS.name()))
                        .sorted(Comparator.comparing(
                                row -> WORST_FIRST.indexOf(row.outcome().orElseThrow())))
                        .toList();
        for (GateRow row : rows.subList(0, Math.min(GATES, rows.size()))) {
            String where = row.where().isEmpty() || row.note().isEmpty()
                    ? row.where() + row.note()
                    : row.where() + "; " + row.note();
            lines.add("  %s  %s: %s, limit %s%s"
                    .formatted(
                            row.word(),
                            row.name(),
                            row.actual(),
                            row.limit(),
                            where.isEmpty() ? "" : " (" + where + ")"));
        }
        if (rows.size() > GATES) {
            lines.add("  and " + (rows.size() - GATES) + (rows.size() - GATES == 1 ? " more gate" : " more gates")
                    + " that did not pass");
        }
    }

    /** What failed most, and what the target said of it first. */
    private void failures() {
        List<FailedRequests.Kind> kinds = FailedRequests.of(facts.run());
        if (kinds.isEmpty()) {
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("failed", "class", "count", "first message"));
        List<FailedRequests.Kind> top = FailedRequests.top(kinds, FAILURES);
        top.forEach(kind -> rows.add(List.of(
                PlainText.shorten(PlainText.clean(kind.request()), NAME),
                PlainText.shorten(PlainText.clean(kind.failureClass().label()), NAME),
                kind.counted(),
                kind.firstWords())));
        lines.blank();
        lines.table(rows, true);
        if (kinds.size() > FAILURES) {
            long rest = kinds.stream().mapToLong(FailedRequests.Kind::count).sum()
                    - top.stream().mapToLong(FailedRequests.Kind::count).sum();
            lines.add("  and " + (kinds.size() - FAILURES) + " more kinds with " + Format.count(rest, "failure")
                    + ", all of them in the report");
        }
    }

    /** One or two lines, none where nothing was measured of agents. */
    private void agents() {
        List<AgentTiles.Tile> tiles = AgentTiles.of(facts);
        if (tiles.isEmpty()) {
            return;
        }
        lines.blank();
        StringBuilder line = new StringBuilder();
        for (AgentTiles.Tile tile : tiles) {
            String text = tile.name() + " " + tile.value() + (tile.note().isEmpty() ? "" : " (" + tile.note() + ")");
            if (!line.isEmpty() && line.length() + text.length() + 2 > ConsoleLines.WIDTH) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : "; ").append(text);
        }
        lines.add(line.toString());
    }

    private void resources() {
        String sentence = ResourceTables.sentence(facts);
        if (!sentence.isEmpty()) {
            if (AgentTiles.of(facts).isEmpty()) {
                lines.blank();
            }
            lines.add(sentence);
        }
        String profiles = ProfileTables.sentence(facts.run().profiles());
        if (!profiles.isEmpty()) {
            lines.add("profiles: " + profiles);
        }
        String injector = InjectorFacts.sentence(facts);
        if (!injector.isEmpty() && InjectorFacts.caveat(facts.run()).isEmpty()) {
            lines.add(injector);
        }
    }

    private void recoveries() {
        FaultLines.of(facts).forEach(lines::add);
        List<String> sentences = RecoveryLines.of(facts);
        sentences.stream().limit(RECOVERIES).forEach(lines::add);
        if (sentences.size() > RECOVERIES) {
            lines.add("and " + (sentences.size() - RECOVERIES) + " more recoveries");
        }
    }

    private void issues() {
        List<Issue> issues = facts.issues();
        if (issues.isEmpty()) {
            return;
        }
        lines.blank();
        int most = facts.run().comparison() == null ? ISSUES : ISSUES_BESIDE_COMPARISON;
        int shown = issues.size() <= most + 1 ? issues.size() : most;
        for (Issue issue : issues.subList(0, shown)) {
            String text = "%-8s  %s: %s"
                    .formatted(issue.severity(), PlainText.clean(issue.type()), PlainText.clean(issue.description()));
            lines.add(text, 10);
            if (!issue.symptoms().isEmpty()) {
                lines.add(" ".repeat(10) + "its symptoms: " + RunFacts.symptomTypes(issue), 10);
            }
        }
        if (shown < issues.size()) {
            lines.add("and " + (issues.size() - shown) + " more issues");
        }
    }
}
