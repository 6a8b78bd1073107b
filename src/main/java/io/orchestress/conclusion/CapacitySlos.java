package io.orchestress.conclusion;

import io.orchestress.config.CapacitySettings;
import io.orchestress.search.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a load must keep, as the search and the analysis test it. */
public final class CapacitySlos {
    private CapacitySlos() {}

    public static List<Condition> conditions(CapacitySettings.CapacitySlo slo) {
        List<Condition> conditions = new ArrayList<>();
        slo.p50().ifPresent(limit -> conditions.add(Condition.percentile(50, micros(limit))));
        slo.p95().ifPresent(limit -> conditions.add(Condition.percentile(95, micros(limit))));
        slo.p99().ifPresent(limit -> conditions.add(Condition.percentile(99, micros(limit))));
        slo.errorRate().ifPresent(most -> conditions.add(Condition.errorRate(most)));
        slo.goodput().ifPresent(least -> conditions.add(Condition.goodput(least)));
        return conditions;
    }

    private static long micros(Duration limit) {
        return limit.toNanos() / 1000;
    }
}
