package io.orchestress.testkit;

import io.orchestress.record.RequestResult;
import io.orchestress.record.RequestResult.Latency;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Sums over time, turned into a result at the end. */
final class SyntheticTotals {
    private final double seconds;
    private double count;
    private double failed;
    private double weighted;
    private double slowest;
    private double fastest = Double.MAX_VALUE;
    private final Map<String, Double> classes = new TreeMap<>();

    SyntheticTotals(double seconds) {
        this.seconds = seconds;
    }

    void add(double n, double failures, double p50, double t) {
        count += n;
        failed += failures;
        weighted += n * p50;
        slowest = Math.max(slowest, p50);
        fastest = Math.min(fastest, p50);
        classes(Math.round(failures * 1e6), t).forEach((c, x) -> classes.merge(c, x / 1e6, Double::sum));
    }

    RequestResult result(String name, boolean corrected) {
        long n = Math.round(count);
        Map<String, Long> byClass = new HashMap<>();
        classes.forEach((c, x) -> byClass.put(c, Math.round(x)));
        byClass.values().removeIf(x -> x == 0);
        long bad = byClass.values().stream().mapToLong(Long::longValue).sum();
        if (n == 0) {
            return new RequestResult(name, 0, 0, 0, 0, 0, Map.of(), null, null, null, 0, 0, 0);
        }
        double p50 = weighted / count;
        Latency latency = latency(p50, 1);
        return new RequestResult(
                name,
                n,
                n - bad,
                bad,
                byClass.getOrDefault("timeout", 0L),
                n / seconds,
                FailureCounts.of(byClass),
                latency,
                latency,
                corrected ? latency(p50, p50 > 200_000 ? 3.2 : 1.02) : null,
                Math.max(0, 1 - latency.stdDev() / latency.mean()),
                n / 180,
                Math.max(0, Math.min(1, 1.02 - p50 / 1_400_000)));
    }

    private Latency latency(double p50, double held) {
        return new Latency(
                Math.round(fastest * 0.3),
                p50 * 1.2 * held,
                p50 * 0.9 * held,
                Math.round(p50 * held),
                Math.round(p50 * 1.4 * held),
                Math.round(p50 * 2.0 * held),
                Math.round(p50 * 2.6 * held),
                Math.round(p50 * 4.2 * held),
                Math.round(p50 * 6.3 * held),
                Math.round(slowest * 9 * held));
    }

    static Map<String, Long> classes(long failed, double t) {
        long timeouts = Math.round(failed * (0.55 + 0.1 * Math.sin(t / 9)));
        long status = Math.round((failed - timeouts) * 0.7);
        long protocol = (failed - timeouts - status) / 2;
        return Map.of(
                "timeout", timeouts,
                "http-503", status,
                "protocol", protocol,
                "check", failed - timeouts - status - protocol);
    }
}
