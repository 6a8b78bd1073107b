package io.orchestress.analysis.gates;

import io.orchestress.record.SeriesKey;
import java.util.Optional;
import java.util.OptionalDouble;

/** Of times what {@code run.json} does not hold, from the histograms of the record. */
public interface Percentiles {
    /** For a record of which nothing but {@code run.json} was read. */
    Percentiles NONE = new Percentiles() {
        @Override
        public OptionalDouble micros(String phase, String request, Optional<String> metric, double percentile) {
            return OptionalDouble.empty();
        }

        @Override
        public OptionalDouble beyond(String phase, String request, Optional<String> metric, double micros) {
            return OptionalDouble.empty();
        }
    };

    /** The same of one tenant alone: all of them together are its own. */
    default Percentiles ofTenant(String tenant) {
        Percentiles all = this;
        return tenant.isEmpty() || all == NONE
                ? all
                : new Percentiles() {
                    @Override
                    public OptionalDouble micros(
                            String phase, String request, Optional<String> metric, double percentile) {
                        return all.micros(phase, own(request), metric, percentile);
                    }

                    @Override
                    public OptionalDouble beyond(String phase, String request, Optional<String> metric, double micros) {
                        return all.beyond(phase, own(request), metric, micros);
                    }

                    private String own(String request) {
                        return request.equals(SeriesKey.ALL_REQUESTS)
                                ? SeriesKey.ofTenant(tenant, SeriesKey.ALL_REQUESTS)
                                : request;
                    }
                };
    }

    /**
     * In microseconds; corrected for coordinated omission where the record has that view. Empty when there is no sample.
     *
     * @param request {@code *}: all of them together, {@code TENANT: *}: all of one tenant
     * @param metric a time of agents, such as {@code ttft}; absent: the latency of requests
     * @param percentile 0 to 100
     */
    OptionalDouble micros(String phase, String request, Optional<String> metric, double percentile);

    /** Share of the same samples that are above {@code micros}, 0 to 1; empty when there is no sample. */
    OptionalDouble beyond(String phase, String request, Optional<String> metric, double micros);
}
