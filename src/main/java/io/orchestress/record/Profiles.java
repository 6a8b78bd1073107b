package io.orchestress.record;

import java.util.List;

/**
 * Recordings of the target's JVM by Java Flight Recorder, a phase each.
 *
 * @param profiles in order of time
 * @param note how to profile where we cannot, or what went wrong; empty otherwise
 */
public record Profiles(List<Profile> profiles, String note) {
    public Profiles {
        profiles = List.copyOf(profiles);
    }

    /**
     * One phase.
     *
     * @param file recording in the record's folder
     * @param samples of running threads
     * @param hot methods at the top of the stack, most samples first
     * @param allocations classes, most bytes first
     * @param locks classes that threads waited to enter, longest first
     */
    public record Profile(
            String phase,
            String file,
            double seconds,
            long samples,
            List<Hot> hot,
            List<Allocation> allocations,
            GarbageCollection gc,
            List<Lock> locks) {
        public Profile {
            hot = List.copyOf(hot);
            allocations = List.copyOf(allocations);
            locks = List.copyOf(locks);
        }
    }

    /** @param share of all samples */
    public record Hot(String method, long samples, double share) {}

    /** @param bytes estimated from samples; {@code share} of all */
    public record Allocation(String type, long bytes, double share) {}

    public record GarbageCollection(long count, double pauseMillis, double longestMillis) {}

    public record Lock(String type, long count, double waitedMillis) {}
}
