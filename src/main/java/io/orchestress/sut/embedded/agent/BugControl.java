package io.orchestress.sut.embedded.agent;

import io.orchestress.sut.embedded.agent.Bugs.Bug;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLongArray;

/** The bugs in force, and whom they strike. Safe for use by any number of threads. */
public final class BugControl {
    private final long seed;
    private final AtomicLongArray met = new AtomicLongArray(Bug.values().length);
    private final AtomicLongArray struck = new AtomicLongArray(Bug.values().length);
    private volatile Bugs bugs = Bugs.NONE;

    public BugControl(long seed) {
        this.seed = seed;
    }

    public Bugs get() {
        return bugs;
    }

    /** Puts these in force instead of all others; each counts from the beginning again. */
    public void set(Bugs now) {
        bugs = now;
        for (Bug bug : Bug.values()) {
            met.set(bug.ordinal(), 0);
        }
    }

    /** Whether it is there at all. */
    boolean has(Bug bug) {
        return bug.every(bugs) > 0;
    }

    /** A task that it can strike has come: whether it does. Of any N in a row it strikes one. */
    public boolean strikes(Bug bug) {
        long every = bug.every(bugs);
        if (every == 0) {
            return false;
        }
        long offset = new SplittableRandom(seed + bug.ordinal()).nextLong(every);
        boolean strikes = met.getAndIncrement(bug.ordinal()) % every == offset;
        if (strikes) {
            struck.incrementAndGet(bug.ordinal());
        }
        return strikes;
    }

    /** How often each has struck since the last {@link #forget}. */
    public Map<String, Long> struck() {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (Bug bug : Bug.values()) {
            counts.put(bug.key, struck.get(bug.ordinal()));
        }
        return counts;
    }

    /** Counts what has struck from 0 again. */
    public void forget() {
        for (Bug bug : Bug.values()) {
            struck.set(bug.ordinal(), 0);
        }
    }
}
