package io.orchestress.stats.changepoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A row divided into levels: in two, as long as no other order of a piece is likely to divide as well; then put where they divide best, and
 * taken out where one level or one line explains as much, or the change is small.
 */
final class Segmentation {
    private final double[] raw;
    private final double[] calm;
    private final ChangeSettings settings;
    private final LevelScale scale;
    /** Where levels begin, and how likely that is chance. */
    private final TreeMap<Integer, Double> found = new TreeMap<>();

    /** @param values on the scale, at least {@code leastRuns} of them */
    Segmentation(double[] values, ChangeSettings settings, LevelScale scale) {
        this.raw = values;
        this.calm = Outliers.pulledIn(values, settings.levelRuns());
        this.settings = settings;
        this.scale = scale;
        found.putAll(steps(0, values.length));
        sharpen();
        while (takeOut()) {
            // One at a time: what is beside it is longer then.
        }
    }

    /** Oldest first, by place in the row. */
    List<ChangePoint> points() {
        List<ChangePoint> points = new ArrayList<>();
        List<Stretch> stretches = stretches();
        for (Map.Entry<Integer, Double> point : found.entrySet()) {
            double[] levels = levels(point.getKey(), stretches);
            double before = scale.from(levels[0]);
            double after = scale.from(levels[1]);
            points.add(new ChangePoint(
                    point.getKey(), before, after, ChangePoint.relative(before, after), point.getValue()));
        }
        return points;
    }

    /** Oldest first, by place in the row. */
    List<DriftingLevel> drifts() {
        return stretches().stream().filter(Stretch::drifts).map(Stretch::drift).toList();
    }

    /** Of a piece: none, or where it divides best and where its parts do; or, where a line explains as much as all those, a step beside it. */
    private TreeMap<Integer, Double> steps(int from, int to) {
        TreeMap<Integer, Double> steps = new TreeMap<>();
        if (to - from < settings.leastRuns()) {
            return steps;
        }
        double[] piece = Arrays.copyOfRange(raw, from, to);
        Division best = Division.ofMeasured(Outliers.pulledIn(piece, settings.levelRuns()), settings);
        double p = best.score() > 0 ? Permutations.pValue(piece, best, settings) : 1;
        if (p >= settings.falseAlarms()) {
            return steps;
        }
        int left = from + best.from();
        int right = best.isStretch() ? from + best.to() : to;
        divide(steps, from, left, p);
        divide(steps, left, right, p);
        if (right < to) {
            divide(steps, right, to, p);
        }
        steps.remove(from);
        if (Stretch.criterion(calm, from, steps.keySet(), to, false)
                >= Stretch.criterion(calm, from, Set.of(), to, true)) {
            StepsBesideLine beside = StepsBesideLine.of(piece, settings);
            steps.clear();
            if (beside.pValue() < settings.falseAlarms()) {
                divide(steps, from, from + beside.index(), beside.pValue());
                divide(steps, from + beside.index(), to, beside.pValue());
                steps.remove(from);
            }
        }
        return steps;
    }

    private void divide(TreeMap<Integer, Double> steps, int from, int to, double p) {
        steps.put(from, p);
        steps.putAll(steps(from, to));
    }

    /** Each to where the pieces between the same neighbours leave the least sum of squares. */
    private void sharpen() {
        for (int index : List.copyOf(found.keySet())) {
            boolean sloped = around(index).isSloped();
            int from = from(index);
            int to = to(index);
            int best = index;
            double least = squares(from, index, to, sloped);
            for (int other = from + settings.levelRuns(); other <= to - settings.levelRuns(); other++) {
                double squares = squares(from, other, to, sloped);
                if (squares < least) {
                    least = squares;
                    best = other;
                }
            }
            Double p = found.remove(index);
            found.put(best, p == null ? 1 : p);
        }
    }

    private double squares(int from, int index, int to, boolean sloped) {
        return PiecewiseLine.of(calm, new int[] {from, index}, to, sloped).squares();
    }

    /** Takes out the smallest of those that explain nothing, or else the smallest of those that are too small. */
    private boolean takeOut() {
        List<Stretch> stretches = stretches();
        Integer idle = null;
        Integer small = null;
        double idleSize = Double.POSITIVE_INFINITY;
        double smallSize = scale.least(settings.leastChange());
        for (int index : found.keySet()) {
            double[] levels = levels(index, stretches);
            double size = scale.size(levels[0], levels[1]);
            if (size <= idleSize && !around(index).isDivided()) {
                idle = index;
                idleSize = size;
            }
            if (size < smallSize) {
                small = index;
                smallSize = size;
            }
        }
        Integer out = idle == null ? small : idle;
        return out != null && found.remove(out) != null;
    }

    /** Pieces that drift together with the step between them are one stretch, all others one each. */
    private List<Stretch> stretches() {
        List<Stretch> stretches = new ArrayList<>();
        Stretch last =
                new Stretch(calm, new int[] {0}, found.isEmpty() ? calm.length : found.firstKey(), settings, scale);
        for (int index : found.keySet()) {
            Stretch longer = last.with(index, to(index));
            if (longer.drifts()) {
                last = longer;
            } else {
                stretches.add(last);
                last = new Stretch(calm, new int[] {index}, to(index), settings, scale);
            }
        }
        stretches.add(last);
        return stretches;
    }

    /** Level before and after, on the scale. */
    private double[] levels(int index, List<Stretch> stretches) {
        return stretches.stream()
                .filter(stretch -> stretch.hasStep(index) && stretch.drifts())
                .findFirst()
                .orElseGet(() -> around(index))
                .levels(index);
    }

    private Stretch around(int index) {
        return new Stretch(calm, new int[] {from(index), index}, to(index), settings, scale);
    }

    private int from(int index) {
        Integer before = found.lowerKey(index);
        return before == null ? 0 : before;
    }

    private int to(int index) {
        Integer after = found.higherKey(index);
        return after == null ? calm.length : after;
    }
}
