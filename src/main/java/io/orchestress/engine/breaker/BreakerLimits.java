package io.orchestress.engine.breaker;

import io.orchestress.config.Section;
import io.orchestress.config.SettingsPart;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When the load is stopped.
 *
 * @param window time that the rules look back
 * @param grace from the start of the load, and from the end of a pause: no trip
 * @param minSamples ended requests in the window, below which the rules are silent
 * @param stall longest time with requests in flight and no part of an answer; a timeout is none
 * @param minReadings of each resource in the window, below which its limit says nothing
 */
public record BreakerLimits(
        boolean enabled,
        Duration window,
        Duration grace,
        int minSamples,
        Duration stall,
        List<BreakerRule> rules,
        int minReadings,
        List<ResourceLimit> resources) {
    public BreakerLimits {
        rules = List.copyOf(rules);
        resources = List.copyOf(resources);
    }

    /** Read from {@code orchestress.breaker}. */
    public static final class Part implements SettingsPart<BreakerLimits> {
        @Override
        public Class<BreakerLimits> type() {
            return BreakerLimits.class;
        }

        @Override
        public BreakerLimits read(Section root) {
            Section s = root.section("breaker");
            Duration window = s.duration("window", Duration.ofSeconds(1));
            int minReadings = s.integer("min-readings", 1, 1000);
            List<ResourceLimit> resources = ResourceLimit.read(
                    s.section("resources"), root.section("resources").flag("enabled"));
            if (!resources.isEmpty() && minReadings > window.toSeconds()) {
                s.problem(
                        "min-readings",
                        "a window of " + Format.duration(window.toMillis() / 1e3) + " has "
                                + Format.count(window.toSeconds(), "reading")
                                + ", one per second, so that no limit of breaker.resources would ever trip; valid: 1 to "
                                + window.toSeconds() + ", or a longer breaker.window");
            }
            return new BreakerLimits(
                    s.flag("enabled"),
                    window,
                    s.duration("grace", Duration.ZERO),
                    s.integer("min-samples", 1, 1_000_000),
                    s.duration(
                            "stall",
                            Duration.ofSeconds(1),
                            requestTimeout(root).multipliedBy(3).dividedBy(2)),
                    BreakerRule.ALL.stream().map(rule -> rule.apply(root)).toList(),
                    minReadings,
                    resources);
        }
    }

    static Duration requestTimeout(Section root) {
        return root.section("target").duration("request-timeout", Duration.ofMillis(1));
    }

    /**
     * Empty when the breaker is off.
     *
     * @param searching whether the run breaks what it can on purpose, and ends by itself: only a target that answers nothing any
     *     more, or uses too much, stops it then
     */
    public Optional<CircuitBreaker> breaker(boolean searching) {
        return enabled ? Optional.of(new CircuitBreaker(searching ? ofSearch() : this)) : Optional.empty();
    }

    private BreakerLimits ofSearch() {
        return new BreakerLimits(
                enabled,
                window,
                grace,
                minSamples,
                stall,
                rules.stream().filter(BreakerRule::stopsSearch).toList(),
                minReadings,
                resources);
    }
}
