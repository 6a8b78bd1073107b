package io.orchestress.analysis.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.analysis.Analysis;
import io.orchestress.analysis.AnalysisSettings;
import io.orchestress.run.BreakerResult;
import io.orchestress.run.RecordReader;
import io.orchestress.run.RecordReader.Writer;
import io.orchestress.run.RunStatus;
import io.orchestress.run.Verdict;
import io.orchestress.run.Verdict.Gate;
import io.orchestress.run.Verdict.Outcome;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatesTest {
    private static final LatencyLaw FAST = LatencyLaw.constant(2_000);

    @TempDir
    private Path folder;

    private Verdict judge(SyntheticRecord record, GateLimits limits) {
        return Gates.judge(
                Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), AnalysisSettings.DEFAULT)
                        .record(),
                limits);
    }

    private Verdict judge(SyntheticRecord record) {
        return judge(record, GateLimits.DEFAULT);
    }

    private static SyntheticRecord steady(int seconds, double load) {
        return new SyntheticRecord(1).phase("steady", "steady", seconds, load);
    }

    private static Gate gate(Verdict verdict, String name) {
        return verdict.gates().stream()
                .filter(gate -> gate.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aGoodRunPasses() {
        Verdict verdict = judge(steady(5, 10).samples("a", "ok", 100, FAST));
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.score()).isEqualTo(100);
        assertThat(verdict.grade()).isEqualTo("A");
        assertThat(verdict.reason()).isEqualTo("All 4 gates passed.");
        assertThat(verdict.gates()).extracting(Gate::name).containsExactly("error-rate", "success-rate", "p95", "p99");
    }

    @ParameterizedTest
    @CsvSource({
        "99,  1, PASS, PASS, PASS, 100, A", // exactly 1 %
        "98,  2, FAIL, FAIL, PASS,  75, C",
        "95,  5, FAIL, FAIL, FAIL,  50, F", // success must be above 95 %
        "96,  4, FAIL, FAIL, PASS,  75, C",
    })
    void rates(int ok, int failed, Outcome outcome, Outcome error, Outcome success, double score, String grade) {
        Verdict verdict = judge(steady(3, 10).samples("a", "ok", ok, FAST).samples("a", "check", failed, FAST));
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(gate(verdict, "error-rate").outcome()).isEqualTo(error);
        assertThat(gate(verdict, "error-rate").actual()).isEqualTo(failed);
        assertThat(gate(verdict, "success-rate").outcome()).isEqualTo(success);
        assertThat(verdict.score()).isEqualTo(score);
        assertThat(verdict.grade()).isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({
        // latency of the slowest 6 % and 2 % in ms, then the gates and the score
        "1990,  4990, PASS, PASS, PASS,         100, A",
        "2010,  4990, WARN, PASS, WARN,         87.5, B",
        "2990,  7490, WARN, WARN, WARN,         75, C",
        "3010,  4990, FAIL, PASS, FAIL,         75, C",
        "2010,  7510, WARN, FAIL, FAIL,         62.5, D",
    })
    void latency(long p95, long p99, Outcome at95, Outcome at99, Outcome outcome, double score, String grade) {
        Verdict verdict = judge(steady(3, 10)
                .samples("a", "ok", 92, FAST)
                .samples("a", "ok", 6, LatencyLaw.constant(p95 * 1000))
                .samples("a", "ok", 2, LatencyLaw.constant(p99 * 1000)));
        assertThat(gate(verdict, "p95").outcome()).isEqualTo(at95);
        assertThat(gate(verdict, "p99").outcome()).isEqualTo(at99);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.score()).isEqualTo(score);
        assertThat(verdict.grade()).isEqualTo(grade);
    }

    @Test
    void theWorstLoadPhaseDecidesAndIsNamed() {
        Verdict verdict = judge(new SyntheticRecord(1)
                .warmUp("warm", 5)
                .samples("a", "ok", 50, LatencyLaw.constant(9_000_000))
                .phase("ramp", "ramp-up", 5, 10)
                .samples("a", "ok", 50, LatencyLaw.constant(8_000_000))
                .phase("steady", "steady", 5, 10)
                .samples("a", "ok", 50, FAST)
                .phase("spike", "spike", 5, 10)
                .samples("a", "ok", 50, LatencyLaw.constant(2_500_000))
                .phase("recovery", "recovery", 1, 10)
                .samples("a", "ok", 19, LatencyLaw.constant(7_000_000)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.WARN);
        assertThat(gate(verdict, "p95").note())
                .isEqualTo(
                        "phase 'spike', the worst of 2; from the actual start; 1 with fewer than 20 requests not judged");
        assertThat(verdict.reason()).startsWith("p95 is 250").contains("against 2000 ms (phase 'spike'");
    }

    @Test
    void latencyCountsFromTheIntendedStartWhereKnown() {
        Verdict verdict = judge(steady(5, 10)
                .samples("a", "ok", 10, FAST)
                .samples("a", "corrected", 10, LatencyLaw.constant(4_000_000)));
        assertThat(gate(verdict, "p95").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(gate(verdict, "p95").note()).contains("from the intended start");
        assertThat(gate(verdict, "p99").note()).contains("the slowest of 50");
    }

    @Test
    void tooLittleEvidenceIsNeverAPass() {
        Verdict few = judge(steady(1, 1).samples("a", "ok", 19, FAST));
        assertThat(few.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(few.score()).isNull();
        assertThat(few.grade()).isNull();
        assertThat(few.reason()).isEqualTo("Not enough evidence for error-rate (only 19 requests, 20 needed).");
        assertThat(few.gates()).allMatch(gate -> gate.outcome() == Outcome.INCONCLUSIVE && gate.actual() == null);
        Verdict onlyRamp =
                judge(new SyntheticRecord(1).phase("ramp", "ramp-up", 5, 1).samples("a", "ok", 19, FAST));
        assertThat(onlyRamp.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(gate(onlyRamp, "p95").note()).isEqualTo("no phase of constant load was driven");
    }

    @ParameterizedTest
    @CsvSource({
        // model, pace, load, answers a second, threshold of a target of 100/s
        "open,   0,   150, 101, 100,  PASS",
        "open,   0,   150,  99, 100,  FAIL",
        "open,   0,    90,  86,  85.5, PASS", // offers too little: 95 % of it
        "open,   0,    90,  85,  85.5, FAIL",
        "closed, 500,  60,  99, 100,  FAIL", // 60 users ÷ 0.5 s = 120/s
        "closed, 500,  40,  77,  76,  PASS", // 80/s
        "closed, 0,   900,  99, 100,  INCONCLUSIVE", // no pace: unknown what it could carry
        "closed, 0,     5, 100, 100,  PASS", // it did carry it
    })
    void throughput(String model, long paceMillis, double load, int perSecond, double threshold, Outcome outcome) {
        SyntheticRecord record =
                steady(5, load).samples("a", "ok", perSecond, FAST).paceMillis(paceMillis);
        Verdict verdict =
                judge(model.equals("open") ? record.open() : record, GateLimits.DEFAULT.withMinThroughputPerSec(100));
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(gate(verdict, "throughput"))
                .extracting(Gate::outcome, Gate::actual, Gate::threshold, Gate::unit)
                .containsExactly(outcome, (double) perSecond, threshold, "1/s");
        assertThat(gate(verdict, "throughput").note().contains("95 % of what it offers"))
                .isEqualTo(threshold < 100);
        // A gate without evidence is in no share: the others passed.
        assertThat(verdict.score()).isEqualTo(outcome == Outcome.FAIL ? 80 : 100);
    }

    @Test
    void thePhaseThatFallsShortestOfItsThresholdDecides() {
        Verdict verdict = judge(
                new SyntheticRecord(1)
                        .open()
                        .phase("steady", "steady", 5, 50)
                        .samples("a", "ok", 50, FAST)
                        .phase("spike", "spike", 5, 400)
                        .samples("a", "ok", 300, FAST)
                        .phase("step", "step", 5, 200)
                        .samples("a", "ok", 90, FAST),
                GateLimits.DEFAULT.withMinThroughputPerSec(100));
        assertThat(gate(verdict, "throughput").note()).isEqualTo("phase 'step'");
        assertThat(gate(verdict, "throughput").actual()).isEqualTo(90);
    }

    @Test
    void aTrippedBreakerFails() {
        Verdict verdict = judge(steady(5, 10)
                .samples("a", "ok", 100, FAST)
                .status(RunStatus.ABORTED)
                .breaker(new BreakerResult(true, "stall", "0 answers in 30 s", null, 4.0)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason()).isEqualTo("The circuit breaker stopped the load: rule 'stall', 0 answers in 30 s");
        assertThat(verdict.score()).isEqualTo(80);
    }

    @ParameterizedTest
    @EnumSource(
            value = RunStatus.class,
            names = {"ABORTED", "RUNNING", "CRASHED"})
    void anUnfinishedRunIsNeverBetterThanInconclusive(RunStatus status) {
        Verdict good = judge(steady(5, 10).samples("a", "ok", 100, FAST).status(status));
        assertThat(good.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(good.reason()).contains("did not come to its planned end");
        Verdict bad = judge(steady(5, 10).samples("a", "timeout", 100, FAST).status(status));
        assertThat(bad.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void unfinishedRequestsCountAsFailedAndAreNamed() {
        Verdict verdict = judge(steady(5, 10).samples("a", "ok", 90, FAST).samples("a", "unfinished", 10, FAST));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(gate(verdict, "error-rate").note())
                .isEqualTo("50 of 500 requests failed, 50 of them in flight when the load stopped");
    }

    @Test
    void limitsCheckThemselves() {
        assertThatThrownBy(() -> new GateLimits(0, .01, .95, 1, 1, 1.5, 0)).hasMessageContaining("minSamples is 0");
        assertThatThrownBy(() -> new GateLimits(1, 1.01, .95, 1, 1, 1.5, 0))
                .hasMessageContaining("maxErrorRatio is 1.01");
        assertThatThrownBy(() -> new GateLimits(1, .01, .95, 1, 1, 0.9, 0)).hasMessageContaining("failFactor is 0.9");
    }
}
