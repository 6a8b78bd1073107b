package io.orchestress.analysis.capacity;

/**
 * With which limits steps of load are judged.
 *
 * @param statedLoad load, in the unit of the steps, that head-room is asked for; 0: none
 */
public record CapacityLimits(double statedLoad) {
    public static final CapacityLimits DEFAULT = new CapacityLimits(0);
}
