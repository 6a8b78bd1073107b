package io.orchestress.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something in the run that a person should act on.
 *
 * @param type such as {@code HIGH_ERROR_RATE}
 * @param description what was measured, with the figure
 * @param impact what that means for users of the target
 */
public record Issue(
        String type,
        Severity severity,
        String description,
        String impact,
        List<Recommendation> recommendations,
        Evidence evidence) {
    public Issue {
        recommendations = List.copyOf(recommendations);
    }

    /** From worst to least. */
    public enum Severity {
        CRITICAL,
        HIGH,
        MEDIUM,
        LOW
    }

    /** The groups in which recommendations are read. */
    public enum Priority {
        HIGH,
        MEDIUM,
        LOW,
        QUICK_WIN,
        LONG_TERM
    }

    public record Recommendation(Priority priority, String text) {}

    /**
     * Where to look.
     *
     * @param phases names of the phases concerned; empty: the whole run
     * @param requests names of the requests concerned; empty: all
     * @param fromSeconds, toSeconds time range since the load started
     * @param metric name of the figure, such as {@code p95}
     * @param actual the figure, in {@code unit}
     * @param threshold the limit it broke, in {@code unit}; absent where there is none
     */
    public record Evidence(
            List<String> phases,
            List<String> requests,
            double fromSeconds,
            double toSeconds,
            String metric,
            double actual,
            @Nullable Double threshold,
            String unit) {
        public Evidence {
            phases = List.copyOf(phases);
            requests = List.copyOf(requests);
        }
    }
}
