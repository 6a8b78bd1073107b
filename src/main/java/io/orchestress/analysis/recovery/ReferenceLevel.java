package io.orchestress.analysis.recovery;

import io.orchestress.record.Interval;
import io.orchestress.record.LatencyBuckets;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import io.orchestress.stats.Quantile;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** The reference: what was measured while all was well, of at most the last ten minutes of it. */
final class ReferenceLevel {
    static final double LONGEST_SECONDS = 600;
    private static final double MICROS = 1000;

    private final CountsBySecond seconds;
    private final LatencyCounts[] bySecond;

    ReferenceLevel(double from, double to) {
        seconds = new CountsBySecond(Math.max(from, to - LONGEST_SECONDS), to);
        bySecond = new LatencyCounts[seconds.count()];
    }

    void row(TimeSeriesRow row) {
        seconds.row(row);
    }

    void resource(ResourceRow row) {
        seconds.resource(row);
    }

    void interval(Interval interval) {
        int i = seconds.index(interval.middleSeconds());
        if (i < 0) {
            return;
        }
        if (interval.series().isOk()) {
            if (bySecond[i] == null) {
                bySecond[i] = new LatencyCounts();
            }
            bySecond[i].add(interval);
            seconds.ok[i] += interval.totalCount();
        } else {
            seconds.failed[i] += interval.totalCount();
        }
    }

    int count() {
        return seconds.count();
    }

    long ok() {
        return Arrays.stream(seconds.ok).sum();
    }

    long failed() {
        return Arrays.stream(seconds.failed).sum();
    }

    double okPerSec() {
        return count() == 0 ? 0 : (double) ok() / count();
    }

    /** Of good answers; empty where there was none. */
    Optional<Quantile> p95() {
        LatencyCounts all = all();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.p95());
    }

    /** The slowest good answer; 0 where there was none. */
    double maxMillis() {
        LatencyCounts all = all();
        return all.isEmpty() ? 0 : all.atPercentile(100) / MICROS;
    }

    private LatencyCounts all() {
        LatencyCounts all = new LatencyCounts();
        Arrays.stream(bySecond).filter(Objects::nonNull).forEach(all::add);
        return all;
    }

    /** How much the answers slower than its p95 come in bursts. */
    double slowDispersion(double p95Millis) {
        long limit = Math.round(p95Millis * MICROS);
        long[] slow = new long[count()];
        for (int i = 0; i < count(); i++) {
            slow[i] = bySecond[i] == null ? 0 : seconds.ok[i] - bySecond[i].countUpTo(limit);
        }
        return dispersion(slow, seconds.ok);
    }

    double failedDispersion() {
        long[] all = new long[count()];
        Arrays.setAll(all, i -> seconds.ok[i] + seconds.failed[i]);
        return dispersion(seconds.failed, all);
    }

    private static double dispersion(long[] k, long[] n) {
        double share =
                (double) Arrays.stream(k).sum() / Math.max(1, Arrays.stream(n).sum());
        return LikelihoodScores.dispersion(
                IntStream.range(0, k.length)
                        .mapToDouble(i -> k[i] - share * n[i])
                        .toArray(),
                Arrays.stream(n).mapToDouble(one -> share * (1 - share) * one).toArray());
    }

    double okDispersion() {
        return countDispersion(Arrays.stream(seconds.ok).asDoubleStream().toArray());
    }

    /** @param counts of which none is {@code NaN} */
    static double countDispersion(double[] counts) {
        double mean = Arrays.stream(counts).average().orElse(0);
        return LikelihoodScores.dispersion(
                Arrays.stream(counts).map(count -> count - mean).toArray(),
                Arrays.stream(counts).map(count -> mean).toArray());
    }

    /** Readings of the target's queue. */
    double[] queue() {
        return known(seconds.queue(count()));
    }

    double[] inFlight() {
        return known(seconds.inFlight(count()));
    }

    private static double[] known(double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    }

    /** Samples of an interval that are slower than a limit. */
    static long slower(Interval interval, long limitMicros) {
        long[] sum = {0};
        interval.forEachBucket((bucket, count) -> {
            if (LatencyBuckets.lowestMicros(bucket) > limitMicros) {
                sum[0] += count;
            }
        });
        return sum[0];
    }
}
