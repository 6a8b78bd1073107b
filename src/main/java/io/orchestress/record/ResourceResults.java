package io.orchestress.record;

import java.util.List;

/**
 * Statistics of the resources that processes used under load; {@code resources.csv} has them second by second.
 *
 * @param processes that were watched, in the order in which they were found
 * @param total over all phases but warm-up
 * @param phases in the order of the plan, those with a sample
 */
public record ResourceResults(List<Watched> processes, ResourceResult total, List<ResourceResult> phases) {
    /** Name of the total. */
    public static final String ALL_PHASES = "*";

    public ResourceResults {
        processes = List.copyOf(processes);
        phases = List.copyOf(phases);
    }

    /** Of processes that nothing is known of. */
    public ResourceResults(ResourceResult total, List<ResourceResult> phases) {
        this(List.of(), total, phases);
    }

    /** @param subject whose figures are those of this process */
    public record Watched(String subject, long pid) {}

    /** @param gauges in alphabetical order of subject and name */
    public record ResourceResult(String phase, List<Gauge> gauges) {
        public ResourceResult {
            gauges = List.copyOf(gauges);
        }
    }

    /**
     * One figure over the seconds in which it was read; seconds in which it could not be read are gaps, not zeros.
     *
     * @param subject {@code target}, {@code injector} or {@code host}
     * @param name such as {@code cpu} or {@code rss}
     * @param unit of all figures here: {@code ratio}, {@code B}, {@code count}, {@code B/s}
     * @param samples seconds that were read, 1 or more
     */
    public record Gauge(
            String subject,
            String name,
            String unit,
            long samples,
            double mean,
            double min,
            double max,
            double first,
            double last) {}
}
