package io.orchestress.analysis.regression;

import io.orchestress.analysis.regression.Families.Member;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Probabilities corrected for the number of metrics, none of which is independent of the others: a slow second is in the mean, in p95
 * and in the throughput, and a slow machine in all of them.
 *
 * <p>Step-down maxT of Westfall and Young (<i>Resampling-Based Multiple Testing</i>, 1993, algorithm 4.1), one-sided. What the metrics would
 * do together if nothing had changed is made by the Gaussian multiplier bootstrap (Chernozhukov, Chetverikov and Kato, Ann.
 * Statist. 41, 2013): each block of time gets one standard normal weight for all metrics, and so does the run as a whole,
 * {@code T_m = √(v ÷ V) Σ g_b ψ_mb ÷ √Σ ψ_mb² + √(1 − v ÷ V) g}, {@code v} the part of the variance {@code V} that is within the runs. The
 * {@code g} of the run is one for all metrics that a slow machine moves, towards worse, and one of its own for each other. With
 * {@code R} rounds no probability is below {@code 1 ÷ (R + 1)}. The seed is fixed: the same records give the same answer.
 */
final class AdjustedProbabilities {
    private static final int ROUNDS = 4_999;
    private static final long SEED = 20_261_121;

    private AdjustedProbabilities() {}

    /** One-sided, in the order of the members. */
    record Both(List<Double> worse, List<Double> better) {}

    /** What the metrics do together by chance is as likely the other way round: the same rounds serve both sides. */
    static Both of(List<Member> members) {
        List<double[]> unit = unitVectors(members);
        SteppedDown worse = new SteppedDown(members, true);
        SteppedDown better = new SteppedDown(members, false);
        SplittableRandom random = new SplittableRandom(SEED);
        int directions = members.isEmpty() ? 0 : unit.get(0).length;
        double[] weights = new double[directions];
        double[] drawn = new double[members.size()];
        for (int round = 0; round < ROUNDS && !members.isEmpty(); round++) {
            for (int b = 0; b < directions; b++) {
                weights[b] = random.nextGaussian();
            }
            for (int m = 0; m < drawn.length; m++) {
                drawn[m] = dot(weights, unit.get(m));
            }
            worse.add(drawn, 1);
            better.add(drawn, -1);
        }
        return new Both(worse.adjusted(), better.adjusted());
    }

    /** To one side. */
    private static final class SteppedDown {
        private final List<Member> members;
        private final boolean worse;
        private final double[] observed;
        private final int[] order;
        private final int[] exceeded;

        SteppedDown(List<Member> members, boolean worse) {
            this.members = members;
            this.worse = worse;
            this.observed = members.stream()
                    .mapToDouble(member -> member.difference().deviate(Families.sign(member, worse)))
                    .toArray();
            this.order = IntStream.range(0, observed.length)
                    .boxed()
                    .sorted(Comparator.comparingDouble(m -> -observed[m]))
                    .mapToInt(m -> m)
                    .toArray();
            this.exceeded = new int[observed.length];
        }

        void add(double[] drawn, int sign) {
            double most = Double.NEGATIVE_INFINITY;
            for (int i = order.length - 1; i >= 0; i--) {
                int metric = order[i];
                most = Math.max(most, sign * drawn[metric]);
                if (most >= observed[metric]) {
                    exceeded[metric]++;
                }
            }
        }

        List<Double> adjusted() {
            Double[] adjusted = new Double[observed.length];
            double least = 0;
            for (int metric : order) {
                double alone = Families.probability(members.get(metric), worse);
                least = Math.max(least, Math.max(alone, (1.0 + exceeded[metric]) / (ROUNDS + 1)));
                adjusted[metric] = least;
            }
            return List.of(adjusted);
        }
    }

    /**
     * All with the same directions, of length 1: the blocks, then the run as a whole for what a machine moves, towards worse, then the run for each other metric.
     */
    private static List<double[]> unitVectors(List<Member> members) {
        Map<String, Integer> offsets = new HashMap<>();
        Map<String, Integer> lengths = new TreeMap<>();
        members.forEach(member -> member.difference()
                .influence()
                .forEach((phase, blocks) -> lengths.merge(phase, blocks.length, Math::max)));
        int size = 0;
        for (Map.Entry<String, Integer> phase : lengths.entrySet()) {
            offsets.put(phase.getKey(), size);
            size += phase.getValue();
        }
        List<double[]> vectors = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            Member member = members.get(m);
            Difference difference = member.difference();
            double[] vector = new double[size + 1 + members.size()];
            difference
                    .influence()
                    .forEach((phase, blocks) ->
                            System.arraycopy(blocks, 0, vector, offsets.getOrDefault(phase, 0), blocks.length));
            double length = Math.sqrt(dot(vector, vector));
            double inside = length == 0 || !difference.isKnown() ? 0 : Math.min(1, difference.withinShare());
            double scale = inside == 0 ? 0 : member.worseSign() * Math.sqrt(inside) / length;
            for (int b = 0; b < size; b++) {
                vector[b] *= scale;
            }
            vector[member.machine() ? size : size + 1 + m] = Math.sqrt(1 - inside);
            vectors.add(vector);
        }
        return vectors;
    }

    private static double dot(double[] left, double[] right) {
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += left[i] * right[i];
        }
        return sum;
    }
}
