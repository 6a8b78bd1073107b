package io.orchestress.analysis.duel;

import io.orchestress.analysis.duel.Look.Decision;
import io.orchestress.analysis.duel.Look.Located;
import io.orchestress.analysis.noise.LearnedNoise;
import io.orchestress.analysis.noise.Location;
import io.orchestress.analysis.noise.Spending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;

/**
 * What pairs say of a candidate, look by look. docs/duel.md has the formulas.
 *
 * <p><i>Worse</i>: of the three primary figures (typical time, failures, ended ÷ started) at least one grew, by Holm's procedure with
 * weights (Scand. J. Statist. 6, 1979) at what the look may spend of {@link DuelLimits#falseAlarms()}. <i>Not worse</i>: each of the three is
 * within its tolerance, at what the look may spend of {@link DuelLimits#missed()}; all of them must be, so nothing is corrected
 * (intersection–union: Berger, Technometrics 24, 1982). A candidate that answers faster and fails more is worse.
 */
public final class Judge {
    /** Of the error: a failure that matters shows in counts that leave little doubt, a time does not. */
    private static final double[] WEIGHTS = {0.8, 0.1, 0.1};

    private final DuelLimits limits;
    private final LearnedNoise noise;
    private final Spending alarms;
    private final Spending misses;

    /** @param noise of {@link Pair#typical()}, learned from earlier pairs */
    public Judge(DuelLimits limits, LearnedNoise noise) {
        this(
                limits,
                noise,
                new Spending(limits.looks(), limits.falseAlarms()),
                new Spending(limits.looks(), limits.missed()));
    }

    private Judge(DuelLimits limits, LearnedNoise noise, Spending alarms, Spending misses) {
        this.limits = limits;
        this.noise = noise;
        this.alarms = alarms;
        this.misses = misses;
    }

    /** The same with other noise; quicker than another one, whose boundaries are reckoned. */
    public Judge knowing(LearnedNoise other) {
        return new Judge(limits, other, alarms, misses);
    }

    public DuelLimits limits() {
        return limits;
    }

    public LearnedNoise noise() {
        return noise;
    }

    /** @param pairs as many as a look has. @throws IllegalArgumentException when it is none */
    public Look at(List<Pair> pairs) {
        int n = pairs.size();
        double alarm = alarms.levelAt(n);
        double miss = misses.levelAt(n);
        double[] tolerances = {Math.log1p(limits.tolerance()), limits.failures(), limits.unended()};
        List<Location> locations = List.of(
                Location.of(pairs.stream().mapToDouble(Pair::typical).toArray(), noise),
                ShareDifference.of(pairs, Pair::failures, Pair::failuresBefore, Pair::failuresAfter),
                ShareDifference.of(pairs, Pair::unended, Pair::endedBefore, Pair::endedAfter));
        boolean[] worse = holm(locations, alarm);
        List<Located> located = new ArrayList<>();
        for (int i = 0; i < locations.size(); i++) {
            Location location = locations.get(i);
            double to = location.upperBound(miss);
            located.add(new Located(
                    location, location.lowerBound(alarm * WEIGHTS[i]), to, worse[i], to <= tolerances[i]));
        }
        Location typical = locations.get(0);
        boolean faster = typical.probabilityBelow(0) <= alarm * WEIGHTS[0];
        Decision decision = located.stream().anyMatch(Located::worse)
                ? Decision.WORSE
                : !located.stream().allMatch(Located::notWorse)
                        ? Decision.UNDECIDED
                        : faster ? Decision.BETTER : Decision.NOT_WORSE;
        return new Look(n, located.get(0), located.get(1), located.get(2), decision);
    }

    /** In the order of probability by weight, each at its share of what the weights before it have left. */
    private static boolean[] holm(List<Location> locations, double level) {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
        double[] p = locations.stream().mapToDouble(l -> l.probabilityAbove(0)).toArray();
        order.sort(Comparator.comparingDouble(i -> p[i] / WEIGHTS[i]));
        boolean[] rejected = new boolean[p.length];
        double left = 1;
        for (int i : order) {
            if (p[i] > level * WEIGHTS[i] / left) {
                break;
            }
            rejected[i] = true;
            left -= WEIGHTS[i];
        }
        return rejected;
    }

    /**
     * At how many pairs it would be decided if the next ones were like those until now; empty: at none of the looks, nor within four times
     * as many pairs.
     *
     * @param pairs two or more, and undecided
     */
    public OptionalInt decidedAt(List<Pair> pairs) {
        Location typical = Location.of(pairs.stream().mapToDouble(Pair::typical).toArray(), noise);
        double sigma = typical.error() * Math.sqrt(pairs.size());
        int most = limits.looks().most();
        List<Integer> candidates = new ArrayList<>(limits.looks().pairs());
        for (int n = most + 4; n <= 4 * most; n += 4) {
            candidates.add(n);
        }
        for (int n : candidates) {
            double share = n <= most ? 1 : 0.5;
            double alarm = (n <= most ? alarms.levelAt(n) : limits.falseAlarms() * share)
                    * WEIGHTS[0];
            double miss = n <= most ? misses.levelAt(n) : limits.missed() * share;
            Location then = new Location(
                    typical.value(), sigma / Math.sqrt(n), typical.degreesOfFreedom() + n - pairs.size());
            if (n > pairs.size()
                    && (then.lowerBound(alarm) > 0 || then.upperBound(miss) <= Math.log1p(limits.tolerance()))) {
                return OptionalInt.of(n);
            }
        }
        return OptionalInt.empty();
    }
}
