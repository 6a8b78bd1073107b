package io.orchestress.report.html;

import io.orchestress.record.Capacity;
import io.orchestress.record.Capacity.Break;
import io.orchestress.record.Estimate;
import io.orchestress.record.LoadStep;
import io.orchestress.report.CapacityFacts;
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
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Throughput and latency over load: the steps by their outcome, the SLO, the capacity with its interval, knee and breaking points. */
final class CapacityChart {
    private static final int HEIGHT = 150;
    private static final int TICKS = 5;

    private final CapacityFacts facts;
    private final Capacity capacity;
    private final Scale loads;

    CapacityChart(CapacityFacts facts) {
        this.facts = facts;
        this.capacity = facts.capacity();
        Estimate highest = capacity.highest();
        double most = Stream.concat(
                        capacity.steps().stream().map(LoadStep::load),
                        Stream.of(
                                highest == null ? 0.0 : highest.high(),
                                Objects.requireNonNullElse(capacity.expectedLoad(), 0.0),
                                Objects.requireNonNullElse(capacity.bracketHigh(), 0.0)))
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1);
        this.loads = Scale.fromZero(most * 1.02, TICKS);
    }

    /** Loads at which anything broke, in ascending order: the numbers of the pins. */
    static List<Double> breakLoads(Capacity capacity) {
        return capacity.breakingPoints().stream()
                .map(Break::load)
                .distinct()
                .sorted()
                .toList();
    }

    Plot plot() {
        List<Key> legend = new ArrayList<>();
        legend.add(new Key("successful requests", "line rate"));
        boolean tasks = capacity.steps().stream().anyMatch(s -> s.goodputPerSec() != null);
        if (tasks) {
            legend.add(new Key("good tasks", "line good"));
        }
        legend.add(new Key("p95", "line p95"));
        if (capacity.steps().stream().anyMatch(s -> s.p50Millis() != null)) {
            legend.add(new Key("median", "line p50"));
        }
        capacity.steps().stream()
                .map(CapacityChart::shape)
                .distinct()
                .sorted()
                .forEach(shape -> legend.add(new Key(
                        switch (shape) {
                            case "pass" -> "good";
                            case "fail" -> "bad";
                            default -> "void";
                        },
                        "shape " + shape)));
        if (capacity.highest() != null) {
            legend.add(new Key("95 % interval of the capacity", "field interval"));
        } else if (bracket() != null) {
            legend.add(new Key("between sustained and not sustained", "field interval"));
        }
        return new Plot(
                summary(),
                List.of(throughput(), latency()),
                loads.ticksAcross(Format::number),
                capacity.unit().endsWith("/s")
                        ? "offered load, " + PlainText.clean(capacity.unit())
                        : PlainText.clean(capacity.unit()),
                pins(),
                legend,
                false);
    }

    private String summary() {
        return "Throughput and p95 of " + facts.stepsInWords() + ". " + facts.sentence();
    }

    private Panel throughput() {
        double most = capacity.steps().stream()
                .mapToDouble(s -> Math.max(s.throughputPerSec(), Objects.requireNonNullElse(s.goodputPerSec(), 0.0)))
                .max()
                .orElse(1);
        Drawing drawing = behind(new Drawing(loads, Scale.fromZero(most, 4)));
        drawing.line(means(LoadStep::goodputPerSec), "good").line(means(LoadStep::throughputPerSec), "rate");
        marks(drawing, LoadStep::throughputPerSec);
        return drawing.panel("Throughput, /s", HEIGHT, Format::number);
    }

    private Panel latency() {
        List<Double> all = capacity.steps().stream()
                .flatMap(s -> Stream.of(s.p95Millis(), s.p50Millis()))
                .filter(Objects::nonNull)
                .filter(v -> v > 0)
                .toList();
        OptionalDouble limit = facts.p95LimitMillis();
        double most = Math.max(all.stream().mapToDouble(v -> v).max().orElse(1), limit.orElse(0) * 1.05);
        Scale scale = Scale.fitting(all.stream().mapToDouble(v -> v).min().orElse(1), most, 4);
        Drawing drawing = behind(new Drawing(loads, scale));
        limit.ifPresent(l ->
                drawing.layer(l, scale.high(), "beyond", "").rule(l, "SLO: p95 ≤ " + Format.latency(l * 1e3), "limit"));
        drawing.line(means(LoadStep::p50Millis), "p50").line(means(LoadStep::p95Millis), "p95");
        marks(drawing, LoadStep::p95Millis);
        return drawing.panel(
                "Latency" + (scale.isLogarithmic() ? ", logarithmic" : ""),
                HEIGHT,
                v -> v == 0 ? "0" : Format.latency(v * 1e3).replaceAll("\\.0+ ", " "));
    }

    /** What lies behind both panels. */
    private Drawing behind(Drawing drawing) {
        Estimate highest = capacity.highest();
        double @Nullable [] bracket = bracket();
        if (highest != null) {
            drawing.strip(
                            highest.low(),
                            highest.high(),
                            "interval",
                            "Capacity: " + facts.load(highest.value()) + ", " + facts.range())
                    .upright(highest.value(), "capacity");
        } else if (bracket != null) {
            drawing.strip(bracket[0], bracket[1], "interval", "Capacity: " + facts.range());
        }
        if (capacity.knee() != null) {
            drawing.upright(capacity.knee(), "knee");
        }
        if (capacity.expectedLoad() != null) {
            drawing.upright(capacity.expectedLoad(), "stated");
        }
        breakLoads(capacity).forEach(load -> drawing.upright(load, "break"));
        return drawing;
    }

    private double @Nullable [] bracket() {
        Double high = capacity.bracketHigh();
        return capacity.highest() == null && high != null ? new double[] {capacity.bracketLow(), high} : null;
    }

    private List<Plot.Pin> pins() {
        Pins pins = new Pins();
        Estimate highest = capacity.highest();
        if (highest != null) {
            pins.add(
                    loads.at(highest.value()),
                    "capacity " + facts.shortLoad(highest.value()),
                    "capacity",
                    facts.range());
        }
        if (capacity.expectedLoad() != null) {
            pins.add(
                    loads.at(capacity.expectedLoad()),
                    "expected " + facts.shortLoad(capacity.expectedLoad()),
                    "stated",
                    "");
        }
        if (capacity.knee() != null) {
            pins.add(loads.at(capacity.knee()), "knee", "knee", "Knee at " + facts.load(capacity.knee()));
        }
        List<Double> broken = breakLoads(capacity);
        for (int i = 0; i < broken.size(); i++) {
            double load = broken.get(i);
            String causes = capacity.breakingPoints().stream()
                    .filter(b -> b.load() == load)
                    .map(b -> PlainText.clean(b.cause()) + ": " + CapacityView.figures(facts, b))
                    .collect(Collectors.joining("\n"));
            pins.add(loads.at(load), String.valueOf(i + 1), "break", causes);
        }
        return pins.placed();
    }

    /** Mean of a figure over the steps of the same load, by load. */
    private List<Point> means(Function<LoadStep, @Nullable Double> figure) {
        TreeMap<Double, List<LoadStep>> byLoad = capacity.steps().stream()
                .collect(Collectors.groupingBy(LoadStep::load, TreeMap::new, Collectors.toList()));
        List<Point> points = new ArrayList<>();
        byLoad.forEach((load, steps) -> steps.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .ifPresent(mean -> points.add(new Point(load, mean))));
        return points;
    }

    private void marks(Drawing drawing, Function<LoadStep, @Nullable Double> figure) {
        for (LoadStep step : capacity.steps()) {
            Double value = figure.apply(step);
            if (value != null) {
                drawing.mark(step.load(), value, shape(step), shape(step), tip(step));
            }
        }
    }

    private static String shape(LoadStep step) {
        return switch (step.outcome()) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case WARN, INCONCLUSIVE, INTERRUPTED -> "inconclusive";
        };
    }

    private String tip(LoadStep s) {
        List<String> lines = new ArrayList<>();
        lines.add(PlainText.clean(s.phase()) + ": " + s.word()
                + (s.voidBecause() != null
                        ? ", " + PlainText.clean(s.voidBecause())
                        : s.brokenBy().isEmpty()
                                ? ""
                                : ", violates "
                                        + s.brokenBy().stream()
                                                .map(PlainText::clean)
                                                .collect(Collectors.joining(", "))));
        lines.add("load " + facts.load(s.load()) + ", throughput " + Format.rate(s.throughputPerSec()));
        if (s.goodputPerSec() != null) {
            lines.add("good tasks " + Format.rate(s.goodputPerSec()));
        }
        if (s.p95Millis() != null) {
            lines.add("p95 " + Format.latency(s.p95Millis() * 1e3));
        }
        lines.add("errors " + Format.percent(s.errorRate()) + ", " + Format.number(s.concurrency()) + " in flight");
        return String.join("\n", lines);
    }
}
