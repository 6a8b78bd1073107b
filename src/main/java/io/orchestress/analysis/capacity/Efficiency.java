package io.orchestress.analysis.capacity;

import io.orchestress.record.Scalability.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Throughput per unit against that of the smallest, {@code (X ÷ n) ÷ (X₁ ÷ n₁)}; of several runs at the smallest, their mean. */
final class Efficiency {
    private Efficiency() {}

    /** @param points in ascending order of {@code n}, at least one */
    static List<Point> of(List<ScalingPoint> points) {
        double first = points.get(0).n();
        double perUnit = points.stream()
                        .filter(point -> point.n() == first)
                        .mapToDouble(ScalingPoint::throughputPerSec)
                        .average()
                        .orElse(0)
                / first;
        return points.stream()
                .map(point -> new Point(
                        point.n(),
                        point.throughputPerSec(),
                        point.meanMillis(),
                        point.p95Millis(),
                        perUnit > 0 ? point.throughputPerSec() / point.n() / perUnit : 0,
                        point.littleRatio(),
                        point.costPerThousand()))
                .toList();
    }

    /** Greatest fall from one {@code n} to the next, of means over runs at the same one; 0 when it never falls. */
    static double biggestDrop(List<Point> points) {
        Map<Double, Double> means = points.stream()
                .collect(Collectors.groupingBy(Point::n, TreeMap::new, Collectors.averagingDouble(Point::efficiency)));
        List<Double> efficiencies = new ArrayList<>(means.values());
        double drop = 0;
        for (int i = 1; i < efficiencies.size(); i++) {
            drop = Math.max(drop, efficiencies.get(i - 1) - efficiencies.get(i));
        }
        return drop;
    }
}
