package io.orchestress.report.ci;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.analysis.Findings;
import io.orchestress.record.Issue;
import io.orchestress.record.Issue.Evidence;
import io.orchestress.record.Issue.Priority;
import io.orchestress.record.Issue.Recommendation;
import io.orchestress.record.Issue.Severity;
import io.orchestress.testkit.Golden;
import io.orchestress.testkit.HardFindings;
import io.orchestress.testkit.SyntheticFindings;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SarifTest {

    @Test
    void aFailingRunReadsAsItWasApproved() throws IOException {
        Golden.assertMatches("ci/results.sarif", sarif(SyntheticFindings.spike().build()));
    }

    static Stream<Findings> hard() {
        return HardFindings.all().values().stream();
    }

    /** What SARIF 2.1.0 demands, and what GitHub demands beyond it. */
    @ParameterizedTest
    @MethodSource("hard")
    void itsStructureIsThatOfTheStandard(Findings findings) throws IOException {
        JsonNode log = new ObjectMapper().readTree(sarif(findings));

        assertThat(log.path("version").asText()).isEqualTo("2.1.0");
        JsonNode run = log.path("runs").path(0);
        JsonNode rules = run.path("tool").path("driver").path("rules");
        assertThat(run.path("tool").path("driver").path("name").asText()).isEqualTo("Orchestress");
        assertThat(run.path("results").isArray()).isTrue();
        assertThat(run.path("results")).hasSameSizeAs(findings.record().issues());
        for (JsonNode result : run.path("results")) {
            JsonNode rule = rules.path(result.path("ruleIndex").asInt(-1));
            assertThat(rule.path("id")).isEqualTo(result.path("ruleId"));
            assertThat(rule.path("help").path("text").asText()).isNotBlank();
            assertThat(result.path("level").asText()).isIn("error", "warning", "note");
            assertThat(result.path("message").path("text").asText())
                    .isNotBlank()
                    .doesNotContain("](");
            JsonNode location = result.path("locations").path(0);
            assertThat(location.path("physicalLocation")
                            .path("artifactLocation")
                            .path("uri")
                            .asText())
                    .matches("simulations/load/[\\w$-]+\\.java");
            assertThat(location.path("logicalLocations")).isNotEmpty();
            assertThat(result.path("partialFingerprints")
                            .path("orchestressIssue/v1")
                            .asText())
                    .matches("[0-9a-f]{64}");
        }
    }

    @ParameterizedTest
    @CsvSource({"CRITICAL,error", "HIGH,error", "MEDIUM,warning", "LOW,note"})
    void theLevelIsTheSeverity(Severity severity, String level) throws IOException {
        assertThat(result(issue("SLOW_MEAN", severity, "steady", 1200))
                        .path("level")
                        .asText())
                .isEqualTo(level);
    }

    @Test
    void theSameIssueInAnotherRunIsTheSameResult() throws IOException {
        String one = fingerprint(issue("SLOW_MEAN", Severity.HIGH, "steady", 1200));

        assertThat(fingerprint(issue("SLOW_MEAN", Severity.CRITICAL, "steady", 3400)))
                .isEqualTo(one);
        assertThat(fingerprint(issue("SLOW_MEAN", Severity.HIGH, "spike", 1200)))
                .isNotEqualTo(one);
        assertThat(fingerprint(issue("HIGH_RESPONSE_TIME", Severity.HIGH, "steady", 1200)))
                .isNotEqualTo(one);
    }

    private static Issue issue(String type, Severity severity, String phase, double actual) {
        return new Issue(
                type,
                severity,
                "the mean was " + actual + " ms, see [this](https://example.com)",
                "impact",
                List.of(new Recommendation(Priority.HIGH, "look")),
                new Evidence(List.of(phase), List.of("run task"), actual, 60 + actual, "mean", actual, 1000.0, "ms"));
    }

    private static String fingerprint(Issue issue) throws IOException {
        return result(issue)
                .path("partialFingerprints")
                .path("orchestressIssue/v1")
                .asText();
    }

    private static JsonNode result(Issue issue) throws IOException {
        String sarif = sarif(SyntheticFindings.calm().issues(List.of(issue)).build());
        return new ObjectMapper()
                .readTree(sarif)
                .path("runs")
                .path(0)
                .path("results")
                .path(0);
    }

    private static String sarif(Findings findings) throws IOException {
        StringWriter out = new StringWriter();
        Sarif.write(findings, out);
        return out.toString();
    }
}
