package io.orchestress.report.html;

import io.orchestress.record.Estimate;
import io.orchestress.record.Scalability;
import io.orchestress.record.Scalability.CurvePoint;
import io.orchestress.record.Scalability.Fit;
import io.orchestress.report.ScalabilityFacts;
import io.orchestress.report.plot.Drawing;
import io.orchestress.report.plot.Drawing.Point;
import io.orchestress.report.plot.Pins;
import io.orchestress.report.plot.Plot;
import io.orchestress.report.plot.Plot.Key;
import io.orchestress.report.plot.Scale;
import io.orchestress.text.Format;
import java.util.ArrayList;
import java.util.List;

/** Throughput over what was varied: points, the fitted law with its band, its peak, and what a perfect target would do. */
final class ScalabilityChart {
    private static final int HEIGHT = 270;
    private static final double ROOM = 1.12;

    private final ScalabilityFacts facts;
    private final Scalability scalability;
    private final List<CurvePoint> curve;
    private final double reach;
    private final Scale across;
    private final Scale up;

    ScalabilityChart(ScalabilityFacts facts) {
        this.facts = facts;
        this.scalability = facts.scalability();
        Fit fit = scalability.fit();
        this.curve = fit == null ? List.of() : fit.curve();
        this.reach = scalability.points().stream()
                .mapToDouble(Scalability.Point::n)
                .max()
                .orElse(1);
        double right =
                Math.max(reach, curve.stream().mapToDouble(CurvePoint::n).max().orElse(0));
        double measured = scalability.points().stream()
                .mapToDouble(Scalability.Point::throughputPerSec)
                .max()
                .orElse(1);
        // A band that opens wide beyond the data would leave no room for what was measured: it is cut off.
        double band = curve.stream().mapToDouble(CurvePoint::high).max().orElse(0);
        double line =
                curve.stream().mapToDouble(CurvePoint::throughputPerSec).max().orElse(0);
        double most = Math.max(Math.max(measured, line) * ROOM, Math.min(band, 1.5 * Math.max(measured, line)));
        this.across = Scale.exact(0, right * 1.03, 6);
        this.up = Scale.fromZero(most, 5);
    }

    Plot plot() {
        Drawing drawing = new Drawing(across, up);
        List<Key> legend = new ArrayList<>();
        Pins pins = new Pins();
        peak(drawing, legend, pins);
        if (!curve.isEmpty()) {
            drawing.area(points(curve, 1), points(curve, -1), "band");
        }
        ideal(drawing);
        if (!curve.isEmpty()) {
            List<CurvePoint> within =
                    curve.stream().filter(p -> p.n() <= reach * 1.0001).toList();
            List<CurvePoint> beyond = curve.subList(Math.max(0, within.size() - 1), curve.size());
            drawing.line(points(within, 0), "fit");
            legend.add(new Key("Universal Scalability Law", "line fit"));
            legend.add(new Key("its 95 % band", "field band"));
            if (beyond.size() > 1) {
                drawing.line(points(beyond, 0), "fit beyond-data");
                legend.add(new Key("beyond the measured range", "line fit beyond-data"));
            }
        }
        legend.add(new Key("in proportion", "line ideal"));
        legend.add(new Key("measured", "shape dot"));
        scalability.points().forEach(p -> drawing.mark(p.n(), p.throughputPerSec(), "dot", "measured", tip(p)));
        return new Plot(
                facts.sentence(),
                List.of(drawing.panel("Throughput, /s", HEIGHT, Format::number)),
                across.ticksAcross(Format::number),
                facts.over(),
                pins.placed(),
                legend,
                false);
    }

    private void peak(Drawing drawing, List<Key> legend, Pins pins) {
        Fit fit = scalability.fit();
        Estimate peak = fit == null ? null : fit.peakN();
        if (peak != null && peak.low() <= across.high()) {
            drawing.strip(peak.low(), peak.high(), "interval", facts.sentence()).upright(peak.value(), "capacity");
            legend.add(new Key("95 % interval of the peak", "field interval"));
            pins.add(
                    across.at(peak.value()),
                    "peak at " + Format.number(peak.value()) + (across.holds(peak.value()) ? "" : " →"),
                    "capacity",
                    facts.sentence());
        }
    }

    /** As far as the field reaches: a line that followed the edge would say what nobody would. */
    private void ideal(Drawing drawing) {
        Fit fit = scalability.fit();
        double each = fit != null
                ? fit.lambda().value()
                : scalability.points().stream()
                        .findFirst()
                        .map(p -> p.throughputPerSec() / p.n())
                        .orElse(0.0);
        if (each > 0) {
            double end = Math.min(across.high(), up.high() / each);
            drawing.line(List.of(new Point(0, 0.0), new Point(end, end * each)), "ideal");
        }
    }

    /** @param side 1: upper end of the band, -1: lower, 0: the line */
    private static List<Point> points(List<CurvePoint> curve, int side) {
        return curve.stream()
                .map(p -> new Point(p.n(), side > 0 ? p.high() : side < 0 ? p.low() : p.throughputPerSec()))
                .toList();
    }

    private String tip(Scalability.Point p) {
        String fitted = curve.stream()
                .filter(c -> Math.abs(c.n() - p.n()) < 1e-9)
                .findFirst()
                .map(c -> "\nfitted " + Format.rate(c.throughputPerSec()) + " (" + Format.number(c.low()) + " to "
                        + Format.number(c.high()) + ")")
                .orElse("");
        return Format.number(p.n()) + " " + facts.over() + ": " + Format.rate(p.throughputPerSec()) + "\nefficiency "
                + Format.percent(p.efficiency()) + fitted;
    }
}
