package io.orchestress.sut.embedded;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Sessions by id, each until it is closed, was idle for too long, or was the one least recently used of too many. */
final class McpSessions {
    private final int max;
    private final long idleNanos;
    private final ServerClock clock;
    private final LinkedHashMap<String, Long> usedNanos = new LinkedHashMap<>(16, 0.75f, true);

    /** @param idleNanos after which a session that was not used is forgotten */
    McpSessions(int max, long idleNanos, ServerClock clock) {
        this.max = max;
        this.idleNanos = idleNanos;
        this.clock = clock;
    }

    /** Opens one and returns its id: 36 visible ASCII characters. */
    synchronized String open() {
        String id = UUID.randomUUID().toString();
        usedNanos.put(id, clock.nanos());
        Iterator<Map.Entry<String, Long>> longestUnused = usedNanos.entrySet().iterator();
        while (usedNanos.size() > max) {
            longestUnused.next();
            longestUnused.remove();
        }
        return id;
    }

    /** Notes that it is used; false when there is no such session (any more). */
    synchronized boolean use(String id) {
        Long last = usedNanos.get(id);
        if (last == null) {
            return false;
        }
        long now = clock.nanos();
        if (now - last > idleNanos) {
            usedNanos.remove(id);
            return false;
        }
        usedNanos.put(id, now);
        return true;
    }

    /** False when there was none. */
    synchronized boolean close(String id) {
        return usedNanos.remove(id) != null;
    }

    /** Those that are kept, idle ones included. */
    synchronized int count() {
        return usedNanos.size();
    }

    synchronized void forgetAll() {
        usedNanos.clear();
    }
}
