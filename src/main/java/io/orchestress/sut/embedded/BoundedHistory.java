package io.orchestress.sut.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Things by id: every one that has not ended, and the newest of those that have. */
final class BoundedHistory<T> {
    private final int keep;
    private final long mostBytes;
    private final Map<String, T> byId = new ConcurrentHashMap<>();
    private final Deque<Ended> ended = new ArrayDeque<>();
    private long bytes;

    private record Ended(String id, long bytes) {}

    /** @param keep how many ended things are kept; the one that ended first is forgotten first */
    BoundedHistory(int keep) {
        this(keep, Long.MAX_VALUE);
    }

    /** @param mostBytes that ended things may have together */
    BoundedHistory(int keep, long mostBytes) {
        this.keep = keep;
        this.mostBytes = mostBytes;
    }

    void add(String id, T thing) {
        byId.put(id, thing);
    }

    /** Says that it has ended; once for each. */
    void ended(String id) {
        ended(id, 0);
    }

    /** Says that it has ended, and how much memory it keeps; once for each. */
    void ended(String id, long itsBytes) {
        synchronized (ended) {
            ended.addLast(new Ended(id, itsBytes));
            bytes += itsBytes;
            while (ended.size() > keep || (bytes > mostBytes && !ended.isEmpty())) {
                Ended oldest = ended.removeFirst();
                bytes -= oldest.bytes;
                byId.remove(oldest.id);
            }
        }
    }

    Optional<T> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }
}
