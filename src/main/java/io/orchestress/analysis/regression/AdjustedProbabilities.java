package io.orchestress.analysis.regression;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Probabilities corrected for the number of metrics, none of which is independent of the others: a slow second is in the mean, in p95
 * and in the throughput.
 *
 * <p>Step-down maxT of Westfall and Young (<i>Resampling-Based Multiple Testing</i>, 1993, algorithm 4.1). What the metrics would
 * do together if nothing had changed is made by the Gaussian multiplier bootstrap (Chernozhukov, Chetverikov and Kato, Ann.
 * Statist. 41, 2013): each block of time gets one standard normal weight for all metrics, {@code T_m = Σ g_b ψ_mb ÷ √Σ ψ_mb²}. With
 * {@code R} rounds no probability is below {@code 1 ÷ (R + 1)}. The seed is fixed: the same records give the same answer.
 */
final class AdjustedProbabilities {
    private static final int ROUNDS = 4_999;
    private static final long SEED = 20_261_121;

    private AdjustedProbabilities() {}

    /** @return in the order of the differences */
    static List<Double> of(List<Difference> differences) {
        int metrics = differences.size();
        List<double[]> unit = unitVectors(differences);
        List<Integer> order = new ArrayList<>();
        double[] observed = new double[metrics];
        for (int m = 0; m < metrics; m++) {
            observed[m] = differences.get(m).deviate();
            order.add(m);
        }
        order.sort(Comparator.comparingDouble(m -> -observed[m]));
        int[] exceeded = new int[metrics];
        SplittableRandom random = new SplittableRandom(SEED);
        int blocks = metrics == 0 ? 0 : unit.get(0).length;
        double[] weights = new double[blocks];
        for (int round = 0; round < ROUNDS; round++) {
            for (int b = 0; b < blocks; b++) {
                weights[b] = random.nextGaussian();
            }
            double most = 0;
            for (int i = metrics - 1; i >= 0; i--) {
                int metric = order.get(i);
                most = Math.max(most, Math.abs(dot(weights, unit.get(metric))));
                if (most >= observed[metric]) {
                    exceeded[metric]++;
                }
            }
        }
        double[] adjusted = new double[metrics];
        double least = 0;
        for (int metric : order) {
            double alone = differences.get(metric).pValue();
            least = Math.max(least, Math.max(alone, (1.0 + exceeded[metric]) / (ROUNDS + 1)));
            adjusted[metric] = least;
        }
        List<Double> result = new ArrayList<>();
        for (double probability : adjusted) {
            result.add(probability);
        }
        return result;
    }

    /** All with the same blocks in the same order, of length 1; a metric without scatter gets a direction of its own. */
    private static List<double[]> unitVectors(List<Difference> differences) {
        Map<String, Integer> offsets = new HashMap<>();
        Map<String, Integer> lengths = new TreeMap<>();
        differences.forEach(difference ->
                difference.influence().forEach((phase, blocks) -> lengths.merge(phase, blocks.length, Math::max)));
        int size = 0;
        for (Map.Entry<String, Integer> phase : lengths.entrySet()) {
            offsets.put(phase.getKey(), size);
            size += phase.getValue();
        }
        List<double[]> vectors = new ArrayList<>();
        for (int m = 0; m < differences.size(); m++) {
            double[] vector = new double[size + differences.size()];
            differences
                    .get(m)
                    .influence()
                    .forEach((phase, blocks) ->
                            System.arraycopy(blocks, 0, vector, offsets.getOrDefault(phase, 0), blocks.length));
            double length = Math.sqrt(dot(vector, vector));
            if (length == 0) {
                vector[size + m] = 1;
            } else {
                for (int b = 0; b < size; b++) {
                    vector[b] /= length;
                }
            }
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
