package io.orchestress.record;

import org.jspecify.annotations.Nullable;

/**
 * What a fault of the scripted backend did: to the users, to the models and tools that had it, and to tasks that use none of them. Each metric stands beside
 * that of the reference, the nearest phase of constant load before it that had no fault.
 *
 * @param phase that set the fault
 * @param what it was, in words
 * @param reference name of its phase; empty: there is none
 * @param fromSeconds, toSeconds while it was in force
 * @param calls of the models and tools that had it
 * @param hit those of them that failed by it; of a fault that only delays, all of them
 * @param tasks that started while it was in force and ended; {@code failed} of them failed
 * @param p95Millis of tasks that ended well; absent where none did
 * @param storm calls for each task started, of the models and tools that had the fault, ÷ the same in the reference; absent where too few tasks started, or none
 *     of them is called in the reference
 * @param stormLow, stormHigh its 95 % interval
 * @param retries calls that took up one that had failed by the fault
 * @param retryGapMillis median time from the failure to the retry; absent where there was none
 * @param bystanders tasks of kinds that use no model and no tool that had the fault; {@code bystandersFailed} of them failed
 * @param bystandersWorseBy lower end of the 95 % interval of the failed share of these tasks less that of the reference; absent where there are too few
 * @param note why something is not known; may be empty
 */
public record FaultEffect(
        String phase,
        String what,
        String reference,
        double fromSeconds,
        double toSeconds,
        long calls,
        long hit,
        long tasks,
        long failed,
        @Nullable Double p95Millis,
        long referenceTasks,
        long referenceFailed,
        @Nullable Double referenceP95Millis,
        @Nullable Double storm,
        @Nullable Double stormLow,
        @Nullable Double stormHigh,
        long retries,
        @Nullable Double retryGapMillis,
        long bystanders,
        long bystandersFailed,
        long referenceBystanders,
        long referenceBystandersFailed,
        @Nullable Double bystandersWorseBy,
        String note) {
    /** Whether it met no call, though enough tasks were there to make one. */
    public boolean hitNothing() {
        return hit == 0 && tasks > 0;
    }
}
