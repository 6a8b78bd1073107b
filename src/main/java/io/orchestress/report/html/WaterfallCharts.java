package io.orchestress.report.html;

import io.orchestress.record.BothSides;
import io.orchestress.record.BothSides.Call;
import io.orchestress.record.BothSides.Waterfall;
import io.orchestress.report.RunFacts;
import io.orchestress.report.html.BothSidesPage.Fall;
import io.orchestress.report.html.Charts.Chart;
import io.orchestress.report.html.Charts.Key;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where the time of single tasks went: a bar for the task, and one for each of its provider calls. */
final class WaterfallCharts {
    /** Prefix of the ids of charts; the number follows. */
    private static final String ID = "waterfall-";

    private static final int MOST_BARS = 40;

    private static final List<Key> LEGEND = List.of(
            new Key("own time", "area e5", true, 0),
            new Key("model, before its first byte", "area e6", true, 1),
            new Key("model, sending", "area e1", true, 2),
            new Key("tool", "area e2", true, 3),
            new Key("not answered", "area failed", true, 4));

    private WaterfallCharts() {}

    static List<Fall> of(RunFacts facts, TraceLinks links) {
        List<Fall> charts = new ArrayList<>();
        List<Waterfall> waterfalls = waterfalls(facts);
        for (int i = 0; i < waterfalls.size(); i++) {
            charts.add(new Fall(
                    chart(ID + i, waterfalls.get(i)),
                    links.ofTask(facts, waterfalls.get(i).task())));
        }
        return charts;
    }

    /** The anchor of the waterfall of a task by its mark; empty: there is none. */
    static String anchor(RunFacts facts, String mark) {
        List<Waterfall> waterfalls = waterfalls(facts);
        for (int i = 0; i < waterfalls.size() && !mark.isEmpty(); i++) {
            if (waterfalls.get(i).task().equals(mark)) {
                return "c-" + ID + i;
            }
        }
        return "";
    }

    private static List<Waterfall> waterfalls(RunFacts facts) {
        BothSides sides = facts.run().bothSides();
        return sides == null || sides.booking().doubt().isPresent() ? List.of() : sides.waterfalls();
    }

    private static Chart chart(String id, Waterfall task) {
        boolean slowest = task.why().equals("slowest");
        double share = task.totalMicros() == 0 ? 0 : (double) task.ownMicros() / task.totalMicros();
        long hidden = task.omitted() + Math.max(0, task.calls().size() - MOST_BARS);
        return new Chart(
                id,
                (slowest ? "Slowest task: " : "A typical task: ") + Format.latency(task.totalMicros()),
                "Time since the task was sent; " + PlainText.clean(task.task()) + ", '"
                        + PlainText.clean(task.request())
                        + "' in phase '" + PlainText.clean(task.phase()) + "' at "
                        + Format.clock(task.startSeconds()),
                Format.latency(task.ownMicros()) + " (" + Format.percent(share) + ") of it is own time, in "
                        + Format.count(task.calls().size() + task.omitted(), "provider call")
                        + longest(task) + "."
                        + (hidden == 0 ? "" : " " + Format.count(hidden, "call") + " not drawn."),
                "",
                List.of(),
                "");
    }

    private static String longest(Waterfall task) {
        return task.calls().stream()
                .max((a, b) -> Long.compare(a.toMicros() - a.fromMicros(), b.toMicros() - b.fromMicros()))
                .map(call -> "; the longest, of " + PlainText.clean(call.name()) + ", took "
                        + Format.latency(call.toMicros() - call.fromMicros()))
                .orElse("");
    }

    /** Entries of the legend, which is the same for each. */
    static List<Key> legend() {
        return LEGEND;
    }

    /** What the charts draw, in their order. */
    static List<Map<String, Object>> data(RunFacts facts) {
        return waterfalls(facts).stream().map(WaterfallCharts::tree).toList();
    }

    private static Map<String, Object> tree(Waterfall task) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("total", task.totalMicros());
        tree.put(
                "calls",
                task.calls().stream()
                        .limit(MOST_BARS)
                        .map(WaterfallCharts::call)
                        .toList());
        return tree;
    }

    private static Map<String, Object> call(Call call) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", PlainText.clean(call.name()));
        tree.put("tool", call.tool());
        tree.put("from", call.fromMicros());
        tree.put("first", call.firstMicros() < 0 ? null : call.firstMicros());
        tree.put("to", call.toMicros());
        tree.put("ok", call.outcome().equals("answered"));
        String status = call.status() == 0 ? "" : " (" + call.status() + ")";
        tree.put("outcome", PlainText.clean(call.outcome()) + status + (call.again() ? ", again" : ""));
        return tree;
    }
}
