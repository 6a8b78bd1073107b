package io.orchestress.analysis.issues;

import java.util.List;

/**
 * Median latency over time of one request while the load was constant, of answers that were good.
 *
 * @param binSeconds width of a bin; 1 or more
 * @param bins those in which something ended, in the order of time
 */
public record LatencySeries(String request, int binSeconds, List<Bin> bins) {
    /** Standard deviation over time, or growth, that a rule asks for besides: what moves by less, no user notices. */
    static final double NOTICEABLE_MILLIS = 5;

    public LatencySeries {
        bins = List.copyOf(bins);
    }

    /**
     * @param atSeconds start of the bin, since the load started
     * @param count answers in it, 1 or more
     * @param logError standard error of the logarithm of the median: half the distance between the logarithms of the order
     *     statistics {@code n ÷ 2 ∓ √n ÷ 2}
     */
    public record Bin(double atSeconds, long count, double medianMillis, double logError) {}

    /** Bins with as many samples as a rule asks for. */
    List<Bin> bins(long minSamples) {
        return bins.stream()
                .filter(bin -> bin.count() >= minSamples && bin.medianMillis() > 0)
                .toList();
    }
}
