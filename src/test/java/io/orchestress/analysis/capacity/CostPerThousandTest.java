package io.orchestress.analysis.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.AgentResult;
import io.orchestress.record.AgentResults;
import io.orchestress.record.PhaseResult;
import io.orchestress.record.RequestResult;
import io.orchestress.workload.kind.PhaseKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CostPerThousandTest {

    /** 250 ended well for 0.5: 2 a thousand. Nothing is known where a model has no price, nothing ended well, or nothing was measured. */
    @Test
    void costOfWhatEndedWell() {
        List<PhaseResult> phases = List.of(phase("one", 250), phase("two", 250), phase("three", 0), phase("four", 10));
        List<AgentResult> costs = List.of(agent("one", 0.5), agent("two", null), agent("three", 0.5));
        assertThat(CostPerThousand.byPhase(phases, new AgentResults(agent("*", 1.0), costs)))
                .isEqualTo(Map.of("one", 2.0));
        assertThat(CostPerThousand.byPhase(phases, null)).isEmpty();
    }

    private static PhaseResult phase(String name, long ok) {
        RequestResult total =
                new RequestResult("*", ok + 5, ok, 5, 0, 1, Map.of(FailureClass.CHECK, 5L), null, null, null, 0, 0, 0);
        return new PhaseResult(name, PhaseKind.STEP, false, Instant.EPOCH, Instant.EPOCH, 0, 10, total, List.of());
    }

    private static AgentResult agent(String phase, @Nullable Double total) {
        AgentResult.Cost cost = new AgentResult.Cost("EUR", total, 0.1, null, List.of(), List.of());
        return new AgentResult(phase, null, List.of(), List.of(), null, null, cost, null, null, null, null, null);
    }
}
