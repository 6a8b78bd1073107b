package io.orchestress.record;

import java.util.List;

/**
 * Results of agents, of the run and by phase.
 *
 * @param total over all phases but warm-up; its phase is {@link #ALL_PHASES}
 * @param phases those in which anything was measured, in their order
 */
public record AgentResults(AgentResult total, List<AgentResult> phases) {
    /** In place of the name of a phase: all of them but warm-up. */
    public static final String ALL_PHASES = "*";

    public AgentResults {
        phases = List.copyOf(phases);
    }
}
