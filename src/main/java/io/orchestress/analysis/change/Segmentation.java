package io.orchestress.analysis.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A row divided into levels: generously first, in windows, then merged until every step is significant, is no drift, and is large. */
final class Segmentation {
    /** So many times likelier than a change point may be chance is a weak one. */
    private static final double WEAK = 10;

    private static final Comparator<Step> LEAST_SURE =
            Comparator.comparingDouble(Step::pValue).reversed();

    private final double[] values;
    private final ChangeSettings settings;
    /** Among so many runs the one of a change is chosen. */
    private final int choices;

    Segmentation(double[] values, ChangeSettings settings) {
        this.values = values;
        this.settings = settings;
        this.choices = Math.max(1, Math.min(values.length, settings.windowRuns()) - 2 * settings.levelRuns() + 1);
    }

    /** Change points by position in the row, oldest first. */
    List<ChangePoint> points() {
        List<Integer> indexes = new ArrayList<>(weak());
        merge(indexes, this::likelyChance, LEAST_SURE);
        for (int i = 0; i < indexes.size(); i++) {
            indexes.set(i, sharpest(indexes, i));
        }
        merge(indexes, this::likelyChance, LEAST_SURE);
        // What goes from here on is real, but no step, or small. It must not cast doubt on its neighbours: their
        // p-values stay.
        Map<Integer, Double> pValues = steps(indexes).stream().collect(Collectors.toMap(Step::index, this::corrected));
        merge(indexes, Step::drift, Comparator.comparingDouble(Step::size));
        merge(indexes, step -> step.size() < settings.leastChange(), Comparator.comparingDouble(Step::size));
        return steps(indexes).stream()
                .map(step -> step.at(Objects.requireNonNull(pValues.get(step.index()))))
                .toList();
    }

    private SortedSet<Integer> weak() {
        SortedSet<Integer> found = new TreeSet<>();
        int window = settings.windowRuns();
        for (int start = 0; ; start += window / 2) {
            int end = Math.min(values.length, start + window);
            double[] seen = Arrays.copyOfRange(values, start, end);
            divide(seen, new Energy(seen), 0, seen.length, start, found);
            if (end == values.length) {
                return found;
            }
        }
    }

    private void divide(double[] seen, Energy energy, int from, int to, int offset, SortedSet<Integer> found) {
        Energy.Division division = energy.best(from, to, settings.levelRuns());
        if (division == null) {
            return;
        }
        Step step = Step.ofIndependent(seen, from, division.index(), division.end());
        if (corrected(step) < WEAK * settings.falseAlarms()) {
            add(found, offset + division.index());
            divide(seen, energy, from, division.index(), offset, found);
            divide(seen, energy, division.index(), to, offset, found);
        }
    }

    /** Two windows may see one change a run or two apart. */
    private void add(SortedSet<Integer> found, int index) {
        if (found.subSet(index - settings.levelRuns() + 1, index + settings.levelRuns())
                .isEmpty()) {
            found.add(index);
        }
    }

    /** Takes out the first of those refused, one by one, and looks again, because the levels beside it are longer then. */
    private void merge(List<Integer> indexes, Predicate<Step> refused, Comparator<Step> first) {
        Optional<Step> out;
        do {
            out = steps(indexes).stream()
                    .filter(refused)
                    .min(first.thenComparing(Step::index, Comparator.reverseOrder()));
            out.ifPresent(step -> indexes.remove((Integer) step.index()));
        } while (out.isPresent());
    }

    /** Equally many indexes as steps: each divides the two levels beside it. */
    private List<Step> steps(List<Integer> indexes) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < indexes.size(); i++) {
            steps.add(Step.of(values, from(indexes, i), indexes.get(i), to(indexes, i)));
        }
        return steps;
    }

    /** The index between the same neighbours that divides best into levels. */
    private int sharpest(List<Integer> indexes, int i) {
        int from = from(indexes, i);
        int to = to(indexes, i);
        int best = indexes.get(i);
        double least = Step.of(values, from, best, to).squares();
        for (int index = from + settings.levelRuns(); index <= to - settings.levelRuns(); index++) {
            double squares = Step.of(values, from, index, to).squares();
            if (squares < least) {
                least = squares;
                best = index;
            }
        }
        return best;
    }

    /** Start of the level before the i-th index, as far back as is compared. */
    private int from(List<Integer> indexes, int i) {
        return Math.max(i == 0 ? 0 : indexes.get(i - 1), indexes.get(i) - settings.windowRuns());
    }

    private int to(List<Integer> indexes, int i) {
        return Math.min(
                i + 1 == indexes.size() ? values.length : indexes.get(i + 1), indexes.get(i) + settings.windowRuns());
    }

    private boolean likelyChance(Step step) {
        return corrected(step) >= settings.falseAlarms();
    }

    /** Bonferroni: the best of so many indexes is as good as this by chance at most so often. */
    private double corrected(Step step) {
        return Math.min(1, choices * step.pValue());
    }
}
