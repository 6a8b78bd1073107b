package io.orchestress.history;

import java.time.Instant;
import java.util.List;

/**
 * One run or several, by a name, that others are compared with.
 *
 * @param runs in the order in which they were named, at least one
 * @param since when it was moved there
 * @param by who moved it
 * @param reason as given; may be empty
 */
public record Baseline(String name, Scope scope, List<RunRef> runs, Instant since, String by, String reason) {
    public Baseline {
        runs = List.copyOf(runs);
    }
}
