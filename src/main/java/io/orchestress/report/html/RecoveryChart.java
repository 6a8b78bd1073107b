package io.orchestress.report.html;

import io.orchestress.analysis.ResourceTimeline;
import io.orchestress.analysis.Timeline.Bin;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.record.ResourceName;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.record.metric.MetricCatalogue;
import io.orchestress.report.RunFacts;
import io.orchestress.report.plot.Drawing;
import io.orchestress.report.plot.Drawing.Point;
import io.orchestress.report.plot.Pins;
import io.orchestress.report.plot.Plot;
import io.orchestress.report.plot.Plot.Key;
import io.orchestress.report.plot.Plot.Panel;
import io.orchestress.report.plot.Scale;
import io.orchestress.text.Format;
import io.orchestress.text.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/** What was seen around a release: a panel a figure over the same time, the limit up to which it is normal, release and return. */
final class RecoveryChart {
    private static final int HEIGHT = 96;
    private static final double LEAST_BEFORE_SECONDS = 10;
    private static final int MOST_POINTS = 400;

    private final Recovery recovery;
    private final RunFacts facts;
    private final List<Bin> bins;
    private final double width;
    private final Scale time;

    RecoveryChart(Recovery recovery, RunFacts facts) {
        this.recovery = recovery;
        this.facts = facts;
        this.bins = facts.findings().timeline().bins();
        this.width = facts.findings().timeline().binSeconds();
        double release = recovery.releasedAtSeconds();
        double before = Math.max(LEAST_BEFORE_SECONDS, recovery.observedSeconds() / 2);
        this.time = Scale.clock(Math.max(0, release - before), release + Math.max(1, recovery.observedSeconds()), 7);
    }

    Plot plot() {
        List<Panel> panels = new ArrayList<>();
        panels.add(panel("p95", "p95 latency", "ms", i -> {
            Bin bin = bins.get(i);
            return bin.percentiles() == null ? null : bin.percentiles().p95() / 1e3;
        }));
        panels.add(panel(MetricCatalogue.ERROR_RATE.name(), "Errors, % of ended requests", "%", i -> {
            Bin bin = bins.get(i);
            double all = bin.okPerSec() + bin.failedPerSec();
            return all > 0 ? 100 * bin.failedPerSec() / all : null;
        }));
        Optional<ResourceTimeline.Line> queue = facts.findings()
                .resourceTimeline()
                .flatMap(resources -> resources.line(ResourceName.TARGET, ResourceName.QUEUE_DEPTH));
        if (queue.isPresent()) {
            panels.add(panel(
                    "queue", "Waiting tasks", "count", i -> queue.get().means().get(i)));
        }
        panels.add(panel(queue.isPresent() ? "" : "queue", "Requests in flight", "count", i ->
                (double) bins.get(i).inFlight()));
        if (criterion(MetricCatalogue.THROUGHPUT.name()).isPresent()) {
            panels.add(panel(
                    MetricCatalogue.THROUGHPUT.name(),
                    "Throughput, /s",
                    "/s",
                    i -> bins.get(i).okPerSec()));
        }
        return new Plot(
                RecoveryView.sentence(recovery),
                panels,
                time.ticksAcross(Format::clock),
                "time since the load started",
                pins(),
                List.of(new Key("counts as normal", "field normal"), new Key("return of each metric", "line back")),
                false);
    }

    /** What a bin has of a figure; absent where it has nothing. */
    private interface Figure {
        @Nullable
        Double at(int bin);
    }

    private Panel panel(String metric, String title, String unit, Figure figure) {
        List<Point> points = points(figure);
        double most = points.stream()
                .map(Point::y)
                .filter(Objects::nonNull)
                .mapToDouble(v -> v)
                .max()
                .orElse(1);
        double least = points.stream()
                .map(Point::y)
                .filter(Objects::nonNull)
                .mapToDouble(v -> v)
                .filter(v -> v > 0)
                .min()
                .orElse(0);
        Optional<Criterion> criterion = criterion(metric);
        double limit = criterion.map(c -> c.limit() * factor(c.unit(), unit)).orElse(0.0);
        double top = Math.max(Math.max(most, limit * 1.1), metric.equals(MetricCatalogue.ERROR_RATE.name()) ? 1 : 0);
        Scale scale = metric.equals("p95") ? Scale.fitting(least, top, 3) : Scale.fromZero(top, 3);
        Drawing drawing = behind(new Drawing(time, scale));
        criterion.ifPresent(c -> {
            boolean floor = c.limit() < c.reference();
            drawing.layer(
                    floor ? limit : scale.low(),
                    floor ? scale.high() : limit,
                    "normal",
                    "Counts as normal: " + (floor ? "at least " : "up to ") + Format.of(c.limit(), c.unit()));
            drawing.rule(limit, (floor ? "≥ " : "≤ ") + Format.of(c.limit(), c.unit()), "limit soft");
            if (c.seconds() != null && c.outcome() == Outcome.RECOVERED) {
                drawing.upright(recovery.releasedAtSeconds() + c.seconds(), "back");
            }
        });
        drawing.line(points, "figure");
        DoubleFunction<String> text = v -> v == 0 ? "0" : Format.of(v, unit.equals("%") ? "" : unit);
        return drawing.panel(title + (scale.isLogarithmic() ? ", logarithmic" : ""), HEIGHT, text);
    }

    /** In the middle of each bin that is seen; several bins as their mean where there are more than can be drawn. */
    private List<Point> points(Figure figure) {
        List<Integer> seen = new ArrayList<>();
        for (int i = 0; i < bins.size(); i++) {
            if (time.holds(bins.get(i).atSeconds() + width / 2)) {
                seen.add(i);
            }
        }
        return Thinned.of(seen, i -> bins.get(i).atSeconds() + width / 2, figure::at, MOST_POINTS);
    }

    private Drawing behind(Drawing drawing) {
        List<PlannedPhase> plan = facts.run().plan();
        for (int i = 0; i < plan.size(); i++) {
            PlannedPhase phase = plan.get(i);
            if (phase.endSeconds() > time.low() && phase.startSeconds() < time.high() && i % 2 == 1) {
                drawing.strip(phase.startSeconds(), phase.endSeconds(), "phase", "");
            }
        }
        drawing.upright(recovery.releasedAtSeconds(), "released");
        if (recovery.seconds() != null) {
            drawing.upright(recovery.releasedAtSeconds() + recovery.seconds(), "recovered");
        }
        return drawing;
    }

    private List<Plot.Pin> pins() {
        Pins pins = new Pins();
        for (PlannedPhase phase : facts.run().plan()) {
            double from = Math.max(phase.startSeconds(), time.low());
            double to = Math.min(phase.endSeconds(), time.high());
            if (to - from > 0.08 * (time.high() - time.low())) {
                pins.add(time.at((from + to) / 2), PlainText.shorten(PlainText.clean(phase.name()), 20), "name", "");
            }
        }
        pins.add(
                time.at(recovery.releasedAtSeconds()),
                "released",
                "released",
                Format.clock(recovery.releasedAtSeconds()));
        if (recovery.seconds() != null) {
            pins.add(
                    time.at(recovery.releasedAtSeconds() + recovery.seconds()),
                    "back after " + Format.duration(recovery.seconds()),
                    "recovered",
                    "");
        }
        return pins.placed();
    }

    private Optional<Criterion> criterion(String metric) {
        return recovery.criteria().stream()
                .filter(c -> c.metric().equals(metric))
                .findFirst();
    }

    /** From the unit of a criterion to that of its panel. */
    private static double factor(String from, String to) {
        return Thinned.size(from) / Thinned.size(to);
    }
}
