package io.orchestress.report.html;

import io.orchestress.record.Comparison.ShiftPoint;
import io.orchestress.report.ChangeLine;
import io.orchestress.report.ShiftFacts;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Change of latency over percentile, on the axis of the percentile spectrum: {@code log10(1 ÷ (1 − percentile))}, each step to the
 * right ten times rarer.
 *
 * @param summary what is to be seen, in words
 * @param line, band paths in a field of 1000 × 1000
 * @param zero place of no change from the top, in percent
 */
record ShiftPlot(
        String summary, String line, String band, String zero, List<Tick> across, List<Tick> up, List<Point> points) {
    private static final double SIZE = 1000;
    private static final double SMALLEST_SPAN = 0.1;
    /** How many times the largest change a band may reach before it is cut off. */
    private static final double ROOM = 2;

    private static final int MOST_TICKS = 6;

    /** @param at percent of the width from the left, or of the height from the top */
    record Tick(String at, String text) {}

    /** @param text for a pointer that rests on it */
    record Point(String x, String y, String text) {}

    public boolean isEmpty() {
        return points.isEmpty();
    }

    static ShiftPlot of(List<ShiftPoint> shift) {
        ShiftFacts facts = new ShiftFacts(shift);
        List<ShiftPoint> points = facts.points();
        if (points.size() < 2) {
            return new ShiftPlot(facts.sentence(), "", "", "", List.of(), List.of(), List.of());
        }
        return new Drawing(points).draw(facts.sentence());
    }

    private static final class Drawing {
        private final List<ShiftPoint> points;
        private final double right;
        private final double low;
        private final double high;
        private final double step;

        private Drawing(List<ShiftPoint> points) {
            this.points = points;
            right = points.stream()
                    .mapToDouble(p -> rarity(p.percentile()))
                    .max()
                    .orElse(1);
            double top = points.stream()
                    .mapToDouble(p -> Math.max(p.to(), ShiftFacts.change(p)))
                    .max()
                    .orElse(0);
            double bottom = points.stream()
                    .mapToDouble(p -> Math.min(p.from(), ShiftFacts.change(p)))
                    .min()
                    .orElse(0);
            // A percentile in a gap of the distribution has a band that would leave no room for the others: it is cut
            // off.
            double room = ROOM
                    * Math.max(
                            SMALLEST_SPAN,
                            points.stream()
                                    .mapToDouble(p -> Math.abs(ShiftFacts.change(p)))
                                    .max()
                                    .orElse(0));
            double most = Math.min(room, Math.max(0, top));
            double least = Math.max(-room, Math.min(0, bottom));
            step = nice(Math.max(SMALLEST_SPAN, most - least) / (MOST_TICKS - 1));
            high = Math.max(step, Math.ceil(most / step - 1e-9) * step);
            low = Math.min(-step, Math.floor(least / step + 1e-9) * step);
        }

        private ShiftPlot draw(String summary) {
            List<ShiftPoint> back = new ArrayList<>(points);
            Collections.reverse(back);
            String upper = points.stream().map(p -> place(p, p.to())).collect(Collectors.joining("L", "M", ""));
            String lower = back.stream().map(p -> place(p, p.from())).collect(Collectors.joining("L", "L", "Z"));
            return new ShiftPlot(
                    summary,
                    points.stream().map(p -> place(p, ShiftFacts.change(p))).collect(Collectors.joining("L", "M", "")),
                    upper + lower,
                    percent(y(0)),
                    across(),
                    up(),
                    points.stream().map(this::point).toList());
        }

        private Point point(ShiftPoint p) {
            return new Point(
                    percent(x(p)),
                    percent(y(ShiftFacts.change(p))),
                    ShiftFacts.name(p.percentile()) + ": " + Format.latency(p.beforeMicros()) + " → "
                            + Format.latency(p.afterMicros()) + ", " + Format.changed(ShiftFacts.change(p))
                            + " % (" + ChangeLine.interval(p.from(), p.to()) + ")");
        }

        private List<Tick> across() {
            List<Tick> ticks = new ArrayList<>();
            for (double percentile : new double[] {0, 50, 75, 90, 99, 99.9, 99.99, 99.999}) {
                double at = rarity(percentile) / right;
                if (at <= 1.0001) {
                    ticks.add(new Tick(percent(at), ShiftFacts.name(percentile)));
                }
            }
            return ticks;
        }

        private List<Tick> up() {
            List<Tick> ticks = new ArrayList<>();
            for (long i = Math.round(low / step); i <= Math.round(high / step); i++) {
                double percent = i * step * 100;
                String text = (i < 0 ? "−" : i > 0 ? "+" : "") + Format.number(Math.abs(Math.rint(percent * 100) / 100))
                        + " %";
                ticks.add(new Tick(percent(y(i * step)), i == 0 ? "0" : text));
            }
            return ticks;
        }

        private String place(ShiftPoint point, double change) {
            return String.format(Locale.ROOT, "%.1f %.1f", x(point) * SIZE, y(change) * SIZE);
        }

        private double x(ShiftPoint point) {
            return rarity(point.percentile()) / right;
        }

        private double y(double change) {
            return (high - Math.max(low, Math.min(high, change))) / (high - low);
        }

        private static double rarity(double percentile) {
            return -Math.log10(1 - percentile / 100);
        }

        private static double nice(double span) {
            double power = Math.pow(10, Math.floor(Math.log10(span)));
            double digit = span / power;
            return power * (digit <= 1.0001 ? 1 : digit <= 2.0001 ? 2 : digit <= 5.0001 ? 5 : 10);
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.2f%%", share * 100);
        }
    }
}
