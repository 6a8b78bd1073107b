package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Capacity;
import io.orchestress.record.Estimate;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.SyntheticPlanning;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches that found 400 (380 to 420), or whose lowest step of 500 was not carried. */
class SearchGateTest {
    private static RunRecord run(Capacity.Outcome outcome, double stated, double bracketLow) {
        Capacity c = SyntheticPlanning.capacity(outcome);
        @Nullable Estimate highest = outcome == Capacity.Outcome.FOUND ? new Estimate(400, 380, 420) : null;
        Capacity capacity = new Capacity(
                c.unit(),
                c.steps(),
                outcome,
                highest,
                bracketLow,
                c.bracketHigh(),
                c.limitedBy(),
                c.knee(),
                c.breakingPoints(),
                stated > 0 ? stated : null,
                null,
                c.slo(),
                c.sentence());
        return SyntheticPlanning.search(outcome)
                .record()
                .withPlanning(new Planning(capacity, null, List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "FOUND, 0, 400, PASS",
        "FOUND, 380, 400, PASS",
        "FOUND, 381, 400, INCONCLUSIVE",
        "FOUND, 420, 400, INCONCLUSIVE",
        "FOUND, 421, 400, FAIL",
        "ABOVE_HIGHEST, 0, 500, INCONCLUSIVE",
        "ABOVE_HIGHEST, 500, 500, PASS",
        "ABOVE_HIGHEST, 501, 500, INCONCLUSIVE",
        "BELOW_LOWEST, 0, 0, INCONCLUSIVE",
        "BELOW_LOWEST, 499, 0, INCONCLUSIVE",
        "BELOW_LOWEST, 500, 0, FAIL",
        // carried 400, and completes no more than the bracket's 415
        "BETWEEN, 0, 400, PASS",
        "BETWEEN, 400, 400, PASS",
        "BETWEEN, 401, 400, INCONCLUSIVE",
        "BETWEEN, 415, 400, INCONCLUSIVE",
        "BETWEEN, 416, 400, FAIL",
        "OUT_OF_TIME, 0, 400, INCONCLUSIVE",
        "OUT_OF_TIME, 1, 400, INCONCLUSIVE",
        "UNSTABLE, 1, 400, INCONCLUSIVE",
        "INCONCLUSIVE, 1, 400, INCONCLUSIVE"
    })
    void whatIsStatedMustSurelyBeCarried(Capacity.Outcome found, double stated, double bracketLow, Outcome outcome) {
        Gate gate = SearchGate.of(run(found, stated, bracketLow));
        assertThat(gate.outcome()).isEqualTo(outcome);
        assertThat(gate.name()).isEqualTo("capacity");
        assertThat(gate.threshold()).isEqualTo(stated);
        assertThat(gate.unit()).isEqualTo("arrivals/s");
    }

    @Test
    void isForSearchesOnly() {
        RunRecord search = run(Capacity.Outcome.FOUND, 0, 400);
        assertThat(SearchGate.isFor(search)).isTrue();
        assertThat(SearchGate.isFor(search.withPlanning(null))).isFalse();
    }
}
