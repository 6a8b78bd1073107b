package io.orchestress.engine.breaker;

import io.orchestress.config.Section;
import io.orchestress.text.Format;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A condition that must not hold over the window: each rule reads its own key of {@code orchestress.breaker}. */
public sealed interface BreakerRule {
    /** Every rule, in the order in which they are looked at. */
    List<Function<Section, BreakerRule>> ALL = List.of(ErrorRate::read, TimeoutRate::read, MeanResponseTime::read);

    /** As shown to users. */
    String name();

    /** The sentence that proves it broken, if it is. */
    Optional<String> broken(Observation window);

    /** How far it is from its limit; there is at least one sample. */
    RuleDistance distance(Observation window);

    /** Whether it stops a search for the capacity, too, which breaks what it can on purpose and ends by itself. */
    default boolean stopsSearch() {
        return false;
    }

    /** Failed ÷ ended, above {@code limit} (0 to 1). */
    record ErrorRate(double limit) implements BreakerRule {
        static BreakerRule read(Section root) {
            return new ErrorRate(root.section("breaker").share("error-rate"));
        }

        @Override
        public String name() {
            return "error-rate";
        }

        @Override
        public Optional<String> broken(Observation window) {
            return share("failed", window.failed(), limit, window);
        }

        @Override
        public RuleDistance distance(Observation window) {
            return RuleDistance.of(name(), (double) window.failed() / window.ended(), limit, "ratio");
        }
    }

    /** Timed out ÷ ended, above {@code limit} (0 to 1). */
    record TimeoutRate(double limit) implements BreakerRule {
        static BreakerRule read(Section root) {
            return new TimeoutRate(root.section("breaker").share("timeout-rate"));
        }

        @Override
        public String name() {
            return "timeout-rate";
        }

        @Override
        public Optional<String> broken(Observation window) {
            return share("timed out", window.timedOut(), limit, window);
        }

        @Override
        public RuleDistance distance(Observation window) {
            return RuleDistance.of(name(), (double) window.timedOut() / window.ended(), limit, "ratio");
        }
    }

    /** Mean latency of what ended, above {@code limit}; where none is given, nine tenths of the longest time that a request may take. */
    record MeanResponseTime(Duration limit) implements BreakerRule {
        static BreakerRule read(Section root) {
            Duration nineTenths =
                    BreakerLimits.requestTimeout(root).multipliedBy(9).dividedBy(10);
            return new MeanResponseTime(
                    root.section("breaker").duration("mean-response-time", Duration.ofMillis(1), nineTenths));
        }

        @Override
        public String name() {
            return "mean-response-time";
        }

        @Override
        public Optional<String> broken(Observation window) {
            double meanMillis = meanMillis(window);
            return meanMillis <= limit.toMillis()
                    ? Optional.empty()
                    : Optional.of("mean response time " + Format.beside(meanMillis, "ms", limit.toMillis()) + " (limit "
                            + Format.limit(limit.toMillis(), "ms") + ") over "
                            + Format.count(window.ended(), "request") + " in the last "
                            + Format.duration(window.atNanos() / 1e9));
        }

        @Override
        public RuleDistance distance(Observation window) {
            return RuleDistance.of(name(), meanMillis(window), limit.toMillis(), "ms");
        }

        private static double meanMillis(Observation window) {
            return window.latencyMicros() / 1000.0 / window.ended();
        }
    }

    private static Optional<String> share(String what, long part, double limit, Observation window) {
        double share = (double) part / window.ended();
        return share <= limit
                ? Optional.empty()
                : Optional.of(Format.count(part) + " of " + Format.count(window.ended(), "request") + " " + what
                        + " in the last " + Format.duration(window.atNanos() / 1e9) + ": "
                        + Format.beside(share, "ratio", limit) + " (limit " + Format.limit(limit, "ratio") + ")");
    }
}
