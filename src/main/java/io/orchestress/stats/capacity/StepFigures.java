package io.orchestress.stats.capacity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One step of load as the search and the estimate take it.
 *
 * @param load offered
 * @param open arrivals rather than users
 * @param counts by condition, {@code [bad, total]} of each second
 * @param inFlight at the end of each second
 * @param done requests that ended well in each second
 * @param judgement so far
 * @param voidBecause why it says nothing of the target; empty where it does
 */
public record StepFigures(
        double load,
        boolean open,
        List<long[][]> counts,
        double[] inFlight,
        double[] done,
        StepJudgement judgement,
        Optional<String> voidBecause) {
    public StepFigures {
        counts = List.copyOf(counts);
    }

    public static StepFigures of(double load, boolean open, StepEvidence evidence, Optional<String> voidBecause) {
        List<long[][]> counts = new ArrayList<>();
        for (int i = 0; i < evidence.conditions().size(); i++) {
            counts.add(evidence.counts(i));
        }
        return new StepFigures(
                load,
                open,
                counts,
                evidence.inFlight(),
                evidence.done(),
                StepJudgement.of(evidence, open ? load : 0),
                voidBecause);
    }

    public int seconds() {
        return inFlight.length;
    }

    public boolean isVoid() {
        return voidBecause.isPresent();
    }

    public boolean isGood() {
        return judgement.good();
    }
}
