package io.orchestress.analysis.capacity;

import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.PhaseResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cost of a thousand requests that ended well, over a whole phase: failed ones are paid for, too. */
final class CostPerThousand {
    private CostPerThousand() {}

    /** Phases whose cost is not wholly known, or in which nothing ended well, are left out. */
    static Map<String, Double> byPhase(List<PhaseResult> phases, @Nullable AgentResults agents) {
        Map<String, Double> costs = new HashMap<>();
        if (agents == null) {
            return costs;
        }
        for (PhaseResult phase : phases) {
            for (AgentResult agent : agents.phases()) {
                AgentResult.Cost cost = agent.cost();
                Double total = cost == null ? null : cost.total();
                if (agent.phase().equals(phase.name())
                        && total != null
                        && phase.total().ok() > 0) {
                    costs.put(phase.name(), 1000 * total / phase.total().ok());
                }
            }
        }
        return costs;
    }
}
