package io.orchestress.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Findings;
import io.orchestress.report.KeyFindings.Finding;
import io.orchestress.testkit.SyntheticComparison;
import io.orchestress.testkit.SyntheticFindings;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyFindingsTest {

    @Test
    void aSpikeIsComparedWithTheSteadyPhaseBeforeIt() {
        assertThat(sentence("Latency", SyntheticFindings.spike().build()))
                .matches("In steady \\(100 users\\), p95 was .* and p99 .*; in spike \\(1,000 users\\), "
                        + "p95 rose [\\d.]+-fold to .* and p99 rose [\\d.]+-fold to .*\\.");
        assertThat(sentence("Recovery", SyntheticFindings.spike().build())).startsWith("In recovery, p95 was still ");
    }

    @Test
    void agentsAreSpokenOfWhereThereAreAny() {
        Findings findings = SyntheticFindings.spike().agents().build();
        // 270 s outside of warm-up: 2,700 tasks, 135 failed, 2,160 good; 1,000 tokens in and 250 out a second.
        assertThat(sentence("Goodput", findings))
                .isEqualTo("80.0 % of 2,700 tasks finished within the SLO, 8/s; 405 exceeded the SLO, and 135 failed.");
        assertThat(sentence("Cost", findings))
                .isEqualTo("The tokens cost 0.486 USD, 0.000180 USD a task; 73.3 % less than with sage alone.");
        assertThat(sentence("Routing", findings))
                .contains("90.0 % of 2,700 tasks", "coder planner did the work of planner");
        assertThat(sentence("Streams", findings))
                .contains("99 % after 1.31 s", "gaps between tokens", "2.00 % of the streams stalled");
        assertThat(KeyFindings.of(new RunFacts(SyntheticFindings.spike().build())))
                .extracting(Finding::topic)
                .doesNotContain("Goodput", "Streams", "Cost", "Routing");
    }

    @Test
    void warmUpIsNotSpokenOf() {
        Findings findings = SyntheticFindings.spike()
                .withoutPhases()
                .phase("warm", "steady", true, 30, 100)
                .phase("hold", "steady", false, 60, 10)
                .build();
        assertThat(sentence("Latency", findings)).startsWith("In hold (10 users)");
    }

    @Test
    void manyPhasesAreToldByTheBestAndTheWorst() {
        Findings findings = SyntheticFindings.spike()
                .withoutPhases()
                .openModel()
                .phase("one", "step", false, 60, 100)
                .phase("two", "step", false, 60, 500)
                .phase("three", "step", false, 60, 900)
                .build();
        assertThat(sentence("Latency", findings))
                .startsWith("Latency was lowest in one (100/s)")
                .contains("highest in three (900/s)");
    }

    @Test
    void aTripComesFirstWithTimePhaseRuleAndEvidence() {
        List<Finding> findings = KeyFindings.of(
                new RunFacts(SyntheticFindings.spike().breakerAt(147).build()));
        assertThat(findings.get(0).sentence())
                .isEqualTo("The circuit breaker stopped the load at 2:27, in spike, on rule error-rate: "
                        + "54 of 100 requests failed in the last 10.0 s: 54.0 % (limit 50.0 %).");
        assertThat(findings).hasSizeBetween(3, 6);
    }

    @Test
    void theWorstRegressionComesBeforeAllElse() {
        Findings run = SyntheticFindings.spike().breakerAt(147).build();
        assertThat(KeyFindings.of(new RunFacts(SyntheticComparison.in(run, SyntheticComparison.failing()))))
                .first()
                .isEqualTo(new Finding(
                        "Regression",
                        "cost.per-task got worse against last-2 (2 runs): 0.0125 → 0.0400 USD, +220 % (90 % interval +205 to "
                                + "+236 %), above the tolerance of 50.0 %; 2 more metrics got worse."));
        assertThat(topics(SyntheticComparison.in(run, SyntheticComparison.passing())))
                .doesNotContain("Regression");
    }

    @Test
    void aCorrectionIsMentionedOnlyWhereItChangesThePicture() {
        assertThat(sentence("Correction", SyntheticFindings.spike().corrected().build()))
                .contains("p99 of spike is", "coordinated omission");
        assertThat(topics(SyntheticFindings.calm().corrected().build())).doesNotContain("Correction");
        assertThat(topics(SyntheticFindings.spike().build())).doesNotContain("Correction");
    }

    @Test
    void errorsNameTheirMainClass() {
        assertThat(sentence("Errors", SyntheticFindings.spike().build()))
                .contains("% of requests failed", "mostly timeout (no response within the request timeout)");
        assertThat(sentence("Errors", SyntheticFindings.calm().build())).isEqualTo("No request failed.");
    }

    @Test
    void withoutSamplesNothingIsClaimed() {
        assertThat(KeyFindings.of(new RunFacts(SyntheticFindings.nothing())))
                .containsExactly(new Finding("No samples", "The load never started, so nothing was measured."));
    }

    private static String sentence(String topic, Findings findings) {
        return KeyFindings.of(new RunFacts(findings)).stream()
                .filter(f -> f.topic().equals(topic))
                .map(Finding::sentence)
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing on " + topic + " in " + topics(findings)));
    }

    private static List<String> topics(Findings findings) {
        return KeyFindings.of(new RunFacts(findings)).stream()
                .map(Finding::topic)
                .toList();
    }
}
