package io.orchestress.report.markdown;

import static io.orchestress.report.markdown.Markdown.code;
import static io.orchestress.report.markdown.Markdown.text;

import io.orchestress.analysis.Findings;
import io.orchestress.record.Issue;
import io.orchestress.record.Verdict;
import io.orchestress.report.CapacityFacts;
import io.orchestress.report.DriftFacts;
import io.orchestress.report.FailedRequests;
import io.orchestress.report.FaultLines;
import io.orchestress.report.GateRow;
import io.orchestress.report.HeapFacts;
import io.orchestress.report.InjectorFacts;
import io.orchestress.report.KeyFindings;
import io.orchestress.report.RecoveryLines;
import io.orchestress.report.RunFacts;
import io.orchestress.report.ScalabilityFacts;
import io.orchestress.report.StatusLine;
import io.orchestress.report.Table.Column;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One screen for a pull request, {@code summary.md}: the verdict, what got worse and what to do first; gates and issues; phases and
 * agents folded.
 */
public final class SummaryMarkdown {
    private static final int TOP_ISSUES = 5;
    private static final int TOP_FAILURES = 8;

    private SummaryMarkdown() {}

    /**
     * Writes the summary; equal findings and an equal address give equal text.
     *
     * @param artefacts page with the files of the run; empty where it is not known
     */
    public static void write(Findings findings, Optional<URI> artefacts, Writer out) throws IOException {
        RunFacts facts = new RunFacts(findings);
        Verdict verdict = facts.run().verdict();
        out.write("## " + mark(verdict) + " " + code(facts.run().simulation()) + "\n\n");
        out.write(reason(verdict) + "\n");
        String status = StatusLine.of(facts).orElse("");
        if (!status.isEmpty()) {
            out.write("\n> **" + text(status) + "**\n");
        }
        if (facts.run().breaker().tripped()) {
            out.write("\n> **" + text(KeyFindings.breakerTripped(facts)) + "**\n");
        }
        Optional<String> caveat = InjectorFacts.caveat(facts.run());
        if (caveat.isPresent()) {
            out.write("\n> **" + text(caveat.get()) + "**\n");
        }
        out.write("\n" + PullRequestMarkdown.scenario(facts));
        out.write("\n" + context(facts) + "\n");
        planning(facts, out);
        Optional<String> drift = DriftFacts.line(facts.run());
        if (drift.isPresent()) {
            out.write("\n" + text(drift.get()) + "\n");
        }
        Optional<String> heap = HeapFacts.line(facts.run());
        if (heap.isPresent()) {
            out.write("\n" + text(heap.get()) + "\n");
        }
        out.write(PullRequestMarkdown.comparison(facts.run().comparison()));
        out.write(PullRequestMarkdown.advice(facts));
        if (verdict != null && !verdict.gates().isEmpty()) {
            out.write("\n### Gates\n\n" + gates(verdict));
        }
        failures(facts, out);
        recoveries(facts, out);
        issues(facts, out);
        DetailsMarkdown.write(facts, out);
        out.write(PullRequestMarkdown.files(facts.run().runId(), artefacts));
    }

    /** The most frequent kinds, each with its first words. */
    private static void failures(RunFacts facts, Writer out) throws IOException {
        List<FailedRequests.Kind> kinds = FailedRequests.of(facts.run());
        if (kinds.isEmpty()) {
            return;
        }
        List<List<String>> rows = FailedRequests.top(kinds, TOP_FAILURES).stream()
                .map(kind -> List.of(
                        text(PlainText.shorten(kind.request(), DetailsMarkdown.LONGEST_NAME)),
                        text(kind.failureClass().label()),
                        text(kind.counted()),
                        text(kind.firstWords())))
                .toList();
        List<Column> columns = List.of(
                Column.text("request"),
                Column.text("class"),
                Column.number("failures", "", ""),
                Column.text("first message"));
        out.write("\n### Failures\n\n" + Markdown.table(columns, rows));
        if (kinds.size() > TOP_FAILURES) {
            out.write("\nand " + (kinds.size() - TOP_FAILURES) + " more kinds in report.html\n");
        }
    }

    private static void recoveries(RunFacts facts, Writer out) throws IOException {
        List<String> sentences = new ArrayList<>(FaultLines.of(facts));
        sentences.addAll(RecoveryLines.of(facts));
        if (!sentences.isEmpty()) {
            out.write("\n### Recovery\n\n");
            for (String sentence : sentences) {
                out.write("- " + text(sentence) + "\n");
            }
        }
    }

    /** A line each, none where the run does not say. */
    private static void planning(RunFacts facts, Writer out) throws IOException {
        List<String> lines = new ArrayList<>();
        CapacityFacts.of(facts.run()).ifPresent(capacity -> lines.add("- **Capacity**: " + text(capacity.sentence())));
        ScalabilityFacts.of(facts.run())
                .ifPresent(scalability -> lines.add("- **Scalability**: " + text(scalability.sentence())));
        if (!lines.isEmpty()) {
            out.write("\n" + String.join("\n", lines) + "\n");
        }
    }

    static String mark(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "❔ No verdict";
        }
        return mark(verdict.outcome());
    }

    private static String mark(Verdict.Outcome outcome) {
        return switch (outcome) {
            case PASS -> "✅ PASS";
            case WARN -> "⚠️ WARN";
            case FAIL -> "❌ FAIL";
            case INCONCLUSIVE -> "❔ INCONCLUSIVE";
            case INTERRUPTED -> "⏹️ INTERRUPTED";
        };
    }

    private static String reason(@Nullable Verdict verdict) {
        if (verdict == null) {
            return "No verdict was derived for this record.";
        }
        String score = verdict.score() == null
                ? ""
                : " Score " + Format.fixed(verdict.score(), 0) + " of 100"
                        + (verdict.grade() == null ? "" : ", grade " + text(verdict.grade())) + ".";
        return text(verdict.reason()) + score;
    }

    private static String context(RunFacts facts) {
        return "Target " + code(facts.run().target().url()) + " ("
                + text(facts.run().target().protocol()) + "), profile "
                + text(facts.run().profile()) + ", " + facts.run().model() + " model, "
                + facts.stressKind()
                        .map(kind -> "stress of kind " + text(kind) + ", ")
                        .orElse("")
                + Format.count(facts.requests(), "request") + " (" + facts.judged() + ") in "
                + Format.duration(facts.loadSeconds())
                + ", "
                + Format.instant(facts.run().startedAt()) + ".";
    }

    private static String gates(Verdict verdict) {
        List<Column> columns = List.of(
                Column.text("gate"),
                Column.text("outcome"),
                Column.number("actual", "", ""),
                Column.text("limit"),
                Column.number("margin", "", ""),
                Column.text("where"),
                Column.text("note"));
        List<List<String>> rows = GateRow.of(verdict).stream()
                .map(g -> List.of(
                        text(g.name()),
                        g.outcome().map(SummaryMarkdown::mark).orElse("not measured"),
                        text(g.actual()),
                        text(g.limit()),
                        text(g.margin()),
                        text(g.where()),
                        text(g.noteAndNext())))
                .toList();
        return Markdown.table(columns, rows);
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
