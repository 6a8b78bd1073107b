package io.orchestress.sut.embedded;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ObjLongConsumer;

/** Answers since the start, by route and HTTP status. */
final class RequestCounts {
    private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

    /** @param route such as {@code GET /v1/agents/{id}} */
    record Key(String route, int status) {}

    void answered(String route, int status) {
        counts.computeIfAbsent(new Key(route, status), any -> new LongAdder()).increment();
    }

    void forEach(ObjLongConsumer<Key> action) {
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(Key::route).thenComparingInt(Key::status)))
                .forEach(entry -> action.accept(entry.getKey(), entry.getValue().sum()));
    }
}
