package io.orchestress.analysis.gate;

import java.util.Optional;
import java.util.OptionalDouble;

/** Percentiles that {@code run.json} does not hold, from the histograms of the record. */
@FunctionalInterface
public interface Percentiles {
    /** For a record of which nothing but {@code run.json} was read. */
    Percentiles NONE = (phase, request, metric, percentile) -> OptionalDouble.empty();

    /**
     * In microseconds; corrected for coordinated omission where the record has that view. Empty when there is no sample.
     *
     * @param request {@code *}: all of them together
     * @param metric a time of agents, such as {@code ttft}; absent: the latency of requests
     * @param percentile 0 to 100
     */
    OptionalDouble micros(String phase, String request, Optional<String> metric, double percentile);
}
