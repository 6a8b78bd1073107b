package io.orchestress.report.plot;

import io.orchestress.report.plot.Plot.Mark;
import io.orchestress.report.plot.Plot.Panel;
import io.orchestress.report.plot.Plot.Path;
import io.orchestress.report.plot.Plot.Rule;
import io.orchestress.report.plot.Plot.Strip;
import io.orchestress.report.plot.Plot.Upright;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** A panel while it is drawn. What is added later lies above. */
public final class Drawing {
    private static final double SIZE = 1000;

    /** A point of a line; a gap where {@code y} is absent. */
    public record Point(double x, @Nullable Double y) {}

    private final Scale x;
    private final Scale y;
    private final List<Strip> strips = new ArrayList<>();
    private final List<Path> paths = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();
    private final List<Upright> uprights = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    public Drawing(Scale x, Scale y) {
        this.x = x;
        this.y = y;
    }

    /** A line, interrupted where there is no figure; a figure between two gaps becomes a dot. */
    public Drawing line(List<Point> points, String style) {
        StringBuilder d = new StringBuilder();
        int run = 0;
        @Nullable Point before = null;
        for (Point point : points) {
            Double value = point.y();
            if (value == null || !Double.isFinite(value)) {
                alone(before, run, style);
                run = 0;
                continue;
            }
            d.append(run == 0 ? 'M' : 'L').append(place(point.x(), value));
            before = point;
            run++;
        }
        alone(before, run, style);
        if (!d.isEmpty()) {
            paths.add(new Path(d.toString(), style));
        }
        return this;
    }

    private void alone(@Nullable Point point, int run, String style) {
        if (run == 1 && point != null && point.y() != null) {
            marks.add(new Mark(x.across(point.x()), y.down(point.y()), "dot", style, ""));
        }
    }

    /** Between two lines over the same places; both without gaps. */
    public Drawing area(List<Point> upper, List<Point> lower, String style) {
        StringBuilder d = new StringBuilder();
        for (Point point : upper) {
            d.append(d.isEmpty() ? 'M' : 'L').append(place(point.x(), value(point)));
        }
        for (int i = lower.size() - 1; i >= 0; i--) {
            d.append('L').append(place(lower.get(i).x(), value(lower.get(i))));
        }
        if (!d.isEmpty()) {
            paths.add(new Path(d + "Z", style));
        }
        return this;
    }

    private static double value(Point point) {
        return point.y() == null ? 0 : point.y();
    }

    /** From top to bottom. */
    public Drawing strip(double from, double to, String style, String tip) {
        double left = x.at(from);
        strips.add(
                new Strip(Scale.percent(left), "0%", Scale.percent(Math.max(0, x.at(to) - left)), "100%", style, tip));
        return this;
    }

    /** From left to right. */
    public Drawing layer(double from, double to, String style, String tip) {
        double top = 1 - y.at(to);
        strips.add(new Strip(
                "0%", Scale.percent(top), "100%", Scale.percent(Math.max(0, 1 - y.at(from) - top)), style, tip));
        return this;
    }

    /** Nothing where the level lies beyond the axis. */
    public Drawing rule(double level, String text, String style) {
        if (y.holds(level)) {
            rules.add(new Rule(y.down(level), text, style, y.at(level) > 0.82));
        }
        return this;
    }

    public Drawing upright(double at, String style) {
        if (x.holds(at)) {
            uprights.add(new Upright(x.across(at), style));
        }
        return this;
    }

    public Drawing mark(double atX, double atY, String shape, String style, String tip) {
        marks.add(new Mark(x.across(atX), y.down(atY), shape, style, tip));
        return this;
    }

    public Panel panel(String title, int height, DoubleFunction<String> text) {
        return new Panel(title, height, y.ticksUp(text), strips, paths, rules, uprights, marks);
    }

    private String place(double atX, double atY) {
        return String.format(Locale.ROOT, "%.1f %.1f", x.at(atX) * SIZE, (1 - y.at(atY)) * SIZE);
    }
}
