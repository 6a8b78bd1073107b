package io.orchestress.sut.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Things by id: every one that has not ended, and the newest of those that have. */
final class BoundedHistory<T> {
    private final int keep;
    private final Map<String, T> byId = new ConcurrentHashMap<>();
    private final Deque<String> ended = new ArrayDeque<>();

    /** @param keep how many ended things are kept; the one that ended first is forgotten first */
    BoundedHistory(int keep) {
        this.keep = keep;
    }

    void add(String id, T thing) {
        byId.put(id, thing);
    }

    /** Says that it has ended; once for each. */
    void ended(String id) {
        synchronized (ended) {
            ended.addLast(id);
            if (ended.size() > keep) {
                byId.remove(ended.removeFirst());
            }
        }
    }

    Optional<T> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
