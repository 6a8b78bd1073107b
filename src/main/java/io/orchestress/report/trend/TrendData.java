package io.orchestress.report.trend;

import io.orchestress.record.Better;
import io.orchestress.stats.changepoint.ChangePoint;
import io.orchestress.stats.changepoint.ChangePoints;
import io.orchestress.stats.changepoint.CumulativeSum;
import io.orchestress.stats.changepoint.DriftingLevel;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trend as trees for JSON. */
public final class TrendData {
    private TrendData() {}

    /** Returns the output of {@code history trend --json}, which docs/trends.md describes. */
    public static Map<String, Object> tree(Trend trend) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("simulation", trend.simulation());
        tree.put("alike", trend.alike());
        tree.put("leftOut", trend.leftOut().load());
        tree.put("leftOutByMachine", trend.leftOut().machine());
        tree.put("runs", trend.runs().stream().map(TrendData::run).toList());
        tree.put(
                "metrics",
                trend.lines().stream().map(line -> metric(trend, line)).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> run(Trend.Run run) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("runId", run.runId());
        tree.put("startedAt", run.startedAt().toString());
        tree.put("toolVersion", run.toolVersion());
        tree.put("status", run.status().json());
        tree.put("outcome", run.outcome());
        tree.put("baselines", run.baselines());
        return tree;
    }

    private static Map<String, @Nullable Object> metric(Trend trend, Trend.Line line) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("metric", line.metric());
        tree.put("request", line.request());
        tree.put("unit", line.unit());
        tree.put("better", line.better().label());
        tree.put("values", line.values());
        boolean enough = line.changes() instanceof ChangePoints.Found;
        tree.put("enoughEvidence", enough);
        if (line.changes() instanceof ChangePoints.NotEnoughEvidence few) {
            tree.put("runsKnown", few.runs());
            tree.put("runsNeeded", few.needed());
        }
        tree.put(
                "changePoints",
                line.points().stream().map(point -> change(trend, line, point)).toList());
        tree.put(
                "drifts",
                line.drifts().stream().map(drift -> drift(trend, line, drift)).toList());
        tree.put("watch", watch(trend, line.watch()));
        return tree;
    }

    private static Map<String, @Nullable Object> change(Trend trend, Trend.Line line, ChangePoint point) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("runId", trend.runs().get(point.index()).runId());
        tree.put("before", point.before());
        tree.put("after", point.after());
        tree.put("relativeChange", point.relativeChange());
        tree.put("pValue", point.pValue());
        tree.put("worse", worse(line, point.difference()));
        return tree;
    }

    private static Map<String, @Nullable Object> drift(Trend trend, Trend.Line line, DriftingLevel drift) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("fromRunId", trend.runs().get(drift.from()).runId());
        tree.put("toRunId", trend.runs().get(drift.to()).runId());
        tree.put("runs", drift.runs());
        tree.put("start", drift.start());
        tree.put("end", drift.end());
        tree.put("relativeChange", drift.relativeChange());
        tree.put("z", drift.z());
        tree.put("worse", worse(line, drift.difference()));
        return tree;
    }

    /** Null: the metric has no direction. */
    private static @Nullable Boolean worse(Trend.Line line, double difference) {
        return line.better() == Better.NEITHER ? null : line.worse(difference);
    }

    /** The colour of a change. */
    private static String tone(Trend.Line line, double difference) {
        return line.better() == Better.NEITHER ? "ink" : line.worse(difference) ? "fail" : "pass";
    }

    private static Map<String, @Nullable Object> watch(Trend trend, CumulativeSum watch) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        if (watch instanceof CumulativeSum.Filling few) {
            tree.put("state", "filling");
            tree.put("runsKnown", few.runs());
            tree.put("runsNeeded", few.needed());
        } else if (watch instanceof CumulativeSum.Quiet quiet) {
            tree.put("state", "quiet");
            tree.put("fromRunId", trend.runs().get(quiet.from()).runId());
            tree.put("toRunId", trend.runs().get(quiet.to()).runId());
            tree.put("level", quiet.level());
        } else if (watch instanceof CumulativeSum.Alarm alarm) {
            tree.put("state", "worse");
            tree.put("fromRunId", trend.runs().get(alarm.from()).runId());
            tree.put("toRunId", trend.runs().get(alarm.to()).runId());
            tree.put("level", alarm.before());
            tree.put("sinceRunId", trend.runs().get(alarm.since()).runId());
            tree.put("toldWithRunId", trend.runs().get(alarm.told()).runId());
            tree.put("meanSince", alarm.after());
            tree.put("relativeChange", alarm.relativeChange());
        } else {
            tree.put("state", "none");
        }
        return tree;
    }

    /** What the charts draw; all texts are made here, so that the script makes none. */
    static Map<String, Object> charts(Trend trend) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("runs", trend.runs().stream().map(TrendData::label).toList());
        tree.put("lines", trend.lines().stream().map(line -> chart(trend, line)).toList());
        return tree;
    }

    private static Map<String, Object> label(Trend.Run run) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", PlainText.clean(run.runId()));
        tree.put("date", run.startedAt().toString().substring(0, 10));
        tree.put("said", TrendPage.said(run));
        tree.put("good", run.good());
        tree.put(
                "baselines",
                String.join(", ", run.baselines().stream().map(PlainText::clean).toList()));
        return tree;
    }

    private static Map<String, Object> chart(Trend trend, Trend.Line line) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("unit", line.unit());
        tree.put("values", line.values());
        tree.put(
                "texts",
                line.values().stream()
                        .map(value -> value == null ? "no value" : TrendWords.value(line, value))
                        .toList());
        List<Map<String, Object>> changes = new ArrayList<>();
        for (ChangePoint point : line.points()) {
            changes.add(Map.of(
                    "at", point.index(),
                    "tone", tone(line, point.difference()),
                    "share", TrendWords.share(line, point.before(), point.after())));
        }
        tree.put("changes", changes);
        tree.put("levels", levels(trend, line));
        return tree;
    }

    /** Flat between change points, sloped where there is a drift; none where nothing changed. */
    private static List<Map<String, Object>> levels(Trend trend, Trend.Line line) {
        List<Map<String, Object>> levels = new ArrayList<>();
        List<ChangePoint> points = line.points();
        for (int i = 0; i < points.size(); i++) {
            ChangePoint point = points.get(i);
            if (i == 0 && !isDrifting(line, 0, point.index() - 1)) {
                levels.add(level(0, point.index() - 1, point.before(), point.before()));
            }
            int to = i + 1 < points.size()
                    ? points.get(i + 1).index() - 1
                    : trend.runs().size() - 1;
            if (!isDrifting(line, point.index(), to)) {
                levels.add(level(point.index(), to, point.after(), point.after()));
            }
        }
        line.drifts().forEach(drift -> levels.addAll(lines(line, drift)));
        if (line.watch() instanceof CumulativeSum.Alarm alarm) {
            levels.add(level(alarm.from(), alarm.to(), alarm.before(), alarm.before()));
        }
        return levels;
    }

    private static boolean isDrifting(Trend.Line line, int from, int to) {
        return line.drifts().stream().anyMatch(drift -> drift.from() <= to && from <= drift.to());
    }

    /** A drift in pieces, where steps interrupt it. */
    private static List<Map<String, Object>> lines(Trend.Line line, DriftingLevel drift) {
        List<ChangePoint> inside = line.points().stream()
                .filter(point -> drift.from() < point.index() && point.index() <= drift.to())
                .toList();
        List<Map<String, Object>> lines = new ArrayList<>();
        int from = drift.from();
        double start = drift.start();
        for (ChangePoint point : inside) {
            lines.add(level(from, point.index() - 1, start, point.before()));
            from = point.index();
            start = point.after();
        }
        double end = inside.isEmpty() || drift.start() == 0 ? drift.end() : drift.end() * ratio(inside);
        lines.add(level(from, drift.to(), start, end));
        return lines;
    }

    private static double ratio(List<ChangePoint> inside) {
        return inside.stream()
                .mapToDouble(point -> point.before() == 0 ? 1 : point.after() / point.before())
                .reduce(1, (a, b) -> a * b);
    }

    private static Map<String, Object> level(int from, int to, double start, double end) {
        return Map.of("from", from, "to", to, "start", start, "end", end);
    }
}
