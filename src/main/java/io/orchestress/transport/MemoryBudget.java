package io.orchestress.transport;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all users together may hold of answers under way. Safe for use by any number of threads. */
public final class MemoryBudget {
    /** What is left of the heap is for what becomes of an answer: a tree of JSON takes many times its text, one at a time per event loop. */
    private static final int SHARE_OF_HEAP = 4;

    private final long bytes;
    private final AtomicLong held = new AtomicLong();

    MemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /** A quarter of the heap that this JVM may have ({@code -Xmx}). */
    public static MemoryBudget ofThisJvm() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** Returns whether they were there; then they are to be given back. */
    boolean take(long more) {
        if (held.addAndGet(more) <= bytes) {
            return true;
        }
        held.addAndGet(-more);
        return false;
    }

    void giveBack(long less) {
        held.addAndGet(-less);
    }

    long bytes() {
        return bytes;
    }

    long held() {
        return held.get();
    }
}
