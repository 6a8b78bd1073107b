package io.orchestress.prometheus;

import io.orchestress.metrics.Counter;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run has counted up to the end of a second; never changes.
 *
 * @param times in the order in which they came
 * @param perSecond sums of resources that are counts of a second each
 * @param second the last one; null: none has ended
 * @param overRange requests that took longer than any histogram holds
 * @param folded samples that were added to others, because their series had no room
 */
record Counted(
        Map<TimesKey, TimesSum> times,
        Map<CountKey, Long> counts,
        Map<ResourceKey, ResourceRow> resources,
        Map<ResourceKey, Double> perSecond,
        @Nullable TimeSeriesRow second,
        long overRange,
        long folded) {
    static final Counted NOTHING = new Counted(Map.of(), Map.of(), Map.of(), Map.of(), null, 0, 0);

    Counted {
        times = kept(times);
        counts = kept(counts);
        resources = kept(resources);
        perSecond = kept(perSecond);
    }

    private static <K, V> Map<K, V> kept(Map<K, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /**
     * A series of times.
     *
     * @param distribution name of what was timed
     * @param outcome label of its failure class; empty: times of agents, which have none
     */
    record TimesKey(String distribution, String phase, String request, String outcome) {}

    /** A series of a count. */
    record CountKey(Counter counter, String phase, String request, String detail) implements Comparable<CountKey> {
        private static final Comparator<CountKey> ORDER = Comparator.comparing(CountKey::counter)
                .thenComparing(CountKey::phase)
                .thenComparing(CountKey::request)
                .thenComparing(CountKey::detail);

        @Override
        public int compareTo(CountKey other) {
            return ORDER.compare(this, other);
        }
    }

    /** A resource of somebody. */
    record ResourceKey(String subject, String name) {}
}
