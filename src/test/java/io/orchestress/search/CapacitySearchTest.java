package io.orchestress.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySearchTest {
    private static final CapacitySearch.Range RANGE = new CapacitySearch.Range(10, 1000, 1.6, 0.05);

    /** Loads that were asked for, of a target that carries a load at a step or does not. */
    private static List<Double> search(BiPredicate<Double, Integer> carries) {
        CapacitySearch search = new CapacitySearch(RANGE);
        List<Double> loads = new ArrayList<>();
        for (Optional<Double> load = search.next(); load.isPresent(); load = search.next()) {
            assertThat(loads).as("it ends").hasSizeLessThan(60);
            loads.add(load.get());
            search.answered(carries.test(load.get(), loads.size()));
        }
        return loads;
    }

    @ParameterizedTest
    @ValueSource(doubles = {10.1, 13, 57, 412, 999})
    void bracketsTheCapacityAndAsksForBothEndsAgain(double capacity) {
        List<Double> loads = search((load, step) -> load <= capacity);
        double low = loads.get(loads.size() - 2);
        double high = loads.get(loads.size() - 1);
        assertThat(low).isLessThanOrEqualTo(capacity);
        assertThat(high).isGreaterThan(capacity).isLessThanOrEqualTo(low * 1.0501);
        assertThat(loads).filteredOn(load -> load == low).hasSizeGreaterThan(1);
        assertThat(loads).filteredOn(load -> load == high).hasSizeGreaterThan(1);
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

    @Test
    void aCapacityThatHalvesDuringTheSearchIsFoundByTheConfirmation() {
        List<Double> loads = search((load, step) -> load <= (step < 12 ? 400 : 200));
        double last = loads.get(loads.size() - 1);
        assertThat(last).isLessThan(400);
    }

    @Test
    void oneWrongAnswerDoesNotDecide() {
        List<Double> loads = search((load, step) -> step == 4 ? load > 400 : load <= 400);
        double high = loads.get(loads.size() - 1);
        assertThat(high).isBetween(380.0, 425.0);
    }
}
