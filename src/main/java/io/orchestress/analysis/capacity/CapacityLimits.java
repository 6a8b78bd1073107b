package io.orchestress.analysis.capacity;

import io.orchestress.config.Section;
import io.orchestress.stats.capacity.SloCondition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * With which limits steps of load are judged.
 *
 * @param expectedLoad load, in the unit of the steps, that head-room is asked for; 0: none
 * @param slo what a load must keep to be carried
 */
public record CapacityLimits(double expectedLoad, List<SloCondition> slo) {
    public CapacityLimits {
        slo = List.copyOf(slo);
    }

    /** @param s {@code orchestress.capacity} */
    public static CapacityLimits read(Section s) {
        return new CapacityLimits(s.number("expected-load", 0, 1e9), slo(s.section("slo")));
    }

    private static List<SloCondition> slo(Section s) {
        List<SloCondition> slo = Stream.of(
                        limit(s, "p50", key -> SloCondition.percentile(50, micros(s, key))),
                        limit(s, "p95", key -> SloCondition.percentile(95, micros(s, key))),
                        limit(s, "p99", key -> SloCondition.percentile(99, micros(s, key))),
                        limit(s, "error-rate", key -> SloCondition.errorRate(s.number(key, 0.0001, 0.9999))),
                        limit(s, "goodput", key -> SloCondition.goodput(s.number(key, 0.0001, 0.9999))))
                .flatMap(Optional::stream)
                .toList();
        if (slo.isEmpty()) {
            s.problem("every condition is off: at least one must be set");
        }
        return slo;
    }

    /** Each may be switched off. */
    private static Optional<SloCondition> limit(Section s, String key, Function<String, SloCondition> read) {
        return s.text(key).equals("off") ? Optional.empty() : Optional.of(read.apply(key));
    }

    private static long micros(Section s, String key) {
        return s.duration(key, Duration.ofMillis(1)).toNanos() / 1000;
    }
}
