package io.orchestress.analysis.duel;

import io.orchestress.analysis.duel.Look.Decision;
import io.orchestress.analysis.duel.Look.Located;
import io.orchestress.stats.noise.LearnedNoise;
import io.orchestress.stats.noise.Location;
import io.orchestress.stats.noise.Spending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Evaluates the pairs of a duel, look by look. docs/duel.md has the formulas.
 *
 * <p><i>Worse</i>: of the primary figures at least one grew, and is not known to be within its tolerance; by Holm's procedure with weights (Scand. J. Statist. 6, 1979) at what the look
 * may spend of {@link DuelLimits#falseAlarms()}. <i>Not worse</i>: each of them is within its tolerance, at what the look may spend of
 * {@link DuelLimits#missed()}; all of them must be, so nothing is corrected (intersection–union: Berger, Technometrics 24, 1982). A
 * candidate that answers faster and fails more is worse.
 */
public final class DuelEvaluator {
    private static final int LEAST_TIMES = 2;

    /** Of fewer than two pairs with times: anything up to a multiple is possible. */
    private static final Location UNKNOWN = new Location(0, 1, LearnedNoise.ASSUMED_FREEDOM);

    private final DuelLimits limits;
    private final LearnedNoise noise;
    private final Spending alarms;
    private final Spending misses;

    /** @param noise of the difference of typical times, learned from earlier pairs */
    public DuelEvaluator(DuelLimits limits, LearnedNoise noise) {
        this(
                limits,
                noise,
                new Spending(limits.looks(), limits.falseAlarms()),
                new Spending(limits.looks(), limits.missed()));
    }

    private DuelEvaluator(DuelLimits limits, LearnedNoise noise, Spending alarms, Spending misses) {
        this.limits = limits;
        this.noise = noise;
        this.alarms = alarms;
        this.misses = misses;
    }

    /** The same with other noise; quicker than another one, whose boundaries are reckoned. */
    public DuelEvaluator knowing(LearnedNoise other) {
        return new DuelEvaluator(limits, other, alarms, misses);
    }

    public DuelLimits limits() {
        return limits;
    }

    public LearnedNoise noise() {
        return noise;
    }

    /** @param pairs as many as a look has. @throws IllegalArgumentException when it is none */
    public Look at(List<Pair> pairs) {
        double alarm = alarms.levelAt(pairs.size());
        double miss = misses.levelAt(pairs.size());
        Map<DuelMetric, Location> locations = locations(pairs);
        Set<DuelMetric> worse = worse(locations, alarm);
        List<Located> located = new ArrayList<>();
        locations.forEach((figure, location) -> {
            double to = location.upperBound(miss);
            located.add(new Located(
                    figure,
                    location,
                    location.lowerBound(alarm * figure.weight()),
                    to,
                    worse.contains(figure),
                    to <= limits.toleranceOf(figure)));
        });
        boolean faster = typical(pairs).probabilityBelow(0) <= alarm * DuelMetric.TYPICAL.weight();
        boolean beyond = located.stream().anyMatch(figure -> figure.worse() && !figure.notWorse());
        Decision decision = beyond
                ? Decision.WORSE
                : !located.stream().allMatch(Located::notWorse)
                        ? Decision.UNDECIDED
                        : faster ? Decision.BETTER : Decision.NOT_WORSE;
        return new Look(pairs.size(), located, decision);
    }

    private Map<DuelMetric, Location> locations(List<Pair> pairs) {
        Map<DuelMetric, Location> locations = new EnumMap<>(DuelMetric.class);
        locations.put(DuelMetric.TYPICAL, typical(pairs));
        for (DuelMetric figure : EnumSet.complementOf(EnumSet.of(DuelMetric.TYPICAL))) {
            List<Pair.Shares> shares = pairs.stream()
                    .flatMap(pair -> Optional.ofNullable(pair.shares().get(figure)).stream())
                    .toList();
            if (!shares.isEmpty()) {
                locations.put(figure, ShareDifference.of(shares));
            }
        }
        return locations;
    }

    private Location typical(List<Pair> pairs) {
        double[] differences = pairs.stream()
                .flatMapToDouble(pair -> pair.difference(DuelMetric.TYPICAL).stream())
                .toArray();
        return differences.length < LEAST_TIMES ? UNKNOWN : Location.of(differences, noise);
    }

    /** In the order of probability by weight, each at its share of what the weights before it have left. */
    private static Set<DuelMetric> worse(Map<DuelMetric, Location> locations, double level) {
        Map<DuelMetric, Double> p = new EnumMap<>(DuelMetric.class);
        locations.forEach((figure, location) -> p.put(figure, location.probabilityAbove(0)));
        List<DuelMetric> order = new ArrayList<>(p.keySet());
        order.sort(Comparator.comparingDouble(figure -> p.getOrDefault(figure, 1.0) / figure.weight()));
        Set<DuelMetric> worse = EnumSet.noneOf(DuelMetric.class);
        double left = 1;
        for (DuelMetric figure : order) {
            if (p.getOrDefault(figure, 1.0) > level * figure.weight() / left) {
                break;
            }
            worse.add(figure);
            left -= figure.weight();
        }
        return worse;
    }

    /**
     * At how many pairs, all in all, the typical time would be decided if the next ones were like those until now; empty: not within
     * four times as many as there may be. Beyond the last look it is that of a new duel with more pairs.
     *
     * @param pairs undecided
     */
    public OptionalInt decidedAt(List<Pair> pairs) {
        Location now = typical(pairs);
        double sigma = now.error() * Math.sqrt(pairs.size());
        int most = limits.looks().most();
        for (int n = pairs.size() + 1; n <= 4 * most; n++) {
            if (n > most || limits.looks().isLook(n)) {
                int look = Math.min(n, most);
                Location then =
                        new Location(now.value(), sigma / Math.sqrt(n), now.degreesOfFreedom() + n - pairs.size());
                if (then.lowerBound(alarms.levelAt(look) * DuelMetric.TYPICAL.weight()) > 0
                        || then.upperBound(misses.levelAt(look)) <= limits.toleranceOf(DuelMetric.TYPICAL)) {
                    return OptionalInt.of(n);
                }
            }
        }
        return OptionalInt.empty();
    }
}
