package io.orchestress.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.scenario.Draws.Draw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same seed draws the same tasks with the same rows, in whatever order the users come; another seed draws others. */
class DrawsTest {
    private static final double[] WEIGHTS = {50, 30, 15, 5};
    private static final int[] ROWS = {7, 5, 3, 1};
    private static final int USERS = 40;
    private static final int TASKS = 50;

    /** A task of a user, numbered from 0. */
    private record Turn(long user, long before) {}

    private static Map<Turn, Draw> run(long seed, Random order) {
        List<Turn> turns = new ArrayList<>();
        for (long user = 1; user <= USERS; user++) {
            for (long before = 0; before < TASKS; before++) {
                turns.add(new Turn(user, before));
            }
        }
        Collections.shuffle(turns, order);
        Draws draws = new Draws(seed, WEIGHTS, ROWS);
        Map<Turn, Draw> drawn = new HashMap<>();
        turns.forEach(turn -> drawn.put(turn, draws.of(turn.user, turn.before)));
        return drawn;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void aSeedDrawsARunAgain(long seed) {
        assertThat(run(seed, new Random(1))).isEqualTo(run(seed, new Random(2)));
        assertThat(run(seed, new Random(1))).isNotEqualTo(run(seed + 1, new Random(1)));
    }

    /** 2 000 draws: shares are within 4.5 standard errors of the weights, rows of a kind are all drawn. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void kindsAreDrawnByWeightAndRowsEvenly(long seed) {
        List<Draw> drawn = List.copyOf(run(seed, new Random(1)).values());
        for (int kind = 0; kind < WEIGHTS.length; kind++) {
            int wanted = kind;
            double expected = WEIGHTS[kind] / 100;
            double share = drawn.stream().filter(draw -> draw.kind() == wanted).count() / (double) drawn.size();
            assertThat(share).isCloseTo(expected, within(4.5 * Math.sqrt(expected * (1 - expected) / drawn.size())));
            assertThat(drawn.stream()
                            .filter(draw -> draw.kind() == wanted)
                            .map(Draw::row)
                            .distinct())
                    .hasSize(ROWS[kind]);
        }
    }
}
