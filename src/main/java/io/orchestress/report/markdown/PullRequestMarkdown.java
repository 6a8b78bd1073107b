package io.orchestress.report.markdown;

import static io.orchestress.report.markdown.Markdown.code;
import static io.orchestress.report.markdown.Markdown.text;

import io.orchestress.record.AgentResult;
import io.orchestress.record.Comparison;
import io.orchestress.record.Comparison.Change;
import io.orchestress.record.Comparison.Kind;
import io.orchestress.record.RequestResult;
import io.orchestress.record.Verdict;
import io.orchestress.report.ComparisonFacts;
import io.orchestress.report.ComparisonWords;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Sentences;
import io.orchestress.report.Table.Column;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of {@code summary.md} that a reviewer decides by. */
final class PullRequestMarkdown {
    private static final int MOST_REGRESSIONS = 10;
    private static final int MOST_ADVICE = 3;
    private static final List<Column> SCENARIO = List.of(
            Column.text("scenario"),
            Column.number("success", "", ""),
            Column.number("mean", "", ""),
            Column.number("p95", "", ""),
            Column.number("cost", "", ""),
            Column.text("verdict"));
    private static final List<Column> CHANGES = List.of(
            Column.text("metric"),
            Column.number("before", "", ""),
            Column.number("after", "", ""),
            Column.number("change", "", ""),
            Column.text("90 % interval"),
            Column.text("severity"),
            Column.text("outcome"));

    private PullRequestMarkdown() {}

    /** The run in one row: success rate, mean and p95 without warm-up; from the intended start where there is that view, as rules judge. */
    static String scenario(RunFacts facts) {
        RequestResult totals = facts.run().totals();
        RequestResult.Latency latency = totals == null
                ? null
                : totals.correctedLatencyMicros() == null ? totals.latencyMicros() : totals.correctedLatencyMicros();
        Verdict verdict = facts.run().verdict();
        return Markdown.table(
                SCENARIO,
                List.of(List.of(
                        code(facts.run().simulation()),
                        totals == null || totals.count() == 0
                                ? "–"
                                : Format.percent((double) totals.ok() / totals.count()),
                        latency == null ? "–" : Format.latency(latency.mean()),
                        latency == null ? "–" : Format.latency(latency.p95()),
                        facts.agents().flatMap(PullRequestMarkdown::cost).orElse("–"),
                        verdict == null ? "–" : verdict.outcome().name())));
    }

    private static Optional<String> cost(AgentResult agents) {
        AgentResult.Cost cost = agents.cost();
        if (cost == null || cost.total() == null) {
            return Optional.empty();
        }
        String perTask = cost.perTask() == null ? "" : " (" + Format.money(cost.perTask(), "") + " a task)";
        return Optional.of(text(Format.money(cost.total(), cost.currency()) + perTask));
    }

    /** What got worse, by how much and how sure that is; empty without a comparison. */
    static String comparison(@Nullable Comparison comparison) {
        if (comparison == null) {
            return "";
        }
        String runs = Format.count(comparison.baselineRuns().size(), "run");
        StringBuilder out = new StringBuilder("\n### Against " + text(comparison.baseline()) + " (" + runs + ")\n\n");
        out.append(new ComparisonFacts(comparison).word())
                .append(": ")
                .append(text(comparison.reason()))
                .append('\n');
        if (!comparison.differences().isEmpty()) {
            out.append("\n> **Compared by force:** the runs differ in ")
                    .append(comparison.differences().stream()
                            .map(Markdown::text)
                            .collect(Collectors.joining("; ")))
                    .append(".\n");
        }
        List<Change> worse = comparison.regressions();
        if (!worse.isEmpty()) {
            List<Change> shown = worse.subList(0, Math.min(MOST_REGRESSIONS, worse.size()));
            out.append('\n')
                    .append(Markdown.table(
                            CHANGES,
                            shown.stream().map(PullRequestMarkdown::row).toList()));
        }
        if (worse.size() > MOST_REGRESSIONS) {
            out.append("\nand ").append(worse.size() - MOST_REGRESSIONS).append(" more, in the report.\n");
        }
        out.append(named("Better", comparison, Kind.IMPROVED));
        for (Kind kind : Kind.values()) {
            if (!kind.isTold()) {
                out.append(named(PlainText.capital(ComparisonWords.of(kind)), comparison, kind));
            }
        }
        ComparisonFacts facts = new ComparisonFacts(comparison);
        out.append("\n").append(text(facts.advice())).append("\n");
        facts.smallest()
                .ifPresent(smallest -> out.append("\n").append(text(smallest)).append("\n"));
        facts.notes().forEach(note -> out.append("\n").append(text(note)).append("\n"));
        return out.toString();
    }

    private static List<String> row(Change change) {
        return List.of(
                text(Sentences.subject(change)),
                text(Sentences.figure(change.before(), change.unit())),
                text(Sentences.figure(change.after(), change.unit())),
                change.change() == null ? "–" : Sentences.size(change, change.change()),
                Sentences.interval(change),
                change.severity() == null ? "" : Sentences.word(change.severity()),
                change.outcome().name());
    }

    private static String named(String title, Comparison comparison, Kind kind) {
        List<Change> changes =
                comparison.changes().stream().filter(c -> c.kind() == kind).toList();
        return changes.isEmpty()
                ? ""
                : changes.stream()
                        .limit(MOST_REGRESSIONS)
                        .map(change ->
                                text(kind == Kind.IMPROVED ? Sentences.change(change) : Sentences.subject(change)))
                        .collect(Collectors.joining("; ", "\n" + title + ": ", "\n"));
    }

    /** The first recommendations, the most urgent group first; empty when there are none. */
    static String advice(RunFacts facts) {
        List<String> lines = facts.recommendations().values().stream()
                .flatMap(group -> group.entrySet().stream())
                .limit(MOST_ADVICE)
                .map(advice -> "- " + text(advice.getKey()) + " ("
                        + advice.getValue().stream().map(Markdown::text).collect(Collectors.joining(", ")) + ")\n")
                .toList();
        return lines.isEmpty() ? "" : "\n### What to do first\n\n" + String.join("", lines);
    }

    /** Where the rest is. */
    static String files(String runId, Optional<URI> artefacts) {
        return "\n" + code(runId) + ": "
                + artefacts
                        .map(link -> "[report.html, issues.md and the record](<" + link + ">)")
                        .orElse("report.html, issues.md and the record")
                + "\n";
    }
}
