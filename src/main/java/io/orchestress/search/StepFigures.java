package io.orchestress.search;

import java.util.List;

/**
 * One step as the estimate takes it.
 *
 * @param load offered
 * @param seconds that were judged
 * @param judgement of it
 * @param growing whether arrivals were not kept up with: then there is no steady state, in which every limit of time would be broken
 * @param blocks by condition, {@code [bad, total]} of each stretch of time
 */
public record StepFigures(double load, int seconds, StepJudgement judgement, boolean growing, List<long[][]> blocks) {
    public StepFigures {
        blocks = List.copyOf(blocks);
    }

    public static StepFigures of(double load, Evidence evidence, double arrivalsPerSec) {
        List<long[][]> blocks = new java.util.ArrayList<>();
        for (int i = 0; i < evidence.conditions().size(); i++) {
            blocks.add(evidence.blocks(i, StepJudgement.BLOCKS));
        }
        return new StepFigures(
                load,
                evidence.seconds(),
                StepJudgement.of(evidence, arrivalsPerSec),
                StepJudgement.grows(evidence.inFlight(), arrivalsPerSec),
                blocks);
    }
}
