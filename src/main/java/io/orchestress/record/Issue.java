package io.orchestress.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orchestress.trace.TraceId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something in the run that a person should act on.
 *
 * @param type such as {@code HIGH_ERROR_RATE}
 * @param description what was measured, with the figure
 * @param impact what that means for users of the target
 * @param symptoms what else was seen of the same cause, worst first, without symptoms of their own; none in records that an
 *     earlier version wrote
 */
public record Issue(
        String type,
        Severity severity,
        String description,
        String impact,
        List<Recommendation> recommendations,
        Evidence evidence,
        @Nullable List<Issue> symptoms) {
    public Issue {
        recommendations = List.copyOf(recommendations);
        symptoms = symptoms == null ? List.of() : List.copyOf(symptoms);
        if (symptoms.stream().anyMatch(symptom -> !symptom.symptoms().isEmpty())) {
            throw new IllegalArgumentException("a symptom of " + type + " has symptoms of its own");
        }
    }

    /** Without symptoms. */
    public Issue(
            String type,
            Severity severity,
            String description,
            String impact,
            List<Recommendation> recommendations,
            Evidence evidence) {
        this(type, severity, description, impact, recommendations, evidence, List.of());
    }

    @Override
    public List<Issue> symptoms() {
        return symptoms == null ? List.of() : symptoms;
    }

    /** This issue, then its symptoms. */
    public Stream<Issue> withSymptoms() {
        return Stream.concat(Stream.of(this), symptoms().stream());
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
     * @param trace id of the trace of a request in which it was seen; absent where none is known
     */
    public record Evidence(
            List<String> phases,
            List<String> requests,
            double fromSeconds,
            double toSeconds,
            String metric,
            double actual,
            @Nullable Double threshold,
            String unit,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String trace) {
        public Evidence {
            phases = List.copyOf(phases);
            requests = List.copyOf(requests);
            trace = trace == null || TraceId.parse(trace).isEmpty() ? null : trace;
        }

        /** Without an example. */
        public Evidence(
                List<String> phases,
                List<String> requests,
                double fromSeconds,
                double toSeconds,
                String metric,
                double actual,
                @Nullable Double threshold,
                String unit) {
            this(phases, requests, fromSeconds, toSeconds, metric, actual, threshold, unit, null);
        }

        /** The same with an example. */
        public Evidence with(String newTrace) {
            return new Evidence(phases, requests, fromSeconds, toSeconds, metric, actual, threshold, unit, newTrace);
        }
    }
}
