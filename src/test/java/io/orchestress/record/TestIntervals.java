package io.orchestress.record;

import java.util.Arrays;

/** Intervals as a reader hands them over, for whoever takes them. */
public final class TestIntervals {
    private TestIntervals() {}

    public static Interval of(SeriesKey series, double startSeconds, long... micros) {
        Interval interval = new Interval();
        interval.begin(series, startSeconds, 1);
        Arrays.stream(micros).sorted().forEach(one -> interval.add(LatencyBuckets.indexOf(one), 1));
        return interval;
    }

    /** Moves it to another second. */
    public static Interval moved(Interval interval, double startSeconds) {
        int buckets = interval.buckets();
        long total = interval.totalCount();
        interval.begin(interval.series(), startSeconds, 1);
        interval.filled(buckets, total);
        return interval;
    }
}
