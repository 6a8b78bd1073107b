package io.orchestress.report;

import io.orchestress.record.Comparison.ShiftPoint;
import io.orchestress.text.Format;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * How the distribution of latency moved. A percentile is slower where its whole 90 % interval lies above no change, faster where
 * it lies below.
 */
public record ShiftFacts(List<ShiftPoint> points) {
    private static final double BODY = 75;
    private static final double TAIL = 90;

    public ShiftFacts {
        points = points.stream()
                .filter(p -> p.percentile() < 100 && p.beforeMicros() > 0)
                .filter(p -> Double.isFinite(p.from()) && Double.isFinite(p.to()))
                .sorted(Comparator.comparingDouble(ShiftPoint::percentile))
                .toList();
    }

    /** After ÷ before − 1. */
    public static double change(ShiftPoint point) {
        return point.afterMicros() / point.beforeMicros() - 1;
    }

    /** {@code p50}, {@code p99.9}. */
    public static String name(double percentile) {
        return "p" + BigDecimal.valueOf(percentile).stripTrailingZeros().toPlainString();
    }

    /** Something from p90 on is slower, nothing up to p75. */
    public boolean onlyTailSlower() {
        return points.stream().anyMatch(p -> slower(p) && p.percentile() >= TAIL)
                && points.stream().noneMatch(p -> slower(p) && p.percentile() <= BODY)
                && points.stream().anyMatch(p -> p.percentile() <= BODY);
    }

    public boolean allSlower() {
        return !points.isEmpty() && points.stream().allMatch(ShiftFacts::slower);
    }

    /** One sentence on which percentiles moved, and by how much at most. */
    public String sentence() {
        if (points.isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>();
        part("slower", ShiftFacts::slower, Comparator.comparingDouble(ShiftFacts::change), parts);
        part(
                "faster",
                ShiftFacts::faster,
                Comparator.comparingDouble(ShiftFacts::change).reversed(),
                parts);
        return parts.isEmpty()
                ? "No latency percentile changed beyond its noise."
                : "Latency got " + String.join("; ", parts) + ".";
    }

    private void part(String word, Predicate<ShiftPoint> moved, Comparator<ShiftPoint> most, List<String> parts) {
        List<ShiftPoint> there = points.stream().filter(moved).toList();
        if (there.isEmpty()) {
            return;
        }
        ShiftPoint first = there.get(0);
        ShiftPoint last = there.get(there.size() - 1);
        ShiftPoint peak = there.stream().max(most).orElse(first);
        String range = there.size() == points.size() && there.size() > 1
                ? "at every percentile from " + name(first.percentile()) + " to " + name(last.percentile())
                : first == last
                        ? "at " + name(first.percentile())
                        : "between " + name(first.percentile()) + " and " + name(last.percentile());
        parts.add(word + " " + range + (first == last ? "" : ", most at " + name(peak.percentile())) + ": "
                + Format.latency(peak.beforeMicros()) + " → " + Format.latency(peak.afterMicros()) + ", "
                + Format.change(change(peak)) + " (" + ChangeLine.interval(peak.from(), peak.to()) + ")");
    }

    private static boolean slower(ShiftPoint point) {
        return point.from() > 0;
    }

    private static boolean faster(ShiftPoint point) {
        return point.to() < 0;
    }
}
