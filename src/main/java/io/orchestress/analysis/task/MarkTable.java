package io.orchestress.analysis.task;

import java.util.Arrays;

/**
 * A number for each mark, in 32 to 64 bytes: runs have millions of tasks. A mark is its 16 digits; other texts are kept by their hash of 64 bits. Open addressing, at most half full.
 */
final class MarkTable {
    /** What {@link #get} says of a mark that is not there. */
    static final long NONE = -1;

    private static final int SMALLEST = 1 << 10;
    private static final int HEX = 16;
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final int most;
    private long[] keys = new long[SMALLEST];
    private long[] values = new long[SMALLEST];
    private int size;

    /** @param most marks that are kept */
    MarkTable(int most) {
        this.most = most;
        Arrays.fill(values, NONE);
    }

    /** A mark as a number; of a text that is none its hash. */
    static long key(String mark) {
        int digits = mark.length() - HEX;
        if (digits < 0) {
            return hash(mark);
        }
        long key = 0;
        for (int i = digits; i < mark.length(); i++) {
            int digit = Character.digit(mark.charAt(i), HEX);
            if (digit < 0) {
                return hash(mark);
            }
            key = (key << 4) | digit;
        }
        return key;
    }

    /** Any text as a number of 64 bits: FNV-1a. */
    static long hash(String text) {
        long hash = FNV_OFFSET;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    /** @param value at least 0 */
    boolean put(long key, long value) {
        int at = place(key);
        if (values[at] == NONE) {
            if (size == most) {
                return false;
            }
            size++;
            keys[at] = key;
        }
        values[at] = value;
        if (size > keys.length / 2) {
            grow();
        }
        return true;
    }

    long get(long key) {
        return values[place(key)];
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int at = ((int) ((key * GOLDEN) >>> Integer.SIZE)) & mask;
        while (values[at] != NONE && keys[at] != key) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new long[oldValues.length * 2];
        Arrays.fill(values, NONE);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != NONE) {
                int at = place(oldKeys[i]);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
            }
        }
    }
}
