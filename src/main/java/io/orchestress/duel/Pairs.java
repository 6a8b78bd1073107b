package io.orchestress.duel;

import io.orchestress.analysis.duel.Pair;
import java.io.IOException;
import java.util.Optional;

/** Where pairs of runs come from. */
interface Pairs {
    /**
     * Runs one pair.
     *
     * @param number from 1
     * @param attempt from 1; each but the last was void
     * @throws DuelRefusedException when there can be no pair, and no other one either
     */
    Fought run(int number, int attempt, boolean baselineFirst)
            throws DuelRefusedException, IOException, InterruptedException;

    /**
     * What became of a pair.
     *
     * @param baseline, candidate records, from the duel's folder; empty where there is none
     * @param disturbed why it is void; empty: it is not
     * @param measured absent of a void pair
     */
    record Fought(
            Optional<String> baseline,
            Optional<String> candidate,
            Optional<String> disturbed,
            Optional<Pair> measured) {
        public Fought {
            if (disturbed.isPresent() == measured.isPresent()) {
                throw new IllegalArgumentException("a pair is void, or measured");
            }
        }
    }
}
