package io.orchestress.run;

import java.time.Instant;
import java.util.List;

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
}
