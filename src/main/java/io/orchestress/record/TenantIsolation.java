package io.orchestress.record;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant gets while another sends, against what it gets while that one does not. Phases are compared in which all other tenants are the same; warm-up is not
 * among them.
 *
 * @param tenant whose service it is
 * @param beside the tenant that sends in some of the phases
 * @param ofTasks whether times and outcomes are of tasks; else of requests
 * @param corrected whether times are from the intended start
 * @param ratio p95 with the other tenant ÷ without, and its 95 % interval: of successes, but from the intended start of requests of all responses; absent where there is too little
 *     evidence
 * @param served share of what it was served with the other tenant that it was served without, at most 1, and its 95 % interval; absent where there is too little evidence
 * @param doubt why the ratio cannot keep a limit, or why there is none; may be empty
 */
public record TenantIsolation(
        String tenant,
        String beside,
        Side with,
        Side without,
        boolean ofTasks,
        boolean corrected,
        @Nullable Estimate ratio,
        @Nullable Estimate served,
        String doubt) {
    /** Tasks or requests on each side, below which nothing is told: five of them are beyond a p95 then. */
    public static final int LEAST_SAMPLES = 100;

    /** Stands between the two tenants of a name. */
    public static final String BESIDE = " beside ";

    /**
     * The same phases taken together.
     *
     * @param phases by name, in order
     * @param seconds with the load of the plan
     * @param sections of time that intervals are made of; 0: none could be
     * @param ended tasks, or requests, that started in the phases and ended or were cut off
     * @param ok those of them that succeeded
     * @param p95Millis of these; absent where there were none
     */
    public record Side(
            List<String> phases,
            double seconds,
            int sections,
            long ended,
            long ok,
            @Nullable Double p95Millis) {
        public Side {
            phases = List.copyOf(phases);
        }
    }

    /** {@code quiet beside noisy}. */
    public String name() {
        return tenant + BESIDE + beside;
    }

    /** Phases that it is told from. */
    public List<String> phases() {
        return Stream.of(with, without).flatMap(side -> side.phases().stream()).toList();
    }

    /** In the plural. */
    public String noun() {
        return ofTasks ? "tasks" : "requests";
    }
}
