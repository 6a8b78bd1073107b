package io.orchestress.report.html;

import io.orchestress.analysis.ResourceTimeline;
import io.orchestress.analysis.Timeline.Bin;
import io.orchestress.analysis.Timeline.Percentiles;
import io.orchestress.record.DriftResult;
import io.orchestress.record.ResourceName;
import io.orchestress.record.RunRecord.PlannedPhase;
import io.orchestress.report.RunFacts;
import io.orchestress.report.plot.Drawing;
import io.orchestress.report.plot.Drawing.Point;
import io.orchestress.report.plot.Plot;
import io.orchestress.report.plot.Scale;
import io.orchestress.text.Format;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A figure over the whole run, with the robust line through its constant load and the band of its slope. */
final class DriftChart {
    private static final int HEIGHT = 92;
    private static final int MOST_POINTS = 240;
    private static final double HOUR_SECONDS = 3600;
    private static final double LEAST_SPAN = 0.1;

    private final DriftResult drift;
    private final RunFacts facts;
    private final List<Bin> bins;
    private final double width;

    DriftChart(DriftResult drift, RunFacts facts) {
        this.drift = drift;
        this.facts = facts;
        this.bins = facts.findings().timeline().bins();
        this.width = facts.findings().timeline().binSeconds();
    }

    /** Absent where there is no time line. */
    @Nullable
    Plot plot() {
        if (bins.isEmpty()) {
            return null;
        }
        Scale time = Scale.clock(0, facts.chartSeconds(), 7);
        double to = facts.planned(drift.phase()).map(PlannedPhase::endSeconds).orElse(facts.loadSeconds());
        to = Math.min(to, facts.chartSeconds());
        double from = Math.max(0, to - drift.watchedSeconds());
        double middle = (from + to) / 2;
        double half = (to - from) / 2 / HOUR_SECONDS;
        double centre = (drift.start() + drift.end()) / 2;
        double low = drift.perHour().low() * half;
        double high = drift.perHour().high() * half;
        List<Point> points = Thinned.of(
                IntStream.range(0, bins.size()).boxed().toList(),
                i -> bins.get(i).atSeconds() + width / 2,
                this::figure,
                MOST_POINTS);
        Scale scale = scale(points, centre, Math.max(Math.abs(low), Math.abs(high)));
        Drawing drawing = new Drawing(time, scale).strip(from, to, "watched", "");
        drawing.line(points, "figure");
        drawing.area(
                List.of(new Point(from, centre - low), new Point(middle, centre), new Point(to, centre + high)),
                List.of(new Point(from, centre - high), new Point(middle, centre), new Point(to, centre + low)),
                "slope");
        drawing.line(List.of(new Point(from, drift.start()), new Point(to, drift.end())), "robust");
        if (drift.limit() != null) {
            drawing.rule(drift.limit(), "limit", "limit");
        }
        return new Plot(
                EnduranceView.name(drift) + ": " + drift.reason(),
                List.of(drawing.panel("", HEIGHT, this::text)),
                time.ticksAcross(Format::clock),
                "",
                List.of(),
                List.of(),
                true);
    }

    private String text(double value) {
        return value == 0 ? "0" : Format.of(value, drift.unit()).replaceAll("\\.0+ ", " ");
    }

    /** Tight around what was read, but never so tight that noise looks like a mountain. */
    private Scale scale(List<Point> points, double centre, double slope) {
        List<Double> all = Stream.concat(
                        points.stream().map(Point::y).filter(Objects::nonNull),
                        Stream.of(drift.start(), drift.end(), centre - slope, centre + slope))
                .toList();
        double least = all.stream().mapToDouble(v -> v).min().orElse(0);
        double most = all.stream().mapToDouble(v -> v).max().orElse(1);
        double room = Math.max(0, Math.abs(centre) * LEAST_SPAN - (most - least)) / 2;
        double floor = least >= 0 ? Math.max(0, least - room) : least - room;
        return drift.unit().equals("B") ? Scale.binary(floor, most + room, 3) : Scale.around(floor, most + room, 3);
    }

    private @Nullable Double figure(int bin) {
        double unit = Thinned.size(drift.unit());
        Optional<ResourceTimeline.Line> line = facts.findings()
                .resourceTimeline()
                .flatMap(resources -> resources.line(drift.subject(), drift.metric()));
        if (line.isPresent() && ResourceName.isKnown(drift.metric())) {
            Double value = line.get().means().get(bin);
            return value == null ? null : Double.valueOf(value / unit);
        }
        Double seconds = latencySeconds(bins.get(bin));
        return seconds == null ? null : Double.valueOf(seconds / unit);
    }

    /** Of all requests where the subject is no request by name; only p95 is kept by request. */
    private @Nullable Double latencySeconds(Bin bin) {
        boolean one = facts.findings().timeline().requests().contains(drift.subject());
        if (one) {
            Long micros =
                    drift.metric().equals("p95") ? bin.p95MicrosByRequest().get(drift.subject()) : null;
            return micros == null ? null : Double.valueOf(micros / 1e6);
        }
        Percentiles p = bin.percentiles();
        if (p == null) {
            return null;
        }
        return switch (drift.metric()) {
            case "p50" -> Double.valueOf(p.p50() / 1e6);
            case "p95" -> Double.valueOf(p.p95() / 1e6);
            case "p99" -> Double.valueOf(p.p99() / 1e6);
            default -> null;
        };
    }
}
