package io.orchestress.analysis;

import java.util.List;

/**
 * Latency over percentile, as HdrHistogram plots it: the horizontal axis is {@code 1 ÷ (1 − percentile)}, logarithmic.
 *
 * @param name name of a request, or {@code *} for all; warm-up phases are left out
 * @param corrected whether latencies count from the intended start (free of coordinated omission)
 */
public record Spectrum(String name, boolean corrected, List<Point> points) {
    public Spectrum {
        points = List.copyOf(points);
    }

    /** @param percentile 0 to 100, below 100; @param micros latency at it */
    public record Point(double percentile, long micros) {}
}
