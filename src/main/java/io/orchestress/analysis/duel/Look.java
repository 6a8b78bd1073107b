package io.orchestress.analysis.duel;

import io.orchestress.stats.noise.Location;
import java.util.List;

/**
 * The evidence of the pairs until now.
 *
 * @param pairs how many
 * @param figures in the order of {@link DuelMetric}; those that were measured, and the typical time, which always has to be
 * @param decision what is decided; {@code UNDECIDED} while it goes on
 */
public record Look(int pairs, List<Located> figures, Decision decision) {
    public Look {
        figures = List.copyOf(figures);
    }

    /** The possible results of a duel. */
    public enum Decision {
        WORSE,
        NOT_WORSE,
        BETTER,
        UNDECIDED
    }

    /**
     * One figure at a look.
     *
     * @param location of the difference, candidate less baseline
     * @param from it is above that, at what this look may spend of the error of false alarms; above 0 it is worse
     * @param to it is below that, at what this look may spend of the error of missed ones; within the tolerance it is not worse
     * @param worse that it grew is proven, for all looks and figures together
     * @param notWorse that it did not grow beyond its tolerance is proven
     */
    public record Located(
            DuelMetric figure, Location location, double from, double to, boolean worse, boolean notWorse) {}
}
