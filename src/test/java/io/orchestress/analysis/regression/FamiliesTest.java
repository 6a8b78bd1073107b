package io.orchestress.analysis.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.regression.Families.Member;
import io.orchestress.record.Comparison.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Corrected probabilities against hand-worked ones. */
class FamiliesTest {
    private static final Map<String, double[]> FIRST = Map.of("a", new double[] {1, -1, 0, 0});
    private static final Map<String, double[]> SECOND = Map.of("a", new double[] {0, 0, 1, -1});

    /** p ÷ w: 0.004 ÷ 8 = 0.0005, 0.003 ÷ 1, 0.2 ÷ 1: 0.0005 × 10, then 0.003 × 2, then 0.2 × 1. */
    @Test
    void holmWithWeightsByHand() {
        List<Double> corrected = Families.corrected(
                        List.of(primary(false, 0.003), primary(true, 0.004), primary(false, 0.2)))
                .worse();
        assertThat(corrected.get(1)).isCloseTo(0.005, within(1e-6));
        assertThat(corrected.get(0)).isCloseTo(0.006, within(1e-6));
        assertThat(corrected.get(2)).isCloseTo(0.2, within(1e-6));
    }

    /** 0.01 × 3 ÷ 1, 0.02 × 3 ÷ 2, 0.6 × 3 ÷ 3, each no more than the one after it. */
    @Test
    void falseDiscoveryRateByHand() {
        List<Double> corrected = Families.corrected(
                        List.of(member(Role.REQUEST, 0.6), member(Role.REQUEST, 0.01), member(Role.REQUEST, 0.02)))
                .worse();
        assertThat(corrected)
                .satisfiesExactly(
                        p -> assertThat(p).isCloseTo(0.6, within(1e-6)),
                        p -> assertThat(p).isCloseTo(0.03, within(1e-6)),
                        p -> assertThat(p).isCloseTo(0.03, within(1e-6)));
    }

    /** B11: however many others there are, they cost the primary ones nothing. */
    @Test
    void theOthersCostThePrimaryOnesNothing() {
        List<Member> members = new ArrayList<>(List.of(primary(true, 0.004)));
        IntStream.range(0, 25).forEach(i -> members.add(member(Role.OTHER, 0.5)));
        IntStream.range(0, 40).forEach(i -> members.add(member(Role.REQUEST, 0.5)));
        assertThat(Families.corrected(members).worse().get(0)).isCloseTo(0.004, within(1e-6));
    }

    /** Two metrics that are one: the correction costs nothing. Two that have nothing in common: about twice the probability. */
    @Test
    void correctionKnowsWhatMetricsShare() {
        Member first = other(false, 1, 3, 1, FIRST);
        Member second = other(false, 1, 3, 1, SECOND);
        double alone = 0.00135;
        assertThat(Families.corrected(List.of(first, first)).worse().get(0)).isCloseTo(alone, within(0.0012));
        assertThat(Families.corrected(List.of(first, second)).worse().get(0)).isCloseTo(2 * alone, within(0.0016));
        assertThat(Families.corrected(List.of()).worse()).isEmpty();
    }

    /** Where runs differ as a whole, a slow machine moves every time: twenty of them are one test, twenty that are their own are twenty. */
    @Test
    void aSlowMachineIsOneDirectionForAllThatItMoves() {
        List<Member> machine = new ArrayList<>();
        List<Member> own = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20; i++) {
            double[] blocks = random.doubles(12, -1, 1).toArray();
            machine.add(other(true, 1, 2, 0.01, Map.of("a", blocks)));
            own.add(other(false, 1, 2, 0.01, Map.of("a", blocks)));
        }
        double alone = new NormalDistribution().cumulativeProbability(-2);
        assertThat(Families.corrected(machine).worse().get(0)).isBetween(alone * 0.99, 2.2 * alone);
        assertThat(Families.corrected(own).worse().get(0)).isBetween(0.3, 0.45);
    }

    /** Less throughput is worse as more time is: one direction, although the figures move against each other. */
    @Test
    void worseIsDownWhereMoreIsBetter() {
        Member time = other(true, 1, 2, 0.01, FIRST);
        Member throughput = other(true, -1, -2, 0.01, FIRST);
        double alone = new NormalDistribution().cumulativeProbability(-2);
        assertThat(Families.corrected(List.of(time, throughput)).worse())
                .allSatisfy(p -> assertThat(p).isBetween(alone * 0.99, 1.4 * alone));
        assertThat(Families.corrected(List.of(time, throughput)).better())
                .allSatisfy(p -> assertThat(p).isGreaterThan(0.9));
    }

    private static Member primary(boolean latency, double probability) {
        return new Member(Role.PRIMARY, latency, true, 1, of(probability));
    }

    private static Member member(Role role, double probability) {
        return new Member(role, true, true, 1, of(probability));
    }

    private static Difference of(double probability) {
        double deviate = -new NormalDistribution().inverseCumulativeProbability(probability);
        return difference(deviate, 0.5, FIRST);
    }

    /** @param within share of the variance */
    private static Member other(
            boolean machine, int worseSign, double deviate, double within, Map<String, double[]> influence) {
        return new Member(Role.OTHER, true, machine, worseSign, difference(deviate, within, influence));
    }

    private static Difference difference(double deviate, double within, Map<String, double[]> influence) {
        return new Difference(deviate, RunEstimate.Scale.LOG, 1, 1e7, 1, within / 2, 0, 1, 0, influence);
    }
}
