package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What was measured of the requests that <em>started</em> in one phase.
 *
 * @param endedAt end of the phase as driven: its planned end, or the end of the run if that came first
 * @param requests by request name, in order of first appearance
 */
public record PhaseResult(
        String name,
        String kind,
        boolean warmUp,
        Instant startedAt,
        Instant endedAt,
        double startSeconds,
        double endSeconds,
        RequestResult total,
        List<RequestResult> requests) {
    public PhaseResult {
        requests = List.copyOf(requests);
    }

    /** Of {@link RunRecord#afterPlan()}, which is no phase. */
    public static final String AFTER_PLAN_KIND = "after-plan";

    private static final Set<String> LOAD_KINDS = Set.of("steady", "spike", "recovery", "endurance", "step");

    /** Whether the phase holds its load, rather than ramping to or from it: the kinds whose latency a verdict is made of. */
    @JsonIgnore
    public boolean isLoad() {
        return LOAD_KINDS.contains(kind);
    }
}
