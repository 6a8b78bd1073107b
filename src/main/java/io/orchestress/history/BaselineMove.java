package io.orchestress.history;

import java.time.Instant;
import java.util.List;

/**
 * A line of the log of baselines.
 *
 * @param runs where the baseline was moved to; empty: it was removed
 * @param reason as given; may be empty
 * @param forced whether a run that may be no baseline was taken all the same
 */
public record BaselineMove(
        String name, Scope scope, List<RunRef> runs, Instant at, String by, String reason, boolean forced) {
    public BaselineMove {
        runs = List.copyOf(runs);
    }
}
