package io.orchestress.testkit;

import io.orchestress.metrics.Measurements;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Where latencies come from, in microseconds. */
@FunctionalInterface
public interface LatencyLaw {
    long micros(SplittableRandom random);

    static LatencyLaw constant(long micros) {
        return random -> micros;
    }

    /** From {@code from} to {@code to}, both included. */
    static LatencyLaw uniform(long from, long to) {
        return random -> random.nextLong(from, to + 1);
    }

    /** Log-normal: {@code median × e^(sigma × N(0, 1))}. */
    static LatencyLaw logNormal(long medianMicros, double sigma) {
        return random -> Math.max(1, Math.round(medianMicros * Math.exp(sigma * random.nextGaussian())));
    }

    /** The shapes of docs/measurements/accuracy.md, by name. */
    static Map<String, LatencyLaw> shapes() {
        Map<String, LatencyLaw> shapes = new LinkedHashMap<>();
        shapes.put("log-normal, median 40 ms", logNormal(40_000, 0.8));
        shapes.put(
                "2 % slow: 20 ms, 2 s",
                random -> random.nextDouble() < 0.02
                        ? logNormal(2_000_000, 0.3).micros(random)
                        : logNormal(20_000, 0.3).micros(random));
        shapes.put(
                "Pareto, from 10 ms",
                random -> Math.min(
                        Measurements.LONGEST_MICROS, Math.round(10_000 * Math.pow(1 - random.nextDouble(), -1 / 1.3))));
        return shapes;
    }
}
