package io.orchestress.analysis.endurance;

import io.orchestress.stats.trend.Drift;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How a series ends. A robust line does not see what bends it at its end: a slope that is a median over all pairs stays what it was while up
 * to 29 % of the readings are wrong. So the last quarter has a line of its own, and what is too short for a line is measured by its level.
 *
 * <p>An hour tells little of the growth of an hour, if nothing is known of the level at which it began. But that is known from what was
 * before: so the growth of the last quarter is also that of a line which starts there.
 *
 * @param before line through the first three quarters
 * @param last line through the last quarter, {@value #FEWEST} groups at least
 * @param since growth of the last quarter from the level on that the line through the half before it had reached
 * @param ends levels of the last tenth and of the last twentieth
 */
record SeriesTail(Drift before, Drift last, Since since, List<End> ends) {
    private static final int FEWEST = 5;
    private static final int FEWEST_AT_END = 3;
    /** Variance of a median ÷ that of a mean, of normal noise. */
    private static final double OF_MEDIANS = Math.PI / 2;

    private static final double ONE_SIDED_95 = 1.6449;
    private static final double ONE_SIDED_90 = 1.2816;
    private static final double STANDARD_ERRORS = 3;
    /** Growth that does not matter is granted for this long at least: one thread more in a minute is no growth per hour. */
    private static final double LEAST_SECONDS = 900;

    private static final double HOUR = 3600;

    /**
     * @param slopePerSec median of the slopes from the start to each group, weighted by their distance
     * @param errorPerSec standard error
     */
    record Since(double slopePerSec, double errorPerSec) {
        double highPerSec() {
            return slopePerSec + ONE_SIDED_95 * errorPerSec;
        }

        boolean isGrowth() {
            return slopePerSec > ONE_SIDED_90 * errorPerSec;
        }

        /** Below it, or below twice as much where nothing speaks for any growth: a quarter of the time tells less. */
        boolean isBelow(double perHour) {
            double high = HOUR * highPerSec();
            return high < perHour || (high < 2 * perHour && !isGrowth());
        }
    }

    /**
     * Level at the end, against the line through what is before it.
     *
     * @param excess median of the end, less where the line would be by then
     * @param error standard error of the excess
     * @param seconds length of the end
     */
    record End(double excess, double error, double seconds) {
        /** By more than chance, and by more than growth that does not matter would have made of it meanwhile. */
        boolean isAbove(double mattersPerHour) {
            return excess > STANDARD_ERRORS * error + mattersPerHour * Math.max(LEAST_SECONDS, seconds) / HOUR;
        }
    }

    /** @param groups at least {@value GrowthLine#FEWEST_GROUPS} */
    static SeriesTail of(GroupMedians groups) {
        int count = groups.size();
        int from = count - Math.max(FEWEST, count / 4);
        return new SeriesTail(
                groups.part(0, from).line(),
                groups.part(from, count).line(),
                since(groups, from),
                IntStream.of(10, 20)
                        .map(share -> Math.max(FEWEST_AT_END, count / share))
                        .distinct()
                        .mapToObj(end -> end(groups, end))
                        .toList());
    }

    /**
     * With the standard error {@code s} of the slope of the line before, its length {@code L}, its {@code n} groups, the length {@code l}
     * of the last quarter and its {@code m} groups: {@code s L ÷ l · √(π ÷ 2 · n ÷ 4m + ¾)}; the first part at least what the spread of
     * the last quarter itself says, {@code π ÷ 2 · s_l² ÷ 4}.
     */
    private static Since since(GroupMedians groups, int from) {
        int begin = Math.max(0, from - Math.max(FEWEST, groups.size() / 2));
        Drift line = groups.part(begin, from).line();
        double length = groups.seconds(begin, from);
        double width = length / (from - begin);
        double start = line.end() + line.slopePerSec() * width / 2;
        double startSeconds = groups.at()[from - 1] + width / 2;
        int count = groups.size() - from;
        double[] distance = new double[count];
        double[] slopes = new double[count];
        for (int i = 0; i < count; i++) {
            distance[i] = groups.at()[from + i] - startSeconds;
            slopes[i] = (groups.values()[from + i] - start) / distance[i];
        }
        double last = groups.part(from, groups.size()).line().errorPerSec();
        double before = line.errorPerSec() * length / groups.seconds(from, groups.size());
        double own = OF_MEDIANS * Math.max(before * before * (from - begin) / count, last * last) / 4;
        return new Since(weightedMedian(slopes, distance), Math.sqrt(own + 0.75 * before * before));
    }

    private static double weightedMedian(double[] values, double[] weights) {
        int[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double left = DoubleStream.of(weights).sum() / 2;
        for (int i : order) {
            left -= weights[i];
            if (left <= 0) {
                return values[i];
            }
        }
        return values[order[order.length - 1]];
    }

    /**
     * The line is that through the four tenths before. With the standard error {@code s} of its slope, its length {@code L} and {@code n}
     * groups, that of the level of {@code m} groups which lie {@code d} behind its middle is {@code s √(d² + L² ÷ 12 · (1 + n ÷ m))}.
     */
    private static End end(GroupMedians groups, int size) {
        int to = groups.size() - size;
        int from = Math.max(0, to - Math.max(FEWEST, 2 * groups.size() / 5));
        Drift line = groups.part(from, to).line();
        double distance = groups.middle(to, groups.size()) - groups.middle(from, to);
        double length = groups.seconds(from, to);
        double there = (line.start() + line.end()) / 2 + line.slopePerSec() * distance;
        double error = line.errorPerSec()
                * Math.sqrt(distance * distance + length * length / 12 * (1 + (double) (to - from) / size));
        return new End(groups.median(to, groups.size()) - there, error, groups.seconds(to, groups.size()));
    }

    /** Whether the end stands above what was before it, by more than chance and than growth that does not matter. */
    boolean endsAbove(double mattersPerHour) {
        return ends.stream().anyMatch(end -> end.isAbove(mattersPerHour));
    }
}
