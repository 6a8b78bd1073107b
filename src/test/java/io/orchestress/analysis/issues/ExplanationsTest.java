package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two issues that were seen in the same phase: whether the second is a symptom of the first. */
class ExplanationsTest {
    private static Diagnosis diagnosis(
            String type, String condition, String reason, double actual, double limit, String unit) {
        Evidence evidence = new Evidence(List.of("steady"), List.of(), 0, 60, "figure", actual, limit, unit);
        Diagnosis diagnosis = Diagnosis.of(IssueRules.type(type), Severity.CRITICAL, type, evidence)
                .when(condition);
        return reason.isEmpty() ? diagnosis : diagnosis.because(FailureClass.of(reason));
    }

    @ParameterizedTest(name = "{0} explains {1} ({2}, {3}): {4}")
    @CsvSource({
        // What failed is not explained by what merely coincided.
        "INJECTOR_SATURATED, LOW_GOODPUT, failed, http-429, false",
        "INJECTOR_SATURATED, LOW_GOODPUT, late, '', true",
        "RESOURCE_EXHAUSTION, LOW_GOODPUT, failed, http-429, false",
        "RESOURCE_EXHAUSTION, LOW_GOODPUT, late, '', true",
        "MEMORY_PRESSURE, LOW_GOODPUT, late, '', false",
        "HIGH_ERROR_RATE, LOW_GOODPUT, failed, '', true",
        "HIGH_ERROR_RATE, LOW_GOODPUT, late, '', false",
        "ERRORS_INSIDE_SUCCESS, LOW_GOODPUT, failed, task-failed, true",
        // By the class that most of the failures have.
        "RATE_LIMITED, LOW_GOODPUT, failed, http-429, true",
        "RATE_LIMITED, LOW_GOODPUT, failed, rate-limited, true",
        "RATE_LIMITED, LOW_GOODPUT, failed, http-500, false",
        "RATE_LIMITED, LOW_GOODPUT, failed, '', false",
        "SESSIONS_LOST, LOW_GOODPUT, failed, session-lost, true",
        "UNFINISHED_REQUESTS, LOW_GOODPUT, failed, unfinished, true",
        "UNFINISHED_REQUESTS, LOW_GOODPUT, failed, http-500, false",
        // The breaker trips because of what it sees, not the other way round.
        "HIGH_ERROR_RATE, BREAKER_TRIPPED, error-rate, '', true",
        "HIGH_ERROR_RATE, BREAKER_TRIPPED, mean-response-time, '', false",
        "SLOW_MEAN, BREAKER_TRIPPED, mean-response-time, '', true",
        "BREAKER_TRIPPED, HIGH_ERROR_RATE, http-500, '', false",
        "BREAKER_TRIPPED, HIGH_RESPONSE_TIME, '', '', false",
        "BREAKER_TRIPPED, LOW_GOODPUT, failed, '', false",
        "BREAKER_TRIPPED, UNFINISHED_REQUESTS, '', '', true",
        "MEMORY_PRESSURE, HIGH_RESPONSE_TIME, '', '', false",
    })
    void explains(String cause, String symptom, String condition, String reason, boolean expected) {
        List<Explanations.Story> stories = Explanations.of(
                List.of(diagnosis(cause, "", "", 1, 0, "%"), diagnosis(symptom, condition, reason, 1, 0, "%")));
        assertThat(stories.get(0).cause().type().name()).isEqualTo(cause);
        assertThat(stories.get(0).symptoms()).hasSize(expected ? 1 : 0);
    }

    /** What adds to the latency explains a limit that would have been kept without. */
    @ParameterizedTest(name = "a call of {0} ms in {1} ms, limit {2} ms: {3}")
    @CsvSource({
        "600, 1200, 1000, true",
        "600, 6000, 5000, false",
        "2000, 6000, 5000, true",
    })
    void addsEnough(double adds, double actual, double limit, boolean expected) {
        List<Explanations.Story> stories = Explanations.of(List.of(
                diagnosis("DATABASE_LATENCY", "", "", adds, 500, "ms").adding(adds),
                diagnosis("SLOW_MEAN", "tail", "", actual, limit, "ms")));
        assertThat(stories.get(0).symptoms()).hasSize(expected ? 1 : 0);
    }
}
