package io.orchestress.analysis.regression;

import io.orchestress.run.Comparison.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How probable each change is although there is none, corrected within its family, so that the many metrics do not take the power of the few that
 * decide.
 *
 * <ul>
 *   <li>The primary metrics get half of the error, by Holm's step-down procedure with weights (Holm, Scand. J. Stat. 6, 1979): in order of
 *       {@code p ÷ w}, {@code p̃ = max p_i ÷ w_i × Σ w} of those not yet passed. A latency weighs 8, any other metric 1: failures and lost work show
 *       far beyond doubt when they show, a slow-down needs every bit.
 *   <li>The others get the other half, by {@link AdjustedProbabilities}, which knows what they have in common.
 *   <li>Single requests are no test but hints: Benjamini and Hochberg's false discovery rate (J. R. Stat. Soc. B 57, 1995),
 *       {@code q = min p_(j) n ÷ j} over {@code j ≥ i}, of 5 %.
 * </ul>
 */
final class Families {
    /** Share of hints, at most, that are none. */
    static final double FALSE_HINTS = 0.05;

    private static final double LATENCY_WEIGHT = 8;

    private Families() {}

    /** One metric that can be told. @param worseSign 1: worse is up, −1: worse is down; @param machine whether a slow machine moves it */
    record Member(Role role, boolean latency, boolean machine, int worseSign, Difference difference) {}

    /**
     * Corrected one-sided probabilities, in the order of the members.
     *
     * @param worse whether changes for the worse are tested, or for the better
     */
    static List<Double> corrected(List<Member> members, boolean worse) {
        Map<Integer, Double> corrected = new LinkedHashMap<>();
        for (Role role : Role.values()) {
            List<Integer> family = new ArrayList<>();
            for (int i = 0; i < members.size(); i++) {
                if (members.get(i).role() == role) {
                    family.add(i);
                }
            }
            List<Member> own = family.stream().map(members::get).toList();
            List<Double> probabilities = switch (role) {
                case PRIMARY -> holm(own, worse);
                case OTHER -> AdjustedProbabilities.of(own, worse);
                case REQUEST -> discoveries(own, worse);
            };
            for (int i = 0; i < family.size(); i++) {
                corrected.put(family.get(i), probabilities.get(i));
            }
        }
        List<Double> result = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            result.add(corrected.getOrDefault(i, 1.0));
        }
        return result;
    }

    static double probability(Member member, boolean worse) {
        return member.difference().probability(sign(member, worse));
    }

    static int sign(Member member, boolean worse) {
        return worse ? member.worseSign() : -member.worseSign();
    }

    static double weight(boolean latency) {
        return latency ? LATENCY_WEIGHT : 1;
    }

    private static List<Double> holm(List<Member> family, boolean worse) {
        double[] adjusted = new double[family.size()];
        double left =
                family.stream().mapToDouble(member -> weight(member.latency())).sum();
        double least = 0;
        for (int i : order(family, member -> probability(member, worse) / weight(member.latency()))) {
            double weight = weight(family.get(i).latency());
            least = Math.max(least, Math.min(1, probability(family.get(i), worse) / weight * left));
            adjusted[i] = least;
            left -= weight;
        }
        return list(adjusted);
    }

    private static List<Double> discoveries(List<Member> family, boolean worse) {
        double[] adjusted = new double[family.size()];
        List<Integer> order = order(family, member -> probability(member, worse));
        double most = 1;
        for (int rank = family.size(); rank >= 1; rank--) {
            int i = order.get(rank - 1);
            most = Math.min(most, probability(family.get(i), worse) * family.size() / rank);
            adjusted[i] = most;
        }
        return list(adjusted);
    }

    private static List<Integer> order(List<Member> family, java.util.function.ToDoubleFunction<Member> key) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < family.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble(i -> key.applyAsDouble(family.get(i))));
        return order;
    }

    private static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return list;
    }
}
