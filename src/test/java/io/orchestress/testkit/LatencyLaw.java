package io.orchestress.testkit;

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
}
