package io.orchestress.engine.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.stats.capacity.SloCondition;
import io.orchestress.stats.capacity.StepEvidence;
import io.orchestress.stats.capacity.StepFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySearchTest {
    private static final CapacitySearch.Range RANGE = new CapacitySearch.Range(10, 1000, 1.6, 0.05);
    private static final List<SloCondition> SLO = List.of(SloCondition.percentile(95, 1000));
    private static final int MOST = 25;

    private final List<CapacitySearch.Ask> asked = new ArrayList<>();

    /** Of a step in which nothing is slow, or a fifth of the requests. */
    private static StepFigures step(double load, boolean good, Optional<String> voidBecause) {
        StepEvidence evidence = new StepEvidence(SLO);
        for (int second = 0; second < 10; second++) {
            long n = Math.round(load);
            evidence.add(new StepEvidence.Second(new long[] {good ? 0 : n / 5 + 1}, new long[] {n}, 10, n));
        }
        return StepFigures.of(load, true, evidence, voidBecause);
    }

    /** @param carries load and number of the step, from 1 */
    private List<Double> search(BiPredicate<Double, Integer> carries, BiPredicate<Double, Integer> isVoid) {
        CapacitySearch search = new CapacitySearch(RANGE, SLO, 600);
        Optional<CapacitySearch.Ask> ask = search.next();
        while (ask.isPresent() && asked.size() < MOST) {
            asked.add(ask.get());
            double load = ask.get().load();
            search.answered(step(
                    load,
                    carries.test(load, asked.size()),
                    isVoid.test(load, asked.size()) ? Optional.of("late") : Optional.empty()));
            ask = search.next();
        }
        return asked.stream().map(CapacitySearch.Ask::load).toList();
    }

    private List<Double> search(BiPredicate<Double, Integer> carries) {
        return search(carries, (load, step) -> false);
    }

    @ParameterizedTest
    @ValueSource(doubles = {13, 57, 412, 800})
    void dwellsAroundTheCapacity(double capacity) {
        List<Double> loads = search((load, step) -> load <= capacity);
        assertThat(asked)
                .filteredOn(ask -> ask.kind() == CapacitySearch.Kind.DWELL)
                .hasSizeGreaterThan(8);
        assertThat(loads.subList(loads.size() - 4, loads.size()))
                .allSatisfy(load -> assertThat(load).isBetween(0.7 * capacity, 1.3 * capacity));
    }

    @Test
    void brokenAtTheLowestLoadIsAskedForTwice() {
        assertThat(search((load, step) -> false)).containsExactly(10.0, 10.0);
    }

    @Test
    void neverBrokenEndsAtTheHighestLoadAskedForTwice() {
        List<Double> loads = search((load, step) -> true);
        assertThat(loads.subList(loads.size() - 2, loads.size())).containsExactly(1000.0, 1000.0);
        assertThat(loads.get(1)).isEqualTo(16);
    }

    /** B3: a single bad step in the ramp is not believed, and the way on is by the ramp's factor. */
    @Test
    void aBadStepInTheRampIsRepeatedBeforeItIsBelieved() {
        List<Double> loads = search((load, step) -> step != 3 && load <= 400);
        assertThat(loads.get(2)).isEqualTo(25.6);
        assertThat(loads.get(3)).isEqualTo(25.6 * 1.15);
        assertThat(loads.get(4)).isEqualTo(25.6 * 1.15 * 1.6);
        assertThat(loads.get(loads.size() - 1)).isBetween(280.0, 520.0);
    }

    /** B15: what cannot be said is asked again, and says nothing of the target. */
    @Test
    void aVoidStepIsAskedForAgain() {
        List<Double> loads = search((load, step) -> load <= 400, (load, step) -> step == 2 || step == 4);
        assertThat(loads.subList(0, 5)).containsExactly(10.0, 16.0, 16.0, 25.6, 25.6);
        assertThat(loads.get(5)).isGreaterThan(40);
    }

    /** Three times void where less was carried: that load is more than the injector can do. */
    @Test
    void theInjectorsOwnLimitEndsTheSearch() {
        List<Double> loads = search((load, step) -> true, (load, step) -> load > 60);
        assertThat(loads).hasSize(7);
        assertThat(loads.subList(4, 7)).allSatisfy(load -> assertThat(load).isBetween(65.5, 65.6));
    }
}
