package io.orchestress.evaluation;

import io.orchestress.config.CapacitySettings;
import io.orchestress.stats.capacity.SloCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a load must keep, as the search and the analysis test it. */
public final class CapacitySlos {
    private CapacitySlos() {}

    public static List<SloCondition> conditions(CapacitySettings.CapacitySlo slo) {
        List<SloCondition> conditions = new ArrayList<>();
        slo.p50().ifPresent(limit -> conditions.add(SloCondition.percentile(50, micros(limit))));
        slo.p95().ifPresent(limit -> conditions.add(SloCondition.percentile(95, micros(limit))));
        slo.p99().ifPresent(limit -> conditions.add(SloCondition.percentile(99, micros(limit))));
        slo.errorRate().ifPresent(most -> conditions.add(SloCondition.errorRate(most)));
        slo.goodput().ifPresent(least -> conditions.add(SloCondition.goodput(least)));
        return conditions;
    }

    private static long micros(Duration limit) {
        return limit.toNanos() / 1000;
    }
}
