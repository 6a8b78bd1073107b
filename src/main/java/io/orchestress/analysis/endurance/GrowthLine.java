package io.orchestress.analysis.endurance;

import io.orchestress.stats.trend.Drift;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The robust line through a series and through its halves, and the pattern that was taken out before.
 *
 * <p>A pattern that repeats is looked for in what remains of the series less its slope. Where it repeats twenty times or more, the series is
 * grouped by whole periods. Where it repeats less often, its typical shape (the median at each place of the period) is subtracted. Both count
 * whole periods from the end: half a period makes no slope. What remains is grouped into at most {@value #MOST_GROUPS}, a median each.
 *
 * @param whole line through all groups
 * @param first, second lines through the halves
 * @param tail the last quarter, and the level at the end
 * @param rose, rises from the median of the first third to that of the second, and from there to that of the last
 * @param dip by which the figure is below its line in the lowest of the bins; 0 or less
 * @param periodSeconds of the pattern; empty where there is none
 */
record GrowthLine(
        Drift whole,
        Drift first,
        Drift second,
        SeriesTail tail,
        double rose,
        double rises,
        double dip,
        OptionalDouble periodSeconds) {
    /** Groups of which a line is made. */
    static final int MOST_GROUPS = 60;

    static final int FEWEST_GROUPS = 10;
    private static final int MANY_PERIODS = 20;

    /**
     * Empty where fewer than {@value #FEWEST_GROUPS} groups were read.
     *
     * @param mostGroups at least {@value #FEWEST_GROUPS}
     * @param floor whether a group's figure is its lowest, rather than its median
     */
    static Optional<GrowthLine> of(BinnedSeries series, int mostGroups, boolean floor) {
        if (series.read() < FEWEST_GROUPS) {
            return Optional.empty();
        }
        ToDoubleFunction<double[]> figure =
                floor ? some -> Arrays.stream(some).min().orElseThrow() : BinnedSeries::median;
        GroupMedians all = groups(series, (double) series.size() / Math.min(mostGroups, series.size()), figure);
        if (all.at().length < FEWEST_GROUPS) {
            return Optional.empty();
        }
        Drift raw = all.line();
        double[] rest = series.filled();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= raw.slopePerSec() * i * series.width();
        }
        OptionalDouble period = Periodicity.of(rest);
        GroupMedians groups =
                period.isEmpty() ? all : withoutPattern(series, rest, period.getAsDouble(), mostGroups, figure);
        int count = groups.at().length;
        return count < FEWEST_GROUPS
                ? Optional.empty()
                : Optional.of(new GrowthLine(
                        groups.line(),
                        groups.part(0, count / 2).line(),
                        groups.part(count / 2, count).line(),
                        SeriesTail.of(groups),
                        groups.median(count / 3, 2 * count / 3) - groups.median(0, count / 3),
                        groups.median(2 * count / 3, count) - groups.median(count / 3, 2 * count / 3),
                        dip(rest),
                        period.isEmpty() ? period : OptionalDouble.of(period.getAsDouble() * series.width())));
    }

    private static double dip(double[] rest) {
        double[] sorted = rest.clone();
        double middle = BinnedSeries.median(sorted);
        return sorted[0] - middle;
    }

    private static GroupMedians withoutPattern(
            BinnedSeries series, double[] rest, double period, int mostGroups, ToDoubleFunction<double[]> figure) {
        int periods = (int) (series.size() / period);
        if (periods >= MANY_PERIODS) {
            int together = Math.max(1, (int) Math.ceil((double) periods / mostGroups));
            return groups(series, together * period, figure);
        }
        int skipped = series.size() - (int) Math.min(series.size(), Math.floor(periods * period));
        double[] shape = shape(rest, skipped, period);
        double[] flat = series.values().clone();
        for (int i = skipped; i < flat.length; i++) {
            flat[i] -= shape[(int) ((i - skipped) % period)];
        }
        BinnedSeries whole = new BinnedSeries(series.fromSeconds(), series.width(), flat).cut(skipped, flat.length);
        return groups(whole, (double) whole.size() / Math.min(mostGroups, whole.size()), figure);
    }

    /** Around its own median, so that the level stays. */
    private static double[] shape(double[] rest, int skipped, double period) {
        double[] shape = new double[(int) Math.ceil(period)];
        double level = BinnedSeries.median(Arrays.copyOfRange(rest, skipped, rest.length));
        for (int place = 0; place < shape.length; place++) {
            int wanted = place;
            double[] there = IntStream.range(skipped, rest.length)
                    .filter(i -> (int) ((i - skipped) % period) == wanted)
                    .mapToDouble(i -> rest[i])
                    .toArray();
            shape[place] = there.length == 0 ? 0 : BinnedSeries.median(there) - level;
        }
        return shape;
    }

    /** Counted from the end; a rest at the start is left out, and so is a group in which nothing was read. */
    private static GroupMedians groups(BinnedSeries series, double binsPerGroup, ToDoubleFunction<double[]> figure) {
        int count = (int) Math.floor(series.size() / binsPerGroup + 1e-9);
        double[] at = new double[count];
        double[] values = new double[count];
        int kept = 0;
        for (int group = 0; group < count; group++) {
            int from = (int) Math.max(0, Math.round(series.size() - (count - group) * binsPerGroup));
            int to = (int) Math.round(series.size() - (count - group - 1) * binsPerGroup);
            double[] read = Arrays.stream(series.values(), from, to)
                    .filter(Double::isFinite)
                    .toArray();
            if (read.length > 0) {
                at[kept] = (series.at(from) + series.at(to - 1)) / 2;
                values[kept++] = figure.applyAsDouble(read);
            }
        }
        return new GroupMedians(Arrays.copyOf(at, kept), Arrays.copyOf(values, kept));
    }
}
