package io.orchestress.record;

import org.jspecify.annotations.Nullable;

/**
 * What a target did for tasks after their users had left them; docs/MATH.md defines it. Only what reached the scripted backend is known.
 *
 * @param cancelled tasks whose user told the target
 * @param dropped tasks whose user closed the connection
 * @param measured those of them of which a call reached the backend: the others tell nothing, and are in none of the following
 * @param p50Millis, p95Millis, maxMillis time from the leaving to the end of the last call; 0 of a task that had none under way then; absent
 *     where nothing was measured
 * @param callsBegun calls that began after the leaving
 * @param tokensAfter tokens of calls that began after the leaving, and those of others that were put out after it
 * @param tokens all tokens of those tasks
 * @param costAfter, cost the same in money; absent where a model has no price
 * @param wayMillis what a leaving takes to get through to the target's providers: what happens within it may not be the target's doing
 * @param longestWayMillis what it takes at most, for single tasks and effects
 * @param tokensBeyond, costBeyond as those after the leaving, of what came later than that
 * @param currency of the costs
 * @param held1s, held5s tasks with a call that was still under way so long after the leaving
 * @param lateWrites calls with an effect that began more than a second after the leaving
 * @param lateWritesBeyond of these, those that began later than the longest way
 * @param worst mark of the task with the longest time; empty: nothing was measured
 * @param doubt why more may have happened than is known; empty: nothing speaks for it
 */
public record Orphans(
        long cancelled,
        long dropped,
        long measured,
        @Nullable Double p50Millis,
        @Nullable Double p95Millis,
        @Nullable Double maxMillis,
        long callsBegun,
        long tokensAfter,
        long tokens,
        @Nullable Double costAfter,
        @Nullable Double cost,
        double wayMillis,
        double longestWayMillis,
        long tokensBeyond,
        @Nullable Double costBeyond,
        String currency,
        long held1s,
        long held5s,
        long lateWrites,
        long lateWritesBeyond,
        String worst,
        String doubt) {

    /** Tasks that were left. */
    public long left() {
        return cancelled + dropped;
    }
}
