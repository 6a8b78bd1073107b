package io.orchestress.analysis.capacity;

import io.orchestress.record.LoadStep;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The load beyond which more of it buys less than its worth: where throughput, and if that does not bend, where p95 is furthest from the straight line between the first and the last
 * point, both axes from 0 to 1 (Kneedle). Not seen when it is nowhere further than {@value #LEAST}, nor where there is nothing to bend: throughput that reaches {@value
 * #IN_PROPORTION} of what the load grew by, p95 that does not rise to {@value #RISES} times what it is at the knee. Source: Satopää, Albrecht, Irwin, Raghavan, <i>Finding a "Kneedle" in a
 * Haystack</i>, ICDCSW 2011; its smoothing is left out, steps being few.
 */
final class Knee {
    static final double LEAST = 0.15;
    static final double IN_PROPORTION = 0.9;
    static final double RISES = 1.5;
    private static final int LEAST_POINTS = 5;

    private Knee() {}

    static OptionalDouble of(List<LoadStep> steps) {
        TreeMap<Double, Double> throughput = points(steps, LoadStep::throughputPerSec);
        OptionalDouble bend = isInProportion(throughput) ? OptionalDouble.empty() : furthest(throughput, 1);
        if (bend.isPresent()) {
            return bend;
        }
        TreeMap<Double, Double> p95 = points(steps, step -> step.p95Millis() == null ? 0 : step.p95Millis());
        OptionalDouble knee = furthest(p95, -1);
        return knee.isPresent() && p95.lastEntry().getValue() >= RISES * p95.getOrDefault(knee.getAsDouble(), 0.0)
                ? knee
                : OptionalDouble.empty();
    }

    private static boolean isInProportion(TreeMap<Double, Double> throughput) {
        return throughput.isEmpty()
                || throughput.lastEntry().getValue() / throughput.firstEntry().getValue()
                        >= IN_PROPORTION * throughput.lastKey() / throughput.firstKey();
    }

    private static TreeMap<Double, Double> points(List<LoadStep> steps, ToDoubleFunction<LoadStep> figure) {
        TreeMap<Double, Double> points = new TreeMap<>();
        steps.stream()
                .map(LoadStep::load)
                .distinct()
                .forEach(load -> points.put(
                        load,
                        steps.stream()
                                .filter(step -> step.load() == load)
                                .mapToDouble(figure)
                                .average()
                                .orElse(0)));
        return points;
    }

    /** @param side 1: above the line, for a curve that flattens; −1: below it, for one that steepens */
    private static OptionalDouble furthest(TreeMap<Double, Double> points, int side) {
        if (points.size() < LEAST_POINTS) {
            return OptionalDouble.empty();
        }
        double fromX = points.firstKey();
        double width = points.lastKey() - fromX;
        double fromY = points.values().stream().mapToDouble(y -> y).min().orElse(0);
        double height = points.values().stream().mapToDouble(y -> y).max().orElse(0) - fromY;
        double best = LEAST;
        OptionalDouble knee = OptionalDouble.empty();
        for (Map.Entry<Double, Double> point : points.entrySet()) {
            double off = side * ((point.getValue() - fromY) / height - (point.getKey() - fromX) / width);
            if (off > best) {
                best = off;
                knee = OptionalDouble.of(point.getKey());
            }
        }
        return knee;
    }
}
