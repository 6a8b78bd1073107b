package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.GateRules;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every verdict of too little evidence says what would bring it, with numbers where they can be computed. */
class NextStepTest {
    private static final LatencyLaw FAST = LatencyLaw.constant(2_000);

    @TempDir
    private Path folder;

    private Verdict judge(SyntheticRecord record, String... rules) {
        return Objects.requireNonNull(Analysis.of(
                        RecordReader.open(record.writeTo(folder), Writer.GONE),
                        Reference.ANALYSIS.judging(GateRules.of(rules)))
                .record()
                .verdict());
    }

    private static SyntheticRecord steady(int seconds, int perSecond) {
        return new SyntheticRecord(1)
                .workload("smoke")
                .phase("steady", "steady", seconds, 1)
                .samples("a", "ok", perSecond, FAST);
    }

    private static Map<String, String> profile(String hold) {
        return Map.of(
                "profiles.quick.max-duration",
                "60 s",
                "workloads.smoke.phases",
                "[{\"kind\":\"steady\",\"users\":1,\"hold\":\"" + hold + "\"}]");
    }

    /**
     * Of {@code n} requests in 10 s at one a second; worked by hand: 1.2 × needed ÷ have, of 10 s, and rounded up. The percentile needs 69
     * requests, or 69 ÷ 20 × 1.2 = 4.14 times as many seconds.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error-rate <= 1 %  | 10 | 1 min  | Run at least 15 s longer: -Dorchestress.profiles.quick.max-duration=\"25 s\".",
                "error-rate <= 1 %  | 10 | 20 s   | Run at least 15 s longer: lengthen the phases of orchestress.workloads.smoke, and raise"
                        + " orchestress.profiles.quick.max-duration.",
                "error-rate <= 1 %  | 10 | 10 s   | Run at least 15 s longer: lengthen the phases of orchestress.workloads.smoke.",
                "p99 <= 5 s         | 20 | 10 min | Run at least 1 min 10 s longer: -Dorchestress.profiles.quick.max-duration=\"90 s\".",
            })
    void samplesThatAreMissingAreSecondsOfARun(String rule, int seconds, String hold, String next) {
        Verdict verdict = judge(steady(seconds, 1).configuration(profile(hold)), "gate", rule);
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.gates()).extracting(Gate::next).containsExactly(next);
        assertThat(verdict.reason()).startsWith("Not enough evidence for gate").endsWith("). " + next);
    }

    @Test
    void loadInSoManyWordsIsAskedForLonger() {
        Verdict verdict = judge(steady(10, 1).workload("ad-hoc"), "gate", "error-rate <= 1 %");
        assertThat(verdict.gates())
                .extracting(Gate::next)
                .containsExactly("Run at least 15 s longer: -Dduration=\"25 s\".");
    }

    /** 3 of 100 are slow where 1 of 100 may be: 1.645² × 0.01 × 0.99 ÷ 0.02² = 67, no more than there are; 101 × 1.2 = 122 s. */
    @Test
    void whatIsTooCloseToCallNeedsSamplesThatWouldDecide() {
        Gate gate = judge(
                        steady(98, 1)
                                .phase("more", "steady", 1, 1)
                                .samples("a", "http-500", 2, FAST)
                                .configuration(profile("10 min")),
                        "errors",
                        "error-rate <= 1 %")
                .gates()
                .get(0);
        assertThat(gate.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(gate.note()).contains("too close to call");
        assertThat(gate.next())
                .startsWith("Run at least ")
                .contains(" longer: -Dorchestress.profiles.quick.max-duration=\"");
    }

    @Test
    void theGateThatNeedsTheLongestRunIsTold() {
        Verdict verdict = judge(
                steady(10, 1).configuration(profile("10 min")), "errors", "error-rate <= 1 %", "p99", "p99 <= 5 s");
        assertThat(verdict.reason())
                .isEqualTo(
                        "Not enough evidence for errors (only 10 requests, at least 20 needed); 1 more gate inconclusive."
                                + " Run at least 15 s longer: -Dorchestress.profiles.quick.max-duration=\"25 s\".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "error-rate of nothing <= 1 % | Correct the rule, measure the metric, or add ', if measured' to the rule.",
                "ttft.p95 <= 1 s              | Correct the rule, measure the metric, or add ', if measured' to the rule.",
            })
    void whatWasNotMeasuredNeedsNoLongerRun(String rule, String next) {
        Verdict verdict = judge(steady(100, 1), "gate", rule);
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reason()).endsWith(next);
    }

    /** Others had the machine: that few requests came is their doing, and stands behind the cause. */
    @Test
    void theCauseIsToldBeforeTheSymptom() {
        Verdict verdict = judge(
                steady(11, 1).resource("injector", "cpu", 0.1).resource("host", "steal", 0.2),
                "errors",
                "error-rate <= 1 %");
        assertThat(verdict.reason())
                .startsWith(
                        "The machine was disturbed: the hypervisor gave 20.0 % of the CPUs to other machines (steal; ")
                .endsWith(
                        "). This may be why there is not enough evidence for errors (only 11 requests, at least 20 needed)."
                                + " Repeat the run on a quiet machine.");
    }

    /** The injector did not keep up because others had its machine. */
    @Test
    void whoTookTheMachineComesBeforeTheInjectorThatDidNotKeepUp() {
        Verdict verdict = judge(
                steady(60, 1).resource("injector", "cpu", 0.9).resource("host", "steal", 0.2),
                "errors",
                "error-rate <= 1 %");
        assertThat(verdict.reason())
                .startsWith("The machine was disturbed: the hypervisor gave 20.0 %")
                .contains("(steal; limit 2 %). The load generator did not keep up.")
                .endsWith(" Repeat the run on a quiet machine.");
    }
}
