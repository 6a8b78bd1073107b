package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Instant;
import java.util.List;

/**
 * Counts, rates and latencies of the requests that <em>started</em> in one phase.
 *
 * @param kind of the plan; {@code AFTER_PLAN} of {@link RunRecord#afterPlan()}, which is no phase
 * @param endedAt end of the phase as driven: its planned end, or the end of the run if that came first
 * @param requests by request name, in order of first appearance
 */
public record PhaseResult(
        String name,
        PhaseKind kind,
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

    /** Whether the phase holds its load, as {@link PhaseKind#isLoad} says. */
    @JsonIgnore
    public boolean isLoad() {
        return kind.isLoad();
    }
}
