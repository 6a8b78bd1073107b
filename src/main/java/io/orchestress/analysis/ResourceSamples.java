package io.orchestress.analysis;

import io.orchestress.record.ResourceName;
import io.orchestress.record.ResourceResults.Gauge;
import io.orchestress.record.ResourceResults.ResourceResult;
import io.orchestress.record.ResourceRow;
import java.util.Map;
import java.util.TreeMap;

/** What was read of resources in one phase, or in several. */
final class ResourceSamples {
    private record Key(String subject, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int bySubject = subject.compareTo(other.subject);
            return bySubject != 0 ? bySubject : name.compareTo(other.name);
        }
    }

    private static final class Sum {
        private long samples;
        private double sum;
        private double min = Double.POSITIVE_INFINITY;
        private double max = Double.NEGATIVE_INFINITY;
        private double first;
        private double last;

        private void add(double value) {
            first = samples == 0 ? value : first;
            last = value;
            samples++;
            sum += value;
            min = Math.min(min, value);
            max = Math.max(max, value);
        }
    }

    private final Map<Key, Sum> sums = new TreeMap<>();

    /** Rows come in the order of time. */
    void add(ResourceRow row) {
        sums.computeIfAbsent(new Key(row.subject(), row.name()), k -> new Sum()).add(row.value());
    }

    boolean isEmpty() {
        return sums.isEmpty();
    }

    ResourceResult result(String phase) {
        return new ResourceResult(
                phase,
                sums.entrySet().stream()
                        .map(e -> gauge(e.getKey(), e.getValue()))
                        .toList());
    }

    private static Gauge gauge(Key key, Sum sum) {
        return new Gauge(
                key.subject(),
                key.name(),
                ResourceName.unit(key.name()),
                sum.samples,
                sum.sum / sum.samples,
                sum.min,
                sum.max,
                sum.first,
                sum.last);
    }
}
