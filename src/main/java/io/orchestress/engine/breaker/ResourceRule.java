package io.orchestress.engine.breaker;

import io.orchestress.text.Format;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** One {@link ResourceLimit} over the readings of the window. */
final class ResourceRule {
    private final ResourceLimit limit;
    private final int minReadings;
    private final Deque<Reading> window = new ArrayDeque<>();

    private record Reading(long atNanos, double value) {}

    ResourceRule(ResourceLimit limit, int minReadings) {
        this.limit = limit;
        this.minReadings = minReadings;
    }

    String name() {
        return limit.figure();
    }

    void reading(long atNanos, double value) {
        window.addLast(new Reading(atNanos, value));
    }

    /** Forgets all. */
    void clear() {
        window.clear();
    }

    /** Forgets what is older. */
    void slide(long oldestNanos) {
        while (!window.isEmpty() && window.getFirst().atNanos() < oldestNanos) {
            window.removeFirst();
        }
    }

    /** Whether there are enough readings to say anything. */
    boolean isKnown() {
        return window.size() >= minReadings;
    }

    RuleDistance distance() {
        return isKnown()
                ? RuleDistance.of(name(), mean(), limit.limit(), limit.unit())
                : RuleDistance.unknown(name(), limit.limit(), limit.unit());
    }

    private double mean() {
        return window.stream().mapToDouble(Reading::value).average().orElse(0);
    }

    /** The sentence that proves it broken, if it is. */
    Optional<String> broken(long windowNanos) {
        if (!isKnown()) {
            return Optional.empty();
        }
        double mean = mean();
        return mean <= limit.limit()
                ? Optional.empty()
                : Optional.of(limit.figure() + " mean " + Format.beside(mean, limit.unit(), limit.limit())
                        + " over " + Format.count(window.size(), "reading") + " in the last "
                        + Format.duration(windowNanos / 1e9) + " (limit " + Format.limit(limit.limit(), limit.unit())
                        + ")");
    }
}
