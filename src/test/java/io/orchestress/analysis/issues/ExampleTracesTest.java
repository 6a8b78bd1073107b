package io.orchestress.analysis.issues;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Severity;
import io.orchestress.record.RunRecord;
import io.orchestress.record.sample.Sample;
import io.orchestress.testkit.SyntheticFindings;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExampleTracesTest {
    private static final RunRecord SPIKE = SyntheticFindings.spike().build().record();
    private static final List<Sample> SAMPLES = List.of(
            sample("ramp-up", "ask", 9, "ok", 1, true),
            sample("steady", "ask", 2, "ok", 2, true),
            sample("steady", "ask", 3, "ok", 3, true),
            sample("steady", "ask", 4, "ok", 4, false),
            sample("spike", "ask", 5, "ok", 5, true),
            sample("spike", "list", 6, "ok", 6, true),
            sample("spike", "ask", 0.5, "http-503", 7, true),
            sample("spike", "ask", 0.1, "unfinished", 8, true),
            sample("spike", "ask", 0.7, "http-429", 9, true),
            sample("spike", "list", 0.2, "protocol", 10, true));

    private static Sample sample(
            String phase, String request, double seconds, String outcome, int id, boolean sampled) {
        return new Sample(
                false, phase, request, 100, seconds, 0, outcome, 0, trace(id), "", sampled, "", "", -1, -1, "");
    }

    private static String trace(int id) {
        return String.format("%032x", id);
    }

    @ParameterizedTest
    @CsvSource({
        "HIGH_RESPONSE_TIME, '', '', 6",
        "HIGH_RESPONSE_TIME, spike, ask, 5",
        "SLOW_MEAN, steady, '', 3", // the slowest was not recorded by the target
        "SLOW_MEAN, recovery, '', 0",
        "SLOW_MEAN, ramp-up, '', 0", // warm-up is not judged
        "HIGH_ERROR_RATE, '', '', 10", // the first that ended
        "HIGH_ERROR_RATE, spike, ask, 7",
        "ERRORS_INSIDE_SUCCESS, spike, '', 10",
        "RATE_LIMITED, '', '', 9",
        "UNFINISHED_REQUESTS, '', '', 8",
        "MEMORY_LEAK, '', '', 0",
    })
    void theExampleIsOfTheKindOfTheIssue(String type, String phase, String request, int expected) {
        Issue named = ExampleTraces.named(List.of(issue(type, phase, request)), SPIKE, SAMPLES)
                .get(0);
        assertThat(named.evidence().trace()).isEqualTo(expected == 0 ? null : trace(expected));
        assertThat(Objects.requireNonNull(named.symptoms()).get(0).evidence().trace())
                .as("of the symptom SLOW_MEAN of the whole run")
                .isEqualTo(trace(6));
    }

    private static Issue issue(String type, String phase, String request) {
        return new Issue(
                type,
                Severity.HIGH,
                "",
                "",
                List.of(),
                evidence(phase, request),
                List.of(new Issue("SLOW_MEAN", Severity.LOW, "", "", List.of(), evidence("", ""))));
    }

    private static Evidence evidence(String phase, String request) {
        return new Evidence(
                phase.isEmpty() ? List.of() : List.of(phase),
                request.isEmpty() ? List.of() : List.of(request),
                0,
                300,
                "p95",
                6,
                5.0,
                "s");
    }

    @Test
    void withoutSamplesNothingIsNamed() {
        List<Issue> issues = List.of(issue("SLOW_MEAN", "", ""));
        assertThat(ExampleTraces.named(issues, SPIKE, List.of())).isEqualTo(issues);
    }

    /** A type that is renamed must not lose its example. */
    @Test
    void everyTypeThatIsNamedExists() {
        assertThat(IssueRules.types().map(IssueType::name))
                .containsAll(ExampleTraces.types().toList());
    }
}
