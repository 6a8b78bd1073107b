package io.orchestress.stats.changepoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.hipparchus.distribution.continuous.TDistribution;

/**
 * The algorithm of Fleming et al., <i>Hunter</i> (ICPE 2023), with the choices that Apache Otava makes where the paper leaves them:
 * what ours is measured against. {@link HunterTest} holds it to the results that Otava's own tests expect.
 *
 * @param window runs
 * @param maxPValue of a change point
 * @param leastChange share of the smaller level
 */
public record Hunter(int window, double maxPValue, double leastChange) {
    /** Otava's. */
    public static final Hunter DEFAULT = new Hunter(50, 0.001, 0);

    private record Point(int index, double pValue, double size) {}

    public List<Integer> indexes(double[] values) {
        double weak = maxPValue < 0.05 ? maxPValue * 10 : maxPValue < 0.5 ? maxPValue * 2 : maxPValue;
        TreeMap<Integer, Boolean> found = new TreeMap<>();
        int start = 0;
        while (start < values.length) {
            double[] seen = Arrays.copyOfRange(values, start, Math.min(start + window, values.length));
            int last = 0;
            for (int index : divided(seen, weak)) {
                found.put(start + index, true);
                last = start + index;
            }
            start = Math.max(last, start + window / 2);
        }
        return merged(values, new ArrayList<>(found.keySet()));
    }

    private static List<Integer> divided(double[] seen, double maxPValue) {
        Energy energy = new Energy(seen);
        List<Integer> points = new ArrayList<>();
        while (true) {
            Energy.Division best = null;
            for (int i = 0; i <= points.size(); i++) {
                int from = i == 0 ? 0 : points.get(i - 1);
                Energy.Division next = energy.best(from, i == points.size() ? seen.length : points.get(i), 1);
                best = next != null && (best == null || next.energy() > best.energy()) ? next : best;
            }
            if (best == null) {
                return points;
            }
            List<Integer> more = new ArrayList<>(points);
            more.add(best.index());
            more.sort(Comparator.naturalOrder());
            if (point(seen, more, more.indexOf(best.index())).pValue > maxPValue) {
                return points;
            }
            points = more;
        }
    }

    /** Only the points beside the one that went are looked at again. */
    private List<Integer> merged(double[] values, List<Integer> indexes) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            points.add(point(values, indexes, i));
        }
        while (!points.isEmpty()) {
            Point weakest = points.stream()
                    .max(Comparator.comparingDouble(Point::pValue))
                    .orElseThrow();
            // The first of equals, as Python's max gives it.
            double p = weakest.pValue;
            weakest = points.stream()
                    .filter(point -> point.pValue == p)
                    .findFirst()
                    .orElseThrow();
            if (weakest.pValue < maxPValue) {
                weakest = points.stream()
                        .min(Comparator.comparingDouble(Point::size))
                        .orElseThrow();
                if (weakest.size > leastChange) {
                    break;
                }
            }
            int out = points.indexOf(weakest);
            points.remove(out);
            List<Integer> left = points.stream().map(Point::index).toList();
            for (int i = out; i <= out + 1 && i < points.size(); i++) {
                points.set(i, point(values, left, i));
            }
        }
        return points.stream().map(Point::index).toList();
    }

    /** Student's t with the standard deviations of n, not n − 1, as Otava gives them to it. */
    private static Point point(double[] values, List<Integer> indexes, int i) {
        int index = indexes.get(i);
        double[] left = Arrays.copyOfRange(values, i == 0 ? 0 : indexes.get(i - 1), index);
        double[] right =
                Arrays.copyOfRange(values, index, i + 1 == indexes.size() ? values.length : indexes.get(i + 1));
        double before = Arrays.stream(left).average().orElseThrow();
        double after = Arrays.stream(right).average().orElseThrow();
        int freedom = left.length + right.length - 2;
        double pValue = 1;
        if (freedom > 0) {
            double pooled = ((left.length - 1) * variance(left, before) + (right.length - 1) * variance(right, after))
                    / freedom;
            double error = Math.sqrt(pooled * (1.0 / left.length + 1.0 / right.length));
            pValue = error == 0
                    ? (before == after ? 1 : 0)
                    : 2 * new TDistribution(freedom).cumulativeProbability(-Math.abs(after - before) / error);
        }
        return new Point(index, pValue, Math.max(share(before, after), share(after, before)));
    }

    private static double variance(double[] values, double mean) {
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    }

    private static double share(double from, double to) {
        return from == 0 ? 0 : Math.abs(to / from - 1);
    }
}
