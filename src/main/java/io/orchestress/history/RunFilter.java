package io.orchestress.history;

import org.jspecify.annotations.Nullable;

/** Which runs: those that have every value that is given; what is absent may be anything. */
public record RunFilter(
        @Nullable String simulation,
        @Nullable String profile,
        @Nullable String protocol,
        @Nullable String workload) {
    public static final RunFilter ALL = new RunFilter(null, null, null, null);

    public static RunFilter simulation(String simulation) {
        return new RunFilter(simulation, null, null, null);
    }
}
