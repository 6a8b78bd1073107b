package io.orchestress.record;

import java.util.List;
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
 * @param stormOfUsers the same of tasks that called any of them, in the reference of those that ended well in it: a machine that is full and lets fewer tasks
 *     come to their calls does not change it; absent where there are none, and in records before it was told
 * @param retries calls that took up one that had failed by the fault
 * @param retryGapMillis median time from the failure to the retry; absent where there was none
 * @param bystanders tasks of kinds that use no model and no tool that had the fault; {@code bystandersFailed} of them failed
 * @param bystandersUnclear further tasks that used nothing of it, of kinds with too few tasks in the reference to tell whether they ever do
 * @param bystandersWorseBy lower end of the 95 % interval of the failed share of these tasks less that of the reference; absent where there are too few
 * @param bystandersSlowdown of these tasks; absent where none ended well, and in records before it was told
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
        @Nullable Double stormOfUsers,
        long retries,
        @Nullable Double retryGapMillis,
        long bystanders,
        long bystandersFailed,
        long referenceBystanders,
        long referenceBystandersFailed,
        long bystandersUnclear,
        @Nullable Double bystandersWorseBy,
        @Nullable Slowdown bystandersSlowdown,
        String note) {
    /**
     * Response times of tasks that ended well, with a fault and without it.
     *
     * @param low lower bound of p95 with it ÷ p95 without it, docs/MATH.md §20; absent where there were too few for one
     */
    public record Slowdown(
            double p95Millis,
            double referenceP95Millis,
            @Nullable Double low) {
        /** p95 with the fault ÷ p95 without it. */
        public double times() {
            return p95Millis / referenceP95Millis;
        }
    }

    /** Phases that it is told from. */
    public List<String> phases() {
        return reference.isEmpty() ? List.of(phase) : List.of(phase, reference);
    }

    /** What of the storm no full machine explains; 0: nothing, or it is not known. */
    public double stormAnyway() {
        return stormLow == null || stormOfUsers == null ? 0 : Math.min(stormLow, stormOfUsers);
    }

    /** By how much the failed share of tasks that use nothing of the fault is larger than without it; 0 where it is not, or there are none. */
    public double bystandersMoreFailed() {
        return bystanders == 0 || referenceBystanders == 0
                ? 0
                : Math.max(
                        0,
                        (double) bystandersFailed / bystanders
                                - (double) referenceBystandersFailed / referenceBystanders);
    }

    /** Whether it met no call, though enough tasks were there to make one. */
    public boolean hitNothing() {
        return hit == 0 && tasks > 0;
    }
}
