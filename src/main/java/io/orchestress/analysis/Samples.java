package io.orchestress.analysis;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Interval;
import io.orchestress.record.LatencyCounts;
import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import io.orchestress.record.SaturatedSum;
import io.orchestress.record.SeriesKey;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All samples of one request in one phase, or of several summed up; folded first, figures derived once at the end. */
final class Samples {
    private final LatencyCounts ok = new LatencyCounts();
    private final LatencyCounts failed = new LatencyCounts();
    private final LatencyCounts corrected = new LatencyCounts();
    private final Map<FailureClass, Long> failures = new TreeMap<>();
    private long laterOk;
    private final Map<FailureClass, Long> laterFailures = new TreeMap<>();

    void add(Interval interval) {
        SeriesKey series = interval.series();
        if (series.isCorrected()) {
            corrected.add(interval);
        } else if (series.isOk()) {
            ok.add(interval);
        } else if (interval.totalCount() > 0) {
            failed.add(interval);
            failures.merge(series.failureClass(), interval.totalCount(), SaturatedSum::plus);
        }
    }

    void add(Samples other) {
        ok.add(other.ok);
        failed.add(other.failed);
        corrected.add(other.corrected);
        other.failures.forEach((failure, count) -> failures.merge(failure, count, SaturatedSum::plus));
    }

    /** Counts what started after the plan, too: as requests and as failures, in no rate and in no latency. */
    void count(Samples later) {
        laterOk += later.ok.total();
        later.failures.forEach((failure, count) -> laterFailures.merge(failure, count, SaturatedSum::plus));
    }

    boolean isEmpty() {
        return ok.isEmpty() && failed.isEmpty() && corrected.isEmpty();
    }

    LatencyCounts all() {
        LatencyCounts all = new LatencyCounts();
        all.add(ok);
        all.add(failed);
        return all;
    }

    LatencyCounts corrected() {
        return corrected;
    }

    /**
     * Derives the figures; of what started after the plan the counts alone.
     *
     * @param seconds over which the load was driven; 0 gives a throughput of 0
     */
    RequestResult result(String name, double seconds, long apdexTargetMicros) {
        LatencyCounts all = all();
        Latency latency = latency(all);
        Map<FailureClass, Long> allFailures = new TreeMap<>(failures);
        laterFailures.forEach((failure, count) -> allFailures.merge(failure, count, SaturatedSum::plus));
        long allOk = ok.total() + laterOk;
        long allFailed = allFailures.values().stream().mapToLong(n -> n).sum();
        return new RequestResult(
                name,
                allOk + allFailed,
                allOk,
                allFailed,
                allFailures.getOrDefault(FailureClass.TIMEOUT, 0L),
                seconds > 0 ? all.total() / seconds : 0,
                allFailures,
                latency,
                latency(ok),
                latency(corrected),
                stabilityScore(latency),
                outliers(all),
                apdex(all.total(), apdexTargetMicros));
    }

    private static @Nullable Latency latency(LatencyCounts counts) {
        return counts.isEmpty() ? null : counts.latency();
    }

    private static double stabilityScore(@Nullable Latency latency) {
        return latency == null || latency.mean() <= 0 ? 0 : Math.max(0, 1 - latency.stdDev() / latency.mean());
    }

    private static long outliers(LatencyCounts all) {
        if (all.isEmpty()) {
            return 0;
        }
        long p25 = all.atPercentile(25);
        long p75 = all.atPercentile(75);
        return all.total() - all.countUpTo(p75 + 3 * (p75 - p25));
    }

    private double apdex(long count, long targetMicros) {
        if (count == 0) {
            return 0;
        }
        long satisfied = ok.countUpTo(targetMicros);
        long tolerating = ok.countUpTo(4 * targetMicros) - satisfied;
        return (satisfied + tolerating / 2.0) / count;
    }
}
