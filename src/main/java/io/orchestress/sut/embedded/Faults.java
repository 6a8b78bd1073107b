package io.orchestress.sut.embedded;

/**
 * What the orchestrator does wrong on purpose, at work only unless said otherwise. Rates are probabilities per request,
 * 0 to 1; those of streams are per stream, when it begins.
 *
 * @param errorRate answers HTTP 500 without doing the work
 * @param latencyMillis waits that long before each request is handled, 0 to a day
 * @param freezeMillis for that long from now nothing is answered and nothing progresses, {@code /admin} apart; then it goes on
 *     where it stopped, with the requests that came meanwhile, 0 to a day
 * @param hang takes requests and never answers them
 * @param dropRate closes the connection without an answer
 * @param leakBytesPerRequest keeps that much heap for ever with each request, 0 to 1 GiB
 * @param dieAfterMillis halts the process that long from now; 0 for never, at most a day
 * @param taskFailureRate lets a task fail when its service time is over
 * @param garbageRate does the work, but answers with something that is not JSON
 * @param bodyBytes pads JSON answers with spaces to at least that size, 0 to 16 MiB
 * @param streamErrorRate ends a stream with an error event after half of its chunks
 * @param streamTruncateRate closes the connection of a stream after half of its chunks
 * @param streamStallRate pauses a stream once
 * @param streamStallMillis length of that pause, by which the rest of the stream is late, 0 to a day
 * @param streamStallAfterChunks the pause comes after that many chunks, 0 (no pause) to 1 000 000
 * @param holdStreams what is written to a stream leaves when it ends, as through a proxy that buffers
 * @param hiddenTokens of an OpenAI completion, as if it had thought in secret: counted in its usage and never sent, 0 to 1 000 000
 * @param loseSessions forgets all MCP sessions, once, now
 */
public record Faults(
        double errorRate,
        long latencyMillis,
        long freezeMillis,
        boolean hang,
        double dropRate,
        long leakBytesPerRequest,
        long dieAfterMillis,
        double taskFailureRate,
        double garbageRate,
        long bodyBytes,
        double streamErrorRate,
        double streamTruncateRate,
        double streamStallRate,
        long streamStallMillis,
        long streamStallAfterChunks,
        boolean holdStreams,
        long hiddenTokens,
        boolean loseSessions) {
    /** No fault at all. */
    public static final Faults NONE = new Faults(0, 0, 0, false, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, false, 0, false);

    public Faults {
        Check.within("errorRate", errorRate, 0, 1);
        Check.within("latencyMillis", latencyMillis, 0, Check.DAY_MILLIS);
        Check.within("freezeMillis", freezeMillis, 0, Check.DAY_MILLIS);
        Check.within("dropRate", dropRate, 0, 1);
        Check.within("leakBytesPerRequest", leakBytesPerRequest, 0, 1 << 30);
        Check.within("dieAfterMillis", dieAfterMillis, 0, Check.DAY_MILLIS);
        Check.within("taskFailureRate", taskFailureRate, 0, 1);
        Check.within("garbageRate", garbageRate, 0, 1);
        Check.within("bodyBytes", bodyBytes, 0, 16 << 20);
        Check.within("streamErrorRate", streamErrorRate, 0, 1);
        Check.within("streamTruncateRate", streamTruncateRate, 0, 1);
        Check.within("streamStallRate", streamStallRate, 0, 1);
        Check.within("streamStallMillis", streamStallMillis, 0, Check.DAY_MILLIS);
        Check.within("streamStallAfterChunks", streamStallAfterChunks, 0, 1_000_000);
        Check.within("hiddenTokens", hiddenTokens, 0, 1_000_000);
    }

    /** The same with what is left of a freeze, and without what is done once and then over. */
    Faults inForce(long freezeLeftMillis) {
        return new Faults(
                errorRate,
                latencyMillis,
                freezeLeftMillis,
                hang,
                dropRate,
                leakBytesPerRequest,
                dieAfterMillis,
                taskFailureRate,
                garbageRate,
                bodyBytes,
                streamErrorRate,
                streamTruncateRate,
                streamStallRate,
                streamStallMillis,
                streamStallAfterChunks,
                holdStreams,
                hiddenTokens,
                false);
    }
}
