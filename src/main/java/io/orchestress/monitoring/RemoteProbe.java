package io.orchestress.monitoring;

import java.util.Set;

/** Asks somebody over a connection, which may take its time or fail: it is read on a thread of its own, see {@link Monitor}. */
interface RemoteProbe extends ResourceProbe {
    /** Who is asked, in a few words; different for each probe of a run. */
    String place();

    /** What it gives of its subject: nobody else gives that, too. */
    Set<String> claims();

    /**
     * As in {@link ResourceProbe}, within a deadline of its own.
     *
     * @throws UnreadableException when there is no answer, in one sentence
     */
    @Override
    void read(long nanos, Sink sink);
}
