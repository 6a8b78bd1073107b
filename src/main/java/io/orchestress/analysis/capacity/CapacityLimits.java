package io.orchestress.analysis.capacity;

import io.orchestress.stats.capacity.SloCondition;
import java.util.List;

/**
 * With which limits steps of load are judged.
 *
 * @param expectedLoad load, in the unit of the steps, that head-room is asked for; 0: none
 * @param slo what a load must keep to be carried
 */
public record CapacityLimits(double expectedLoad, List<SloCondition> slo) {
    public static final CapacityLimits DEFAULT = new CapacityLimits(
            0,
            List.of(
                    SloCondition.percentile(95, 2_000_000),
                    SloCondition.percentile(99, 5_000_000),
                    SloCondition.errorRate(0.01),
                    SloCondition.goodput(0.9)));

    public CapacityLimits {
        slo = List.copyOf(slo);
    }
}
