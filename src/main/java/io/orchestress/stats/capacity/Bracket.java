package io.orchestress.stats.capacity;

import java.util.List;
import java.util.Optional;

/**
 * Between which loads steps say the boundary lies, however they were driven. Where they contradict each other, where the fewest of them are wrong; where several places are as
 * good as each other, from the lowest to the highest of them. Void steps say nothing.
 *
 * @param low highest good load below the boundary; 0: none
 * @param high lowest bad load above it; infinite: none
 */
public record Bracket(double low, double high) {

    /** Empty when there is no step. */
    public static Optional<Bracket> of(List<StepFigures> all) {
        List<StepFigures> steps = all.stream().filter(step -> !step.isVoid()).toList();
        List<Double> loads =
                steps.stream().map(StepFigures::load).distinct().sorted().toList();
        if (loads.isEmpty()) {
            return Optional.empty();
        }
        long fewest = Long.MAX_VALUE;
        double lowest = 0;
        double highest = 0;
        for (int i = 0; i <= loads.size(); i++) {
            double upTo = i == 0 ? 0 : loads.get(i - 1);
            long wrong = steps.stream()
                    .filter(step -> step.isGood() != step.load() <= upTo)
                    .count();
            if (wrong < fewest) {
                lowest = upTo;
            }
            if (wrong <= fewest) {
                highest = upTo;
                fewest = wrong;
            }
        }
        double from = lowest;
        double to = highest;
        double low = steps.stream()
                .filter(step -> step.isGood() && step.load() <= from)
                .mapToDouble(StepFigures::load)
                .max()
                .orElse(0);
        double high = steps.stream()
                .filter(step -> !step.isGood() && step.load() > to)
                .mapToDouble(StepFigures::load)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
        return Optional.of(new Bracket(low, high));
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
