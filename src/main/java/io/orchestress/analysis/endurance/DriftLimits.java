package io.orchestress.analysis.endurance;

/**
 * Which growth matters.
 *
 * @param growthPerHour share of its start by which a figure may grow in an hour
 */
public record DriftLimits(double growthPerHour) {
    public static final DriftLimits DEFAULT = new DriftLimits(0.05);
}
