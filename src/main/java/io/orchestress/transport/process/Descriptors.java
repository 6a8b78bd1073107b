package io.orchestress.transport.process;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Files, connections and pipes that the load of this JVM may have open at a time. What the operating system allows it ({@code ulimit -n}) is
 * not all for the load: without a descriptor left no class can be loaded and no record written, and the run would be lost with what it has
 * measured. Safe for use by any number of threads.
 */
public final class Descriptors {
    /** Kept for the record, the report, the readings of the machine and the classes that are still to be loaded. */
    static final long KEPT = 64;

    private static final Descriptors OF_THIS_JVM = measured();

    private final long allowed;
    private final long forLoad;
    private final AtomicLong taken = new AtomicLong();

    /** @param open before the load has any */
    Descriptors(long allowed, long open) {
        this.allowed = allowed;
        this.forLoad = Math.max(1, allowed - open - KEPT);
    }

    public static Descriptors ofThisJvm() {
        return OF_THIS_JVM;
    }

    private static Descriptors measured() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                        && unix.getMaxFileDescriptorCount() > 0
                ? new Descriptors(unix.getMaxFileDescriptorCount(), unix.getOpenFileDescriptorCount())
                : new Descriptors(Long.MAX_VALUE, 0);
    }

    /** Returns whether they were there; then they are to be given back. */
    public boolean take(int more) {
        if (taken.addAndGet(more) <= forLoad) {
            return true;
        }
        taken.addAndGet(-more);
        return false;
    }

    public void giveBack(int less) {
        taken.addAndGet(-less);
    }

    /** Why there are none, in words. */
    public String exhausted() {
        return "the load generator cannot open more files: the limit is " + allowed + " (ulimit -n), of which " + KEPT
                + " are reserved for the record";
    }
}
