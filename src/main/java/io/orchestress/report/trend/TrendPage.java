package io.orchestress.report.trend;

import io.orchestress.record.Better;
import io.orchestress.report.html.OutcomeLevel;
import io.orchestress.stats.changepoint.ChangePoint;
import io.orchestress.stats.changepoint.ChangePoints;
import io.orchestress.stats.changepoint.DriftingLevel;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/** All texts of the page, in its order, not yet escaped. */
record TrendPage(
        String title,
        String simulation,
        List<Entry> header,
        List<String> leftOut,
        List<String> worse,
        String ask,
        String noChange,
        List<Change> changes,
        List<Drifting> drifts,
        List<String> unsure,
        List<Chart> charts,
        List<Run> runs) {

    record Entry(String name, String value) {}

    /** @param level class: fail for worse, pass for better; empty: it is neither */
    record Change(
            String level,
            String word,
            String metric,
            String run,
            String date,
            String before,
            String after,
            String share,
            String probability) {}

    /** @param level class: fail for worse, pass for better; empty: it is neither */
    record Drifting(
            String level,
            String word,
            String metric,
            String from,
            String to,
            String runs,
            String before,
            String after,
            String share) {}

    /** @param id of the line: its number */
    record Chart(int id, String title, String axis, String summary) {}

    /** @param level class of the badge */
    record Run(String id, String started, String version, String level, String word, String baselines) {}

    static TrendPage of(Trend trend) {
        String simulation = PlainText.clean(trend.simulation());
        List<Trend.Line> lines = trend.lines();
        List<Chart> charts = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            charts.add(chart(trend, lines.get(i), i));
        }
        List<Run> runs =
                new ArrayList<>(trend.runs().stream().map(TrendPage::run).toList());
        Collections.reverse(runs);
        return new TrendPage(
                "Trend · " + simulation,
                simulation,
                header(trend),
                TrendWords.leftOut(trend),
                trend.alarms().stream()
                        .map(alarm -> TrendWords.told(trend, alarm))
                        .toList(),
                TrendWords.ASK,
                noChange(trend),
                trend.changes().stream().map(change -> change(trend, change)).toList(),
                trend.drifts().stream().map(drifting -> drift(trend, drifting)).toList(),
                lines.stream()
                        .filter(line -> !(line.changes() instanceof ChangePoints.Found))
                        .map(line -> TrendWords.name(line) + ": " + TrendWords.without(line))
                        .toList(),
                charts,
                runs);
    }

    private static List<Entry> header(Trend trend) {
        List<Entry> entries = new ArrayList<>();
        entries.add(new Entry("Runs", Format.count(trend.runs().size())));
        if (!trend.runs().isEmpty()) {
            entries.add(new Entry("Oldest", Format.instant(trend.runs().get(0).startedAt())));
            entries.add(new Entry(
                    "Newest",
                    Format.instant(trend.runs().get(trend.runs().size() - 1).startedAt())));
        }
        entries.add(new Entry("Alike in", PlainText.clean(trend.alike())));
        return entries;
    }

    private static String noChange(Trend trend) {
        boolean sure = trend.lines().stream().anyMatch(line -> line.changes() instanceof ChangePoints.Found);
        return sure ? "No metric with enough runs has a change point." : "Too few runs to detect a change.";
    }

    private static Change change(Trend trend, Trend.Change change) {
        Trend.Line line = change.line();
        ChangePoint point = change.point();
        Trend.Run run = trend.runs().get(point.index());
        return new Change(
                level(line, point.difference()),
                PlainText.capital(TrendWords.direction(line, point.difference())),
                TrendWords.name(line),
                PlainText.clean(run.runId()),
                Format.instant(run.startedAt()),
                TrendWords.value(line, point.before()),
                TrendWords.value(line, point.after()),
                TrendWords.share(line, point.before(), point.after()),
                TrendWords.probability(point.pValue()));
    }

    private static Drifting drift(Trend trend, Trend.Drifting drifting) {
        Trend.Line line = drifting.line();
        DriftingLevel drift = drifting.drift();
        return new Drifting(
                level(line, drift.difference()),
                PlainText.capital(TrendWords.direction(line, drift.difference())),
                TrendWords.name(line),
                PlainText.clean(trend.runs().get(drift.from()).runId()),
                PlainText.clean(trend.runs().get(drift.to()).runId()),
                Format.count(drift.runs()),
                TrendWords.value(line, drift.start()),
                TrendWords.value(line, drift.end()),
                TrendWords.share(line, drift.start(), drift.end()));
    }

    private static String level(Trend.Line line, double difference) {
        return line.better() == Better.NEITHER ? "" : line.worse(difference) ? "fail" : "pass";
    }

    private static String axis(Better better) {
        return switch (better) {
            case HIGHER -> "Higher is better.";
            case LOWER -> "Lower is better.";
            case NEITHER -> "Neither higher nor lower is better.";
        };
    }

    private static Chart chart(Trend trend, Trend.Line line, int id) {
        List<String> sentences = Stream.concat(
                        trend.changes().stream()
                                .filter(change -> change.line().equals(line))
                                .map(change -> TrendWords.told(trend, change)),
                        trend.drifts().stream()
                                .filter(drifting -> drifting.line().equals(line))
                                .map(drifting -> TrendWords.sentence(trend, drifting)))
                .toList();
        String gaps = line.known() == trend.runs().size()
                ? ""
                : " " + Format.count((long) trend.runs().size() - line.known(), "run") + " without a value.";
        return new Chart(
                id,
                TrendWords.name(line),
                axis(line.better()),
                (sentences.isEmpty()
                                ? PlainText.capital(TrendWords.without(line)) + "."
                                : String.join("; ", sentences) + ".")
                        + gaps);
    }

    private static Run run(Trend.Run run) {
        return new Run(
                PlainText.clean(run.runId()),
                Format.instant(run.startedAt()),
                PlainText.clean(run.toolVersion()),
                OutcomeLevel.of(run.outcome()),
                said(run),
                String.join(", ", run.baselines().stream().map(PlainText::clean).toList()));
    }

    /** {@code PASS}, {@code FAIL, aborted}, {@code no verdict}. */
    static String said(Trend.Run run) {
        String verdict = run.outcome() == null ? "no verdict" : run.outcome().name();
        return run.counts() ? verdict : verdict + ", " + run.status().json();
    }
}
