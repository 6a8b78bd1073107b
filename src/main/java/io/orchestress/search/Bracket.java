package io.orchestress.search;

import java.util.List;
import java.util.Optional;

/**
 * Between which loads steps say the boundary lies, however they were driven. Where they contradict each other, where the fewest of them are wrong: the load below which
 * good steps and above which bad ones are the most.
 *
 * @param low highest good load below the boundary; 0: none
 * @param high lowest bad load above it; infinite: none
 */
public record Bracket(double low, double high) {

    /** Empty when there is no step. */
    public static Optional<Bracket> of(List<StepFigures> steps) {
        List<Double> loads =
                steps.stream().map(StepFigures::load).distinct().sorted().toList();
        if (loads.isEmpty()) {
            return Optional.empty();
        }
        double fewest = Double.POSITIVE_INFINITY;
        double best = 0;
        for (int i = 0; i <= loads.size(); i++) {
            double upTo = i == 0 ? 0 : loads.get(i - 1);
            double wrong = 0;
            for (StepFigures step : steps) {
                if (isGood(step) != step.load() <= upTo) {
                    wrong += step.judgement().outcome() == StepJudgement.Outcome.INCONCLUSIVE ? 0.5 : 1;
                }
            }
            if (wrong < fewest) {
                fewest = wrong;
                best = upTo;
            }
        }
        double boundary = best;
        double low = steps.stream()
                .filter(step -> isGood(step) && step.load() <= boundary)
                .mapToDouble(StepFigures::load)
                .max()
                .orElse(0);
        double high = steps.stream()
                .filter(step -> !isGood(step) && step.load() > boundary)
                .mapToDouble(StepFigures::load)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return Optional.of(new Bracket(low, high));
    }

    static boolean isGood(StepFigures step) {
        return step.judgement().outcome() == StepJudgement.Outcome.PASS
                || (step.judgement().outcome() == StepJudgement.Outcome.INCONCLUSIVE
                        && step.judgement().leansGood());
    }

    /** Whether there is a load on either side. */
    public boolean isClosed() {
        return low > 0 && high < Double.POSITIVE_INFINITY;
    }

    /** In the middle; of an open one its only end. */
    public double guess() {
        return isClosed() ? Math.sqrt(low * high) : low > 0 ? low : high;
    }
}
