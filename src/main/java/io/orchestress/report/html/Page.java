package io.orchestress.report.html;

import io.orchestress.record.Issue;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict;
import io.orchestress.report.AgentTables;
import io.orchestress.report.AgentTiles;
import io.orchestress.report.AnswerFacts;
import io.orchestress.report.FailedRequests;
import io.orchestress.report.Failures;
import io.orchestress.report.GateRow;
import io.orchestress.report.HeapFacts;
import io.orchestress.report.InjectorFacts;
import io.orchestress.report.KeyFindings;
import io.orchestress.report.MetricTable;
import io.orchestress.report.MetricTable.Line;
import io.orchestress.report.Priorities;
import io.orchestress.report.ProfileTables;
import io.orchestress.report.Remarks;
import io.orchestress.report.ReportMetric;
import io.orchestress.report.ResourceTables;
import io.orchestress.report.RunFacts;
import io.orchestress.report.Sentences;
import io.orchestress.report.StatusLine;
import io.orchestress.report.Table;
import io.orchestress.report.TargetEventLines;
import io.orchestress.report.TenantTables;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All texts of the page, in its order, not yet escaped. */
record Page(
        String title,
        String simulation,
        String target,
        List<Entry> header,
        String status,
        String breaker,
        Outcome verdict,
        String caveat,
        @Nullable PlanningPage planning,
        @Nullable ComparisonPage comparison,
        List<Tile> tiles,
        List<KeyFindings.Finding> findings,
        List<Gate> gates,
        List<IssueCard> issues,
        String noIssues,
        List<Group> recommendations,
        List<AgentTiles.Tile> agentTiles,
        List<Table> agentTables,
        String answersLine,
        Table answers,
        List<Table> tenants,
        @Nullable BothSidesPage bothSides,
        @Nullable ExamplesPage examples,
        List<Charts.Chart> charts,
        List<String> phaseNames,
        Table phases,
        Table resources,
        List<ProfileTables.PhaseProfile> profiles,
        String profilesNote,
        Table injector,
        Table targetEvents,
        String heap,
        Table heapClasses,
        List<Detail> details,
        Table failures,
        Table failedRequests,
        List<String> bounds,
        List<String> unread,
        String overRange,
        List<Entry> environment,
        List<Entry> configuration,
        List<Entry> definitions) {

    private static final Pattern BEFORE_UNIT =
            Pattern.compile("(?<=\\d) (?=(?:µs|ms|s|min|h|d|%|B|[KMGT]iB|users?|requests?)(?![\\p{L}\\d]))");
    private static final int OPEN_DETAILS = 6;

    record Entry(String name, String value) {}

    /** @param level class: pass, warn, fail, inconclusive */
    record Outcome(String word, String level, String reason, String score, String grade) {}

    record Tile(String name, String value, String unit, String note) {}

    record Gate(
            String name,
            String rule,
            String word,
            String level,
            String actual,
            String limit,
            String margin,
            String where,
            String note) {}

    record IssueCard(
            String type,
            String severity,
            String level,
            String description,
            String impact,
            List<Entry> evidence,
            TraceLinks.@Nullable Trace trace,
            List<IssueCard> symptoms) {}

    record Group(String name, List<Advice> advice) {}

    record Advice(String text, List<String> issues) {}

    record Detail(String name, String note, boolean open, Table table) {}

    static Page of(RunFacts facts, TraceLinks links) {
        RunRecord run = facts.run();
        String simulation = PlainText.clean(run.simulation());
        Outcome verdict = verdict(run.verdict());
        return new Page(
                verdict.word() + " · " + simulation + " · " + PlainText.clean(run.runId()),
                simulation,
                PlainText.clean(run.target().url()),
                RunEntries.header(facts),
                StatusLine.of(facts).map(Page::unbroken).orElse(""),
                run.breaker().tripped() ? unbroken("It " + run.breakerEffect().did() + KeyFindings.tripped(facts)) : "",
                verdict,
                InjectorFacts.caveat(run).map(Page::unbroken).orElse(""),
                PlanningPage.of(facts),
                run.comparison() == null ? null : ComparisonPage.of(run.comparison()),
                Tiles.of(facts),
                KeyFindings.of(facts).stream()
                        .filter(f -> !f.topic().equals(KeyFindings.BREAKER))
                        .map(f -> new KeyFindings.Finding(f.topic(), unbroken(f.sentence())))
                        .toList(),
                gates(run.verdict()),
                facts.issues().stream().map(issue -> card(issue, links)).toList(),
                facts.requests() == 0 ? "No data to look for issues." : "No issues found.",
                recommendations(facts),
                AgentTiles.of(facts),
                AgentTables.of(facts),
                AnswerFacts.line(run).map(Page::unbroken).orElse(""),
                AnswerFacts.table(run),
                TenantTables.of(facts),
                BothSidesPage.of(facts, links),
                ExamplesPage.of(facts, links),
                Charts.of(facts),
                phaseNames(facts),
                MetricTable.of(
                        "Phases, by the time at which requests started",
                        "phase",
                        List.of(ReportMetric.values()),
                        facts.phaseLines()),
                ResourceTables.phases(facts),
                ProfileTables.of(run.profiles()),
                ProfileTables.note(run.profiles()),
                InjectorFacts.table(facts),
                TargetEventLines.table(facts),
                HeapFacts.line(run)
                        .map(line -> unbroken(line) + " Charts over time mark each with a tick.")
                        .orElse(""),
                HeapFacts.classes(run),
                details(facts),
                Failures.table(facts),
                FailedRequests.table(run),
                Remarks.bounds(run),
                Remarks.unread(run),
                run.overRange() > 0 ? Format.count(run.overRange(), "sample") : "",
                RunEntries.environment(run.environment()),
                RunEntries.configuration(run),
                Definitions.of(facts));
    }

    private static Outcome verdict(@Nullable Verdict verdict) {
        if (verdict == null) {
            return new Outcome("NO VERDICT", "inconclusive", "No verdict was derived for this record.", "", "");
        }
        return new Outcome(
                verdict.outcome().name(),
                OutcomeLevel.of(verdict.outcome()),
                unbroken(PlainText.clean(verdict.reason())),
                verdict.score() == null ? "" : Format.fixed(verdict.score(), 0),
                verdict.grade() == null ? "" : PlainText.clean(verdict.grade()));
    }

    private static List<Gate> gates(@Nullable Verdict verdict) {
        return verdict == null
                ? List.of()
                : GateRow.of(verdict).stream().map(Page::gate).toList();
    }

    private static Gate gate(GateRow row) {
        return new Gate(
                row.name(),
                row.rule(),
                row.word(),
                row.outcome().map(OutcomeLevel::of).orElse("none"),
                unbroken(row.actual()),
                unbroken(row.limit()),
                unbroken(row.margin()),
                row.where(),
                unbroken(row.noteAndNext()));
    }

    private static IssueCard card(Issue issue, TraceLinks links) {
        Issue.Evidence e = issue.evidence();
        List<Entry> evidence = new ArrayList<>();
        evidence.add(new Entry(PlainText.clean(e.metric()), unbroken(Sentences.evidenceFigures(e))));
        evidence.add(new Entry("phase", names(e.phases(), "whole run")));
        evidence.add(new Entry("request", names(e.requests(), "all")));
        evidence.add(new Entry("time", Format.clockRange(e.fromSeconds(), e.toSeconds())));
        return new IssueCard(
                PlainText.clean(issue.type()),
                PlainText.capital(issue.severity().name().toLowerCase(Locale.ROOT)),
                issue.severity().name().toLowerCase(Locale.ROOT),
                unbroken(PlainText.clean(issue.description())),
                unbroken(PlainText.clean(issue.impact())),
                evidence,
                e.trace() == null ? null : links.of(e.trace(), true),
                issue.symptoms().stream().map(symptom -> card(symptom, links)).toList());
    }

    private static String names(List<String> names, String none) {
        return names.isEmpty()
                ? none
                : String.join(", ", names.stream().map(PlainText::clean).toList());
    }

    private static List<Group> recommendations(RunFacts facts) {
        List<Group> groups = new ArrayList<>();
        facts.recommendations()
                .forEach((priority, texts) -> groups.add(new Group(
                        Priorities.title(priority),
                        texts.entrySet().stream()
                                .map(e -> new Advice(unbroken(e.getKey()), List.copyOf(e.getValue())))
                                .toList())));
        return groups;
    }

    private static List<String> phaseNames(RunFacts facts) {
        return facts.run().plan().stream()
                .filter(p -> p.startSeconds() < facts.loadSeconds())
                .map(p -> PlainText.clean(p.name()))
                .toList();
    }

    private static List<Detail> details(RunFacts facts) {
        List<ReportMetric> figures = new ArrayList<>(EnumSet.complementOf(EnumSet.of(ReportMetric.PLANNED)));
        List<PhaseResult> phases = facts.phasesAndAfter();
        List<Detail> details = new ArrayList<>();
        for (PhaseResult phase : phases) {
            List<Line> lines = new ArrayList<>();
            for (RequestResult request : phase.requests()) {
                lines.addAll(Line.of(Table.Kind.PLAIN, PlainText.clean(request.name()), "", "", request));
            }
            String name = PlainText.clean(phase.name());
            details.add(new Detail(
                    name,
                    RunFacts.note(phase),
                    phases.size() <= OPEN_DETAILS,
                    MetricTable.of("Requests in " + name, "request", figures, lines)));
        }
        return details;
    }

    /** With spaces that do not break between a figure and its unit. */
    static String unbroken(String sentence) {
        return BEFORE_UNIT.matcher(sentence).replaceAll("\u00a0");
    }
}
