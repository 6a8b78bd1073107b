package io.orchestress.transport;

import java.util.Arrays;

/** Bytes that grow. */
final class Bytes {
    private static final byte[] NONE = {};

    private byte[] array = NONE;
    private int length;

    int length() {
        return length;
    }

    /** What it takes. */
    int capacity() {
        return array.length;
    }

    /** Valid up to {@link #length()}, until the next change. */
    byte[] array() {
        return array;
    }

    void add(byte b) {
        room(1);
        array[length++] = b;
    }

    void add(byte[] bytes, int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, array, length, to - from);
        length += to - from;
    }

    void clear() {
        length = 0;
    }

    byte[] copy() {
        return length == 0 ? NONE : Arrays.copyOf(array, length);
    }

    private void room(int more) {
        if (length + more > array.length) {
            array = Arrays.copyOf(array, Math.max(length + more, Math.max(256, array.length * 2)));
        }
    }
}
