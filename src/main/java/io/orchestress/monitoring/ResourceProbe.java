package io.orchestress.monitoring;

import io.orchestress.record.ResourceRow;

/** Reads one subject. Used by one thread. */
interface ResourceProbe {
    /** Takes the figures of one reading. */
    @FunctionalInterface
    interface Sink {
        /** @param name one of {@link io.orchestress.record.ResourceName}; {@code value} is in its unit */
        void add(String name, double value);
    }

    /** As {@link ResourceRow#subject()}. */
    String subject();

    /**
     * Reads all that can be read now; rates are means since the reading before, so that the first has none.
     *
     * @param nanos a clock that only ever goes forward
     */
    void read(long nanos, Sink sink);
}
