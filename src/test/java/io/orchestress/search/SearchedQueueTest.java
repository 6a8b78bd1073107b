package io.orchestress.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.testkit.ErlangC;
import io.orchestress.testkit.SimulatedQueue;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole searches against a queue whose capacity is known, in virtual time. */
class SearchedQueueTest {
    private static final Conductor.Pacing TEN_MINUTES = new Conductor.Pacing(7, 30, 75, 600, 40);
    private static final CapacitySearch.Range RANGE = new CapacitySearch.Range(20, 10_000, 1.6, 0.05);
    private static final List<Condition> P95 = List.of(Condition.percentile(95, 300_000));
    private static final ErlangC QUEUE = new ErlangC(8, 0.05);

    private static SimulatedSearch search(
            DoubleUnaryOperator service, double errorRate, long seed, List<Condition> slo) {
        return SimulatedSearch.of(new SimulatedQueue(8, service, errorRate, seed), slo, RANGE, TEN_MINUTES);
    }

    /** Gross et al., Erlang C by its own sum: c = 3, a = 2 Erlang: waits with 4 ÷ 9. */
    @Test
    void erlangCIsTheTextbooks() {
        assertThat(new ErlangC(3, 1).waits(2)).isBetween(4 / 9.0 - 1e-9, 4 / 9.0 + 1e-9);
        // M/M/1: P(T > t) = exp(−(µ − λ) t)
        assertThat(new ErlangC(1, 0.1).slower(5, 0.4)).isBetween(Math.exp(-2) - 1e-9, Math.exp(-2) + 1e-9);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void findsTheCapacityWithinItsInterval(long seed) {
        double truth = QUEUE.capacity(95, 0.3);
        SimulatedSearch search = search(at -> 0.05, 0, seed, P95);
        Bracket bracket = Bracket.of(search.steps()).orElseThrow();
        CapacityEstimate estimate =
                CapacityEstimate.of(P95, search.steps(), bracket, seed).orElseThrow();
        assertThat(search.seconds()).isLessThanOrEqualTo(610);
        assertThat(estimate.value()).isBetween(0.85 * truth, 1.15 * truth);
        assertThat(estimate.value()).isBetween(bracket.low(), bracket.high());
        assertThat(estimate.low()).isBetween(0.55 * truth, bracket.low());
        assertThat(estimate.high()).isBetween(bracket.high(), 1.3 * truth);
        assertThat(estimate.limitedBy()).isEqualTo("p95");
        assertThat(CapacityEstimate.of(P95, search.steps(), bracket, seed)).contains(estimate);
    }

    @Test
    void errorsFromTheStartAreNoCapacity() {
        SimulatedSearch search = search(at -> 0.05, 0.2, 1, List.of(Condition.errorRate(0.01)));
        assertThat(Bracket.of(search.steps()).orElseThrow().low()).isZero();
        assertThat(search.steps()).hasSize(2);
    }

    @Test
    void aLoadThatIsNeverTooMuchHasNoUpperEnd() {
        CapacitySearch.Range low = new CapacitySearch.Range(20, 60, 1.6, 0.05);
        SimulatedSearch search = SimulatedSearch.of(new SimulatedQueue(8, at -> 0.05, 0, 1), P95, low, TEN_MINUTES);
        assertThat(Bracket.of(search.steps()).orElseThrow().isClosed()).isFalse();
    }

    /** Half of the capacity is lost in the middle: what was carried is not carried any more, beyond doubt and more than once. */
    @Test
    void aCapacityThatChangesContradictsItself() {
        SimulatedSearch search = search(at -> at < 250 ? 0.05 : 0.1, 0, 1, P95);
        long contradictions = search.steps().stream()
                .filter(good -> good.judgement().outcome() == StepJudgement.Outcome.PASS)
                .filter(good -> search.steps().stream()
                        .anyMatch(bad -> bad.judgement().outcome() == StepJudgement.Outcome.FAIL
                                && bad.load() < good.load() / 1.075))
                .count();
        assertThat(contradictions).isPositive();
    }

    @Test
    void aStepDoesNotInheritTheQueueOfTheOneBefore() {
        SimulatedSearch search = search(at -> 0.05, 0, 3, P95);
        assertThat(search.parts()).anyMatch(part -> !part.isStep() && part.load() == 0);
        for (int i = 1; i < search.parts().size(); i++) {
            assertThat(search.parts().get(i).startSeconds())
                    .isGreaterThan(search.parts().get(i - 1).startSeconds());
        }
    }
}
