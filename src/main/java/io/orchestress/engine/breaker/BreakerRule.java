package io.orchestress.engine.breaker;

import io.orchestress.text.Format;
import java.time.Duration;
import java.util.Optional;

/** A condition that must not hold over the window. */
sealed interface BreakerRule {
    /** As shown to users. */
    String name();

    /** The sentence that proves it broken, if it is. */
    Optional<String> broken(Observation window);

    /** Failed ÷ ended, above {@code limit} (0 to 1). */
    record ErrorRate(double limit) implements BreakerRule {
        @Override
        public String name() {
            return "error-rate";
        }

        @Override
        public Optional<String> broken(Observation window) {
            return share("failed", window.failed(), limit, window);
        }
    }

    /** Timed out ÷ ended, above {@code limit} (0 to 1). */
    record TimeoutRate(double limit) implements BreakerRule {
        @Override
        public String name() {
            return "timeout-rate";
        }

        @Override
        public Optional<String> broken(Observation window) {
            return share("timed out", window.timedOut(), limit, window);
        }
    }

    /** Mean latency of what ended, above {@code limit}. */
    record MeanResponseTime(Duration limit) implements BreakerRule {
        @Override
        public String name() {
            return "mean-response-time";
        }

        @Override
        public Optional<String> broken(Observation window) {
            double meanMillis = window.latencyMicros() / 1000.0 / window.ended();
            return meanMillis <= limit.toMillis()
                    ? Optional.empty()
                    : Optional.of("mean response time " + Format.beside(meanMillis, "ms", limit.toMillis()) + " (limit "
                            + Format.limit(limit.toMillis(), "ms") + ") over "
                            + Format.count(window.ended(), "request") + " in the last "
                            + Format.duration(window.atNanos() / 1e9));
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
