package io.orchestress.report.html;

import io.orchestress.record.Capacity;
import io.orchestress.record.Capacity.Break;
import io.orchestress.record.Estimate;
import io.orchestress.report.CapacityFacts;
import io.orchestress.report.MetricTable;
import io.orchestress.report.StepTable;
import io.orchestress.report.Table;
import io.orchestress.report.html.Page.Tile;
import io.orchestress.report.plot.Plot;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The section on capacity, not yet escaped.
 *
 * @param level class of the badge: pass, warn, fail, inconclusive, same
 */
record CapacityView(
        String word,
        String level,
        String sentence,
        List<Tile> tiles,
        Plot plot,
        List<Broken> breaks,
        JudgedTable steps) {

    /**
     * Where something gave.
     *
     * @param number of its pin in the drawing
     */
    record Broken(int number, String cause, String figures, String symptoms) {}

    /** @param levels class of the outcome of each row, its second cell */
    record JudgedTable(Table table, List<String> levels) {}

    static CapacityView of(CapacityFacts facts) {
        Capacity capacity = facts.capacity();
        return new CapacityView(
                facts.outcome(),
                facts.level(),
                Page.unbroken(facts.sentence()),
                tiles(facts),
                new CapacityChart(facts).plot(),
                breaks(facts),
                new JudgedTable(
                        StepTable.of(capacity),
                        capacity.steps().stream()
                                .map(step -> step.outcome().name().toLowerCase(Locale.ROOT))
                                .toList()));
    }

    static List<Tile> tiles(CapacityFacts facts) {
        Capacity capacity = facts.capacity();
        List<Tile> tiles = new ArrayList<>();
        boolean figure = !facts.figure().equals(MetricTable.NONE);
        if (!facts.isTold()) {
            return tiles; // a figure that nobody should plan with is none
        }
        tiles.add(new Tile("Capacity", facts.figure(), figure ? unit(capacity) : "", facts.range()));
        if (!capacity.limitedBy().isEmpty()) {
            tiles.add(new Tile("Breaks first", PlainText.shorten(facts.limitedBy(), 24), "", "above that load"));
        }
        Estimate headroom = capacity.headroom();
        Double stated = capacity.expectedLoad();
        if (headroom != null && stated != null) {
            tiles.add(new Tile(
                    "Headroom",
                    Format.change(headroom.value()),
                    "",
                    CapacityFacts.interval(headroom, Format::change) + " at " + facts.shortLoad(stated)));
        }
        if (capacity.knee() != null) {
            tiles.add(new Tile(
                    "Knee",
                    Format.number(capacity.knee()),
                    unit(capacity),
                    "beyond it latency grows faster than throughput"));
        }
        return tiles;
    }

    private static String unit(Capacity capacity) {
        return capacity.unit().endsWith("/s") ? "/s" : PlainText.clean(capacity.unit());
    }

    private static List<Broken> breaks(CapacityFacts facts) {
        List<Double> loads = CapacityChart.breakLoads(facts.capacity());
        return facts.capacity().breakingPoints().stream()
                .map(b -> new Broken(
                        1 + loads.indexOf(b.load()),
                        PlainText.clean(b.cause()),
                        Page.unbroken(figures(facts, b)),
                        b.symptoms().stream().map(PlainText::clean).collect(Collectors.joining("; "))))
                .toList();
    }

    static String figures(CapacityFacts facts, Break b) {
        return Format.beside(b.actual(), b.unit(), b.threshold()) + ", limit "
                + Format.limit(b.threshold(), b.unit())
                + ", at " + facts.load(b.load())
                + (b.before() > 0 ? "; not yet at " + Format.number(b.before()) : "; from the first step on") + " ("
                + PlainText.clean(b.phase()) + ")";
    }
}
