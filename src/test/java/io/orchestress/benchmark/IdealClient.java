package io.orchestress.benchmark;

import io.orchestress.record.RequestResult;
import java.util.Arrays;

/**
 * A client that starts each request when it is meant to, against a server that always takes the same time and freezes once.
 *
 * @param from, until the freeze
 * @param serviceSeconds of a request that meets no freeze
 */
record IdealClient(double from, double until, double serviceSeconds) {

    /** What a request that starts at {@code start} takes: the server goes on where it stopped. */
    double latency(double start) {
        if (start >= until || start + serviceSeconds <= from) {
            return serviceSeconds;
        }
        return serviceSeconds + until - Math.max(start, from);
    }

    /** Of all starts in {@code [begin, end)} of users that start once every {@code pace} from their arrival on. */
    RequestResult.Latency latency(double[] arrivals, double pace, double begin, double end) {
        double[] seconds = Arrays.stream(arrivals)
                .flatMap(arrival -> Arrays.stream(starts(arrival, pace, begin, end)))
                .map(this::latency)
                .sorted()
                .toArray();
        if (seconds.length == 0) {
            throw new IllegalArgumentException("nobody starts anything");
        }
        return new RequestResult.Latency(
                micros(seconds, 0),
                Arrays.stream(seconds).average().orElseThrow() * 1e6,
                0,
                micros(seconds, 50),
                micros(seconds, 75),
                micros(seconds, 90),
                micros(seconds, 95),
                micros(seconds, 99),
                micros(seconds, 99.9),
                micros(seconds, 100));
    }

    private static double[] starts(double arrival, double pace, double begin, double end) {
        long first = (long) Math.max(0, Math.ceil((begin - arrival) / pace));
        long after = (long) Math.max(first, Math.ceil((end - arrival) / pace));
        double[] starts = new double[(int) (after - first)];
        Arrays.setAll(starts, i -> arrival + (first + i) * pace);
        return starts;
    }

    private static long micros(double[] sorted, double percentile) {
        return Math.round(sorted[Measuring.rank(percentile, sorted.length)] * 1e6);
    }
}
