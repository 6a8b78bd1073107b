package io.orchestress.sut.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What agents remember: JSON texts by namespace and key. Bounded in entries and bytes; the oldest go first. */
final class MemoryStore {
    private final int maxEntries;
    private final long maxBytes;
    private final Map<Key, byte[]> entries = new LinkedHashMap<>();
    private long bytes;

    private record Key(String namespace, String key) {}

    MemoryStore(int maxEntries, long maxBytes) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
    }

    synchronized void put(String namespace, String key, byte[] json) {
        Key address = new Key(namespace, key);
        byte[] old = entries.remove(address);
        bytes += json.length - (old == null ? 0 : old.length);
        entries.put(address, json);
        while (entries.size() > maxEntries || bytes > maxBytes) {
            Key oldest = entries.keySet().iterator().next();
            byte[] gone = entries.remove(oldest);
            bytes -= gone == null ? 0 : gone.length;
        }
    }

    synchronized Optional<byte[]> get(String namespace, String key) {
        return Optional.ofNullable(entries.get(new Key(namespace, key)));
    }

    synchronized int size() {
        return entries.size();
    }
}
