package io.orchestress.report.trend;

import io.orchestress.analysis.change.ChangePoint;
import io.orchestress.analysis.change.ChangePoints;
import io.orchestress.report.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trend as trees for JSON. */
public final class TrendData {
    private TrendData() {}

    /** What {@code history trend --json} prints; docs/trends.md describes it. */
    public static Map<String, Object> tree(Trend trend) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("simulation", trend.simulation());
        tree.put("alike", trend.alike());
        tree.put("leftOut", trend.leftOut());
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
        tree.put("higherIsBetter", line.higherIsBetter());
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
        return tree;
    }

    private static Map<String, @Nullable Object> change(Trend trend, Trend.Line line, ChangePoint point) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("runId", trend.runs().get(point.index()).runId());
        tree.put("before", point.before());
        tree.put("after", point.after());
        tree.put("relativeChange", point.relativeChange());
        tree.put("pValue", point.pValue());
        tree.put("worse", line.worse(point));
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
        List<ChangePoint> points = line.points();
        List<Map<String, Object>> changes = new ArrayList<>();
        List<Map<String, Object>> levels = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            ChangePoint point = points.get(i);
            changes.add(Map.of("at", point.index(), "worse", line.worse(point), "share", TrendWords.share(point)));
            if (i == 0) {
                levels.add(level(0, point.index() - 1, point.before()));
            }
            int to = i + 1 < points.size()
                    ? points.get(i + 1).index()
                    : trend.runs().size();
            levels.add(level(point.index(), to - 1, point.after()));
        }
        tree.put("changes", changes);
        tree.put("levels", levels);
        return tree;
    }

    private static Map<String, Object> level(int from, int to, double value) {
        return Map.of("from", from, "to", to, "value", value);
    }
}
