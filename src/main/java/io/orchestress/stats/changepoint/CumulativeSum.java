package io.orchestress.stats.changepoint;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether runs are worse than those of a level that somebody accepted, added up run by run: it finds what creeps, and what
 * became the baseline by and by. One-sided cumulative sum with a reference that never moves by itself:
 *
 * <pre>
 * z = (y − μ) ÷ s, clipped to ±3, for the worse above 0; S = min(2 h, max(0, S + z − 1)); alarm at S &gt; h until S is 0
 * </pre>
 *
 * {@code μ, s} mean and standard deviation of the reference, outliers pulled in; on the scale of the settings. Page, Biometrika 41
 * (1954); docs/MATH.md §11 says where {@code h} is from, docs/measurements.md how often it errs.
 */
public sealed interface CumulativeSum {
    /** Runs that a reference needs. */
    int LEAST_REFERENCE = 20;

    /** Runs at most that it is made of, the newest before the point that was accepted. */
    int MOST_REFERENCE = 100;

    /**
     * Watches a row.
     *
     * @param values one a run, oldest first, finite or {@code NaN}
     * @param level first run of the level that was accepted
     * @param accepted last run of which that was said; below 0: nobody said anything, and the first runs are the reference
     */
    static CumulativeSum of(double[] values, int level, int accepted, boolean higherIsBetter, ChangeSettings settings) {
        int[] runs = IntStream.range(0, values.length)
                .filter(i -> !Double.isNaN(values[i]) && i >= level)
                .toArray();
        int until = (int) Arrays.stream(runs).filter(run -> run <= accepted).count();
        int end = Math.max(until, LEAST_REFERENCE);
        if (runs.length < end) {
            return new Filling(runs.length, LEAST_REFERENCE);
        }
        double[] known = Arrays.stream(runs).mapToDouble(i -> values[i]).toArray();
        LevelScale scale = settings.scale().fitting(known);
        double[] scaled = Arrays.stream(known).map(scale::to).toArray();
        CusumReference reference = CusumReference.of(
                Arrays.copyOfRange(scaled, Math.max(0, end - MOST_REFERENCE), end), settings, scale, higherIsBetter);
        double sum = 0;
        int onset = -1;
        int alarm = -1;
        for (int i = end; i < scaled.length; i++) {
            double next = reference.next(sum, scaled[i]);
            onset = sum == 0 && next > 0 ? i : onset;
            sum = next;
            alarm = sum == 0 ? -1 : alarm < 0 && sum > reference.limit() ? i : alarm;
        }
        double before = scale.from(reference.mean());
        int first = runs[Math.max(0, end - MOST_REFERENCE)];
        if (alarm < 0) {
            return new Quiet(first, runs[end - 1], before);
        }
        double after =
                scale.from(Arrays.stream(scaled, onset, scaled.length).average().orElseThrow());
        return new Alarm(
                first, runs[end - 1], runs[onset], runs[alarm], before, after, ChangePoint.relative(before, after));
    }

    /**
     * The reference is not complete yet.
     *
     * @param runs of the level that was accepted
     */
    record Filling(int runs, int needed) implements CumulativeSum {}

    /** The metric is neither better nor worse when it grows: there is nothing to be found. */
    record Undirected() implements CumulativeSum {}

    /**
     * No sign of anything.
     *
     * @param from, to first and last run of the reference
     * @param level of the reference, in the unit of the values
     */
    record Quiet(int from, int to, double level) implements CumulativeSum {}

    /**
     * The newest runs are worse than the reference, and have been since a run.
     *
     * @param from, to first and last run of the reference
     * @param since first run of those that were added up
     * @param told run with which it was sure
     * @param before level of the reference, in the unit of the values
     * @param after mean since
     * @param relativeChange {@code (after − before) ÷ |before|}; absent when {@code before} is 0
     */
    record Alarm(
            int from,
            int to,
            int since,
            int told,
            double before,
            double after,
            @Nullable Double relativeChange) implements CumulativeSum {}
}
