package io.orchestress.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hipparchus.random.RandomDataGenerator;

/**
 * The load at which the SLO is just kept, from all steps around the boundary. For each condition the share of bad ones against the load is a {@link LogisticFit}; the
 * capacity is the lowest load at which one of them crosses what is allowed. Its interval: the fits are repeated with shares drawn from Jeffreys' posterior at the
 * effective count of each step (its count ÷ the design effect of {@link ShareBounds}, ÷ the dispersion of the steps around the line where that is above 1), and the 2.5 % and
 * 97.5 % quantiles of the crossings are taken. Each end stops at the load beyond which {@value #OUTVOTED} more steps are surely good (or bad) than surely the opposite short of
 * it; value and interval keep to the bracket, the value within it, the interval around it. The low end is lowered by what a step of {@code T} seconds cannot show: of arrivals
 * that are not kept up with, a share of {@code min(3 %, limit ÷ T)} breaks no limit of time before the step ends, and is not seen as growth.
 *
 * @param limitedBy name of the condition that crosses first
 */
public record CapacityEstimate(double value, double low, double high, String limitedBy) {
    private static final int DRAWS = 400;
    private static final double UNSEEN_GROWTH = 0.03;
    private static final double NEAR_BELOW = 0.6;
    private static final double NEAR_ABOVE = 1.45;
    /** One step that is 95 % sure is wrong now and then, and of steps near the boundary those that are wrong are alike. */
    private static final int OUTVOTED = 4;

    private record Data(Condition condition, double[] z, double[] share, double[] weight) {}

    /**
     * @param bracket that the steps make, closed
     * @param seed the same seed gives the same estimate
     * @return empty when no condition has a good and a bad step near the guess
     */
    public static Optional<CapacityEstimate> of(
            List<Condition> conditions, List<StepFigures> steps, Bracket bracket, long seed) {
        double guess = bracket.guess();
        List<Data> data = new ArrayList<>();
        for (int i = 0; i < conditions.size(); i++) {
            data(conditions.get(i), i, steps, guess).ifPresent(data::add);
        }
        if (data.isEmpty()) {
            return Optional.empty();
        }
        double value = Double.POSITIVE_INFINITY;
        String limitedBy = "";
        for (Data one : data) {
            double crossing = crossing(one, one.share, guess);
            if (crossing < value) {
                value = crossing;
                limitedBy = one.condition.name();
            }
        }
        if (Double.isInfinite(value)) {
            return Optional.empty();
        }
        RandomDataGenerator random = new RandomDataGenerator(seed);
        double[] drawn = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            double lowest = Double.POSITIVE_INFINITY;
            for (Data one : data) {
                lowest = Math.min(lowest, crossing(one, draw(one, random), guess));
            }
            drawn[i] = Math.min(lowest, guess * NEAR_ABOVE);
        }
        Arrays.sort(drawn);
        double low = Math.min(bracket.low(), Math.max(drawn[(int) (0.025 * DRAWS)], surelyAbove(steps)));
        double high = Math.max(bracket.high(), Math.min(drawn[(int) (0.975 * DRAWS) - 1], surelyBelow(steps)));
        double inBracket = Math.max(bracket.low(), Math.min(bracket.high(), value));
        return Optional.of(new CapacityEstimate(inBracket, low * (1 - unseen(conditions, steps)), high, limitedBy));
    }

    /** Highest load that enough steps say the capacity lies above; 0: none. */
    private static double surelyAbove(List<StepFigures> steps) {
        return steps.stream()
                .mapToDouble(StepFigures::load)
                .filter(load -> goodFrom(load, steps) - badUpTo(load, steps) >= OUTVOTED)
                .max()
                .orElse(0);
    }

    /** Lowest load that enough steps say it lies below; infinite: none. */
    private static double surelyBelow(List<StepFigures> steps) {
        return steps.stream()
                .mapToDouble(StepFigures::load)
                .filter(load -> badUpTo(load, steps) - goodFrom(load, steps) >= OUTVOTED)
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static long goodFrom(double load, List<StepFigures> steps) {
        return steps.stream()
                .filter(step -> step.load() >= load && step.judgement().outcome() == StepJudgement.Outcome.PASS)
                .count();
    }

    private static long badUpTo(double load, List<StepFigures> steps) {
        return steps.stream()
                .filter(step -> step.load() <= load && step.judgement().outcome() == StepJudgement.Outcome.FAIL)
                .count();
    }

    /** Share of load that may not be kept up with, and is not seen in steps of this length. */
    private static double unseen(List<Condition> conditions, List<StepFigures> steps) {
        double limitSeconds =
                conditions.stream().mapToLong(Condition::limitMicros).max().orElse(0) / 1e6;
        double seconds = steps.stream().mapToInt(StepFigures::seconds).max().orElse(1);
        return Math.min(UNSEEN_GROWTH, limitSeconds / Math.max(1, seconds));
    }

    private static double[] draw(Data data, RandomDataGenerator random) {
        double[] drawn = new double[data.share.length];
        for (int i = 0; i < drawn.length; i++) {
            double n = data.weight[i];
            drawn[i] = inside(random.nextBeta(data.share[i] * n + 0.5, (1 - data.share[i]) * n + 0.5));
        }
        return drawn;
    }

    private static double crossing(Data data, double[] share, double guess) {
        double z = LogisticFit.of(data.z, share, data.weight).where(data.condition.allowed());
        return Double.isInfinite(z) ? z : guess * Math.max(NEAR_BELOW - 1, Math.min(NEAR_ABOVE - 1, z)) + guess;
    }

    private static double inside(double share) {
        return Math.max(1e-6, Math.min(1 - 1e-6, share));
    }

    /** Steps near the guess; empty where the condition was not both kept and broken there. */
    private static Optional<Data> data(Condition condition, int index, List<StepFigures> steps, double guess) {
        List<double[]> points = new ArrayList<>();
        boolean kept = false;
        boolean broken = false;
        double commonEffect = commonEffect(index, steps, guess);
        for (StepFigures step : steps) {
            if (step.load() < NEAR_BELOW * guess || step.load() > NEAR_ABOVE * guess) {
                continue;
            }
            long[][] blocks = step.blocks().get(index);
            ShareBounds bounds = ShareBounds.of(blocks);
            if (bounds.total() == 0) {
                continue;
            }
            boolean endless = step.growing() && condition.kind() != Condition.Kind.FAILED;
            boolean otherwiseBroken =
                    step.judgement().outcome() == StepJudgement.Outcome.FAIL && bounds.share() <= condition.allowed();
            if (otherwiseBroken && !endless) {
                continue; // quick failures say nothing of how long answers take
            }
            double share = endless ? Math.max(0.9, bounds.share()) : bounds.share();
            double effect = Math.max(commonEffect, ShareBounds.designEffect(blocks, bounds.share(), bounds.total()));
            double weight = Math.max(1, bounds.total() / effect);
            points.add(new double[] {step.load() / guess - 1, (share * weight + 0.5) / (weight + 1), weight});
            kept |= share <= condition.allowed();
            broken |= share > condition.allowed();
        }
        if (!kept || !broken) {
            return Optional.empty();
        }
        double[] z = column(points, 0);
        double[] share = column(points, 1);
        double[] weight = column(points, 2);
        double dispersion = dispersion(LogisticFit.of(z, share, weight), z, share, weight);
        return Optional.of(new Data(
                condition,
                z,
                share,
                Arrays.stream(weight).map(w -> Math.max(1, w / dispersion)).toArray()));
    }

    /** Mean over the steps near the guess: that of a single step is known badly, and most where it seems small. */
    private static double commonEffect(int index, List<StepFigures> steps, double guess) {
        return steps.stream()
                .filter(step -> step.load() >= NEAR_BELOW * guess && step.load() <= NEAR_ABOVE * guess)
                .map(step -> step.blocks().get(index))
                .mapToDouble(blocks -> {
                    ShareBounds bounds = ShareBounds.of(blocks);
                    return bounds.total() == 0 ? 1 : ShareBounds.designEffect(blocks, bounds.share(), bounds.total());
                })
                .average()
                .orElse(1);
    }

    private static double dispersion(LogisticFit fit, double[] z, double[] share, double[] weight) {
        double sum = 0;
        for (int i = 0; i < z.length; i++) {
            double mean = fit.shareAt(z[i]);
            double off = share[i] - mean;
            sum += weight[i] * off * off / Math.max(mean * (1 - mean), 0.5 / (weight[i] + 1));
        }
        return z.length > 2 ? Math.max(1, sum / (z.length - 2)) : 1;
    }

    private static double[] column(List<double[]> points, int column) {
        return points.stream().mapToDouble(point -> point[column]).toArray();
    }
}
