package io.orchestress.analysis.capacity;

import io.orchestress.search.Condition;
import java.util.List;

/**
 * With which limits steps of load are judged.
 *
 * @param statedLoad load, in the unit of the steps, that head-room is asked for; 0: none
 * @param slo what a load must keep to be carried
 */
public record CapacityLimits(double statedLoad, List<Condition> slo) {
    public static final CapacityLimits DEFAULT = new CapacityLimits(
            0,
            List.of(
                    Condition.percentile(95, 2_000_000),
                    Condition.percentile(99, 5_000_000),
                    Condition.errorRate(0.01),
                    Condition.goodput(0.9)));

    public CapacityLimits {
        slo = List.copyOf(slo);
    }
}
