package io.orchestress.analysis.regression;

import io.orchestress.record.Comparison.Role;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
     * Corrected one-sided probabilities of changes for the worse.
     *
     * @param worse in the order of the members
     * @param better of changes for the better
     */
    record Corrected(List<Double> worse, List<Double> better) {}

    static Corrected corrected(List<Member> members) {
        Double[] worse = new Double[members.size()];
        Double[] better = new Double[members.size()];
        for (Role role : Role.values()) {
            int[] family = IntStream.range(0, members.size())
                    .filter(i -> members.get(i).role() == role)
                    .toArray();
            List<Member> own = Arrays.stream(family).mapToObj(members::get).toList();
            AdjustedProbabilities.Both both = switch (role) {
                case PRIMARY -> new AdjustedProbabilities.Both(holm(own, true), holm(own, false));
                case OTHER -> AdjustedProbabilities.of(own);
                case REQUEST -> new AdjustedProbabilities.Both(discoveries(own, true), discoveries(own, false));
            };
            for (int i = 0; i < family.length; i++) {
                worse[family[i]] = both.worse().get(i);
                better[family[i]] = both.better().get(i);
            }
        }
        return new Corrected(List.of(worse), List.of(better));
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
