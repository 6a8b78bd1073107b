package io.orchestress.testkit;

import java.time.Duration;

/**
 * For a limit that something must reach while something else is done well before it, such as a server that begins to answer and never ends. On a
 * busy machine the latter may come too late: then all is tried again with ten times as much. What is wrong, and not late, is wrong each time.
 */
public final class MoreTime {
    private static final int TIMES = 3;
    private static final int FACTOR = 10;

    private MoreTime() {}

    /** What is asserted with a limit; it begins anew each time. */
    @FunctionalInterface
    public interface Attempt {
        void within(Duration limit) throws Exception;
    }

    /** @param first what is enough on a machine that has nothing else to do */
    public static void than(Duration first, Attempt attempt) throws Exception {
        Duration limit = first;
        for (int left = TIMES - 1; left > 0; left--) {
            try {
                attempt.within(limit);
                return;
            } catch (AssertionError e) {
                limit = limit.multipliedBy(FACTOR);
            }
        }
        attempt.within(limit);
    }
}
