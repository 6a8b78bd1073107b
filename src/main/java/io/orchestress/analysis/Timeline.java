package io.orchestress.analysis;

import io.orchestress.metrics.FailureClass;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The run over time, in bins of equal width by the time at which requests <em>ended</em>.
 *
 * @param binSeconds width of a bin, in seconds
 * @param requests names of all requests, in order of first appearance
 */
public record Timeline(int binSeconds, List<String> requests, List<Bin> bins) {
    public Timeline {
        requests = List.copyOf(requests);
        bins = List.copyOf(bins);
    }

    /**
     * One bin.
     *
     * @param atSeconds its start, in seconds since the load started
     * @param users virtual users alive, mean over the bin
     * @param inFlight requests sent and not yet answered at the end of the bin
     * @param okPerSec, failedPerSec requests that ended, per second
     * @param failures count by class, as in {@code RequestResult.failures}
     * @param percentiles of all requests that ended in the bin; absent where there was none
     * @param p95MicrosByRequest only of those requests that ended in the bin
     */
    public record Bin(
            double atSeconds,
            double users,
            long inFlight,
            double okPerSec,
            double failedPerSec,
            Map<FailureClass, Long> failures,
            @Nullable Percentiles percentiles,
            Map<String, Long> p95MicrosByRequest) {
        public Bin {
            failures = Map.copyOf(failures);
            p95MicrosByRequest = Map.copyOf(p95MicrosByRequest);
        }
    }

    /** In microseconds. */
    public record Percentiles(long p50, long p75, long p95, long p99, long max) {}
}
