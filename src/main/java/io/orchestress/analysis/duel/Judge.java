package io.orchestress.analysis.duel;

import io.orchestress.analysis.duel.Look.Decision;
import io.orchestress.analysis.duel.Look.Located;
import io.orchestress.analysis.noise.LearnedNoise;
import io.orchestress.analysis.noise.Location;
import io.orchestress.analysis.noise.Spending;
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
 * What pairs say of a candidate, look by look. docs/duel.md has the formulas.
 *
 * <p><i>Worse</i>: of the primary figures at least one grew, and is not known to be within its tolerance; by Holm's procedure with weights (Scand. J. Statist. 6, 1979) at what the look
 * may spend of {@link DuelLimits#falseAlarms()}. <i>Not worse</i>: each of them is within its tolerance, at what the look may spend of
 * {@link DuelLimits#missed()}; all of them must be, so nothing is corrected (intersection–union: Berger, Technometrics 24, 1982). A
 * candidate that answers faster and fails more is worse.
 */
public final class Judge {
    private static final int LEAST_TIMES = 2;

    /** Of fewer than two pairs with times: anything up to a multiple is possible. */
    private static final Location UNKNOWN = new Location(0, 1, LearnedNoise.ASSUMED_FREEDOM);

    private final DuelLimits limits;
    private final LearnedNoise noise;
    private final Spending alarms;
    private final Spending misses;

    /** @param noise of the difference of typical times, learned from earlier pairs */
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
        double alarm = alarms.levelAt(pairs.size());
        double miss = misses.levelAt(pairs.size());
        Map<Figure, Location> locations = locations(pairs);
        Set<Figure> worse = worse(locations, alarm);
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
        boolean faster = typical(pairs).probabilityBelow(0) <= alarm * Figure.TYPICAL.weight();
        boolean beyond = located.stream().anyMatch(figure -> figure.worse() && !figure.notWorse());
        Decision decision = beyond
                ? Decision.WORSE
                : !located.stream().allMatch(Located::notWorse)
                        ? Decision.UNDECIDED
                        : faster ? Decision.BETTER : Decision.NOT_WORSE;
        return new Look(pairs.size(), located, decision);
    }

    private Map<Figure, Location> locations(List<Pair> pairs) {
        Map<Figure, Location> locations = new EnumMap<>(Figure.class);
        locations.put(Figure.TYPICAL, typical(pairs));
        for (Figure figure : EnumSet.complementOf(EnumSet.of(Figure.TYPICAL))) {
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
                .flatMapToDouble(pair -> pair.difference(Figure.TYPICAL).stream())
                .toArray();
        return differences.length < LEAST_TIMES ? UNKNOWN : Location.of(differences, noise);
    }

    /** In the order of probability by weight, each at its share of what the weights before it have left. */
    private static Set<Figure> worse(Map<Figure, Location> locations, double level) {
        Map<Figure, Double> p = new EnumMap<>(Figure.class);
        locations.forEach((figure, location) -> p.put(figure, location.probabilityAbove(0)));
        List<Figure> order = new ArrayList<>(p.keySet());
        order.sort(Comparator.comparingDouble(figure -> p.getOrDefault(figure, 1.0) / figure.weight()));
        Set<Figure> worse = EnumSet.noneOf(Figure.class);
        double left = 1;
        for (Figure figure : order) {
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
                if (then.lowerBound(alarms.levelAt(look) * Figure.TYPICAL.weight()) > 0
                        || then.upperBound(misses.levelAt(look)) <= limits.toleranceOf(Figure.TYPICAL)) {
                    return OptionalInt.of(n);
                }
            }
        }
        return OptionalInt.empty();
    }
}
