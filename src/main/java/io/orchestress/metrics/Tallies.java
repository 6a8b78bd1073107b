package io.orchestress.metrics;

import io.orchestress.metrics.Measurements.TallyKey;
import io.orchestress.text.Format;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * Sums by name, bounded: details come from the target, and one that invents names without end must not fill the memory. Any number of
 * writers.
 */
final class Tallies {
    private static final int MOST = 5_000;

    private final Map<TallyKey, LongAdder> sums = new ConcurrentHashMap<>();
    private final Map<Counter.Names, BoundedNames> details = new EnumMap<>(Counter.Names.class);
    private volatile boolean full;

    Tallies() {
        for (Counter.Names kind : Counter.Names.values()) {
            details.put(kind, new BoundedNames(kind.label(), Measurements.MOST_NAMES));
        }
    }

    String bounded(Counter tally, String name) {
        return Objects.requireNonNull(details.get(tally.names()), "every kind has its names")
                .of(name);
    }

    void count(int phase, String request, Counter tally, String detail, long amount) {
        TallyKey key = new TallyKey(phase, request, tally, bounded(tally, detail));
        LongAdder adder = sums.get(key);
        if (adder == null) {
            boolean isFull = sums.size() >= MOST;
            full |= isFull;
            TallyKey kept = isFull ? new TallyKey(phase, request, tally, Measurements.OTHERS) : key;
            adder = sums.computeIfAbsent(kept, k -> new LongAdder());
        }
        adder.add(amount);
    }

    Map<TallyKey, Long> sums() {
        Map<TallyKey, Long> all = new HashMap<>();
        sums.forEach((key, adder) -> all.put(key, adder.sum()));
        return all;
    }

    /** Which bounds were met, a phrase each, in no order. */
    Stream<String> boundsMet() {
        Stream<String> names = details.values().stream().flatMap(kind -> kind.met().stream());
        return full
                ? Stream.concat(
                        names,
                        Stream.of("more than " + Format.count(MOST) + " different counts: further ones are in '"
                                + Measurements.OTHERS + "'"))
                : names;
    }
}
