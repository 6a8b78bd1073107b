package io.orchestress.report.trend;

import io.orchestress.analysis.change.ChangePoint;
import io.orchestress.analysis.change.ChangePoints;
import io.orchestress.report.PlainText;
import io.orchestress.report.Quantities;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A trend in words. */
public final class TrendWords {
    private static final double MICROS_PER_MILLI = 1000;

    private TrendWords() {}

    /** One line a change point, newest first; then one for each metric that did not change or of which nothing can be said. */
    public static List<String> lines(Trend trend) {
        List<String> changes =
                trend.changes().stream().map(change -> sentence(trend, change)).toList();
        List<String> others = trend.lines().stream()
                .filter(line -> line.points().isEmpty())
                .map(line -> name(line) + ": " + without(line))
                .toList();
        return Stream.concat(changes.stream(), others.stream()).toList();
    }

    /** {@code p95: began with run spiketest-…: 812 ms → 1.01 s, +24 %, worse, p = 0.0003}. */
    static String sentence(Trend trend, Trend.Change change) {
        ChangePoint point = change.point();
        Trend.Line line = change.line();
        return name(line) + ": began with run "
                + PlainText.clean(trend.runs().get(point.index()).runId()) + ": " + value(line, point.before()) + " → "
                + value(line, point.after()) + ", " + share(point) + ", " + direction(line, point) + ", "
                + probability(point.pValue());
    }

    /** What is said of a metric without a change point: that there is none, or that nobody can tell. */
    static String without(Trend.Line line) {
        return line.changes() instanceof ChangePoints.NotEnoughEvidence few
                ? "not enough evidence, " + few.runs() + " of " + few.needed() + " runs that are needed"
                : "no change point in " + Quantities.count(line.known(), "run");
    }

    static String direction(Trend.Line line, ChangePoint point) {
        return line.worse(point) ? "worse" : "better";
    }

    /** {@code p95}, {@code p95 of run task}. */
    static String name(Trend.Line line) {
        String metric = PlainText.clean(line.metric());
        return line.request().equals("*") ? metric : metric + " of " + PlainText.clean(line.request());
    }

    /** {@code +24 %}, {@code −0.52 %}; from 0 there is no share. */
    static String share(ChangePoint point) {
        Double relative = point.relativeChange();
        if (relative == null) {
            return "from nothing";
        }
        double percent = Math.abs(relative) * 100;
        return (relative < 0 ? "−" : "+") + Quantities.fixed(percent, percent < 1 ? 2 : percent < 10 ? 1 : 0) + " %";
    }

    /** {@code p = 0.0003}, {@code p < 0.0001}. */
    static String probability(double pValue) {
        return pValue < 0.0001 ? "p < 0.0001" : String.format(Locale.ROOT, "p = %.4f", pValue);
    }

    /** In the unit that fits. */
    static String value(Trend.Line line, double value) {
        return switch (line.unit()) {
            case "ms" -> Quantities.latency(value * MICROS_PER_MILLI);
            case "1/s" -> Quantities.rate(value);
            case "ratio" -> Quantities.percent(value);
            case "B" -> Quantities.bytes(Math.round(value));
            case "B/s" -> Quantities.bytes(Math.round(value)) + "/s";
            case "count" -> Quantities.number(value);
            case "tokens" -> Quantities.number(value) + " tokens";
            default -> Quantities.money(value, line.unit());
        };
    }
}
