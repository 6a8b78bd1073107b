package io.orchestress.engine.breaker;

import java.time.Duration;
import java.util.Locale;
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
                    : Optional.of(String.format(
                            Locale.ROOT,
                            "mean response time %.0f ms (limit %d ms) over %d requests in the last %.1f s",
                            meanMillis,
                            limit.toMillis(),
                            window.ended(),
                            window.atNanos() / 1e9));
        }
    }

    private static Optional<String> share(String what, long part, double limit, Observation window) {
        double share = (double) part / window.ended();
        return share <= limit
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%d of %d requests %s in the last %.1f s: %.1f %% (limit %.1f %%)",
                        part,
                        window.ended(),
                        what,
                        window.atNanos() / 1e9,
                        100 * share,
                        100 * limit));
    }
}
