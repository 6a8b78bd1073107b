package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.BreakerResult;
import io.orchestress.record.ExitCode;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunStatus;
import io.orchestress.record.TargetEvent;
import io.orchestress.record.Verdict;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.GateRules;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatesTest {
    private static final LatencyLaw FAST = LatencyLaw.constant(2_000);
    private static final GateLimits WITH_THROUGHPUT = GateRules.of(
            "error-rate", "error-rate <= 1 %",
            "p95", "p95 <= 2 s, fail above 3 s",
            "p99", "p99 <= 5 s, fail above 7.5 s",
            "success-rate", "success-rate > 95 %",
            "throughput", "throughput >= 100/s");

    @TempDir
    private Path folder;

    private Verdict judge(SyntheticRecord record, GateLimits limits) {
        return Objects.requireNonNull(
                Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS.judging(limits))
                        .record()
                        .verdict());
    }

    private Verdict judge(SyntheticRecord record) {
        return judge(record, Reference.GATES);
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

    private static String where(Verdict verdict, String name) {
        return Objects.requireNonNull(gate(verdict, name).rule()).where();
    }

    @Test
    void aGoodRunPasses() {
        Verdict verdict = judge(steady(5, 10).samples("a", "ok", 100, FAST));
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.score()).isEqualTo(100);
        assertThat(verdict.grade()).isEqualTo("A");
        assertThat(verdict.reason()).isEqualTo("All 4 gates passed.");
        assertThat(verdict.gates()).extracting(Gate::name).containsExactly("error-rate", "p95", "p99", "success-rate");
    }

    @ParameterizedTest
    @CsvSource({
        // 0.6 × share of gates passed + 0.4 × mean of success rate and 100 × Apdex
        "199, 1, PASS, PASS, PASS, 99.8, A",
        "99,  1, INCONCLUSIVE, INCONCLUSIVE, PASS, , ", // exactly 1 %: 30 of 3 000, and who is at the limit has as few
        // in 55 of 100 runs
        "98,  2, FAIL, FAIL, PASS,  59, F", // not 84.2, B
        "95,  5, FAIL, FAIL, INCONCLUSIVE,  59, F", // success must be above 95 %, and is just there
        "80, 20, FAIL, FAIL, FAIL,  59, F", // not 62, D
        "70, 30, FAIL, FAIL, FAIL,  58, F",
    })
    void rates(
            int ok,
            int failed,
            Outcome outcome,
            Outcome error,
            Outcome success,
            @Nullable Double score,
            @Nullable String grade) {
        Verdict verdict = judge(steady(30, 10).samples("a", "ok", ok, FAST).samples("a", "check", failed, FAST));
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(gate(verdict, "error-rate").outcome()).isEqualTo(error);
        assertThat(gate(verdict, "error-rate").actual()).isEqualTo(100.0 * failed / (ok + failed));
        assertThat(gate(verdict, "success-rate").outcome()).isEqualTo(success);
        if (score == null) {
            assertThat(verdict.score()).isNull();
        } else {
            assertThat(verdict.score()).isCloseTo(score, within(1e-9));
        }
        assertThat(verdict.grade()).isEqualTo(grade);
    }

    @ParameterizedTest
    @CsvSource({
        // latency of the slowest 6 % and 2 % in ms, then the gates and the score
        "1990,  4990, PASS, PASS, PASS, 99, A",
        "2010,  4990, WARN, PASS, WARN, 89, B", // not 90.9, A
        "2990,  7490, WARN, WARN, WARN, 83.4, B",
        "3010,  4990, FAIL, PASS, FAIL, 59, F", // not 83.4, B
        "2010,  7510, WARN, FAIL, FAIL, 59, F", // not 75.9, C
    })
    void latency(long p95, long p99, Outcome at95, Outcome at99, Outcome outcome, double score, String grade) {
        Verdict verdict = judge(steady(6, 10)
                .samples("a", "ok", 92, FAST)
                .samples("a", "ok", 6, LatencyLaw.constant(p95 * 1000))
                .samples("a", "ok", 2, LatencyLaw.constant(p99 * 1000)));
        assertThat(gate(verdict, "p95").outcome()).isEqualTo(at95);
        assertThat(gate(verdict, "p99").outcome()).isEqualTo(at99);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.score()).isCloseTo(score, within(1e-9));
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
                .isEqualTo("worst of 2; from the actual start; 1 with fewer than 20 requests not evaluated");
        assertThat(where(verdict, "p95")).isEqualTo("phase 'spike'");
        assertThat(verdict.reason()).startsWith("p95 is 2.50 s, limit 2 s").contains("limit 2 s (phase 'spike'");
    }

    @Test
    void latencyCountsFromTheIntendedStartWhereKnown() {
        Verdict verdict = judge(steady(9, 10)
                .samples("a", "ok", 10, FAST)
                .samples("a", "corrected", 10, LatencyLaw.constant(4_000_000)));
        assertThat(gate(verdict, "p95").outcome()).isEqualTo(Outcome.FAIL);
        assertThat(gate(verdict, "p95").note()).contains("from the intended start");
        assertThat(gate(verdict, "p99").note()).contains("the slowest of 90");
    }

    @Test
    void tooLittleEvidenceIsNeverAPass() {
        Verdict few = judge(steady(1, 1).samples("a", "ok", 19, FAST));
        assertThat(few.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(few.score()).isNull();
        assertThat(few.grade()).isNull();
        assertThat(few.reason())
                .isEqualTo("Not enough evidence for error-rate (only 19 requests, at least 20 needed);"
                        + " 3 more gates inconclusive. Run at least 1 s longer.");
        assertThat(few.gates()).allMatch(gate -> gate.outcome() == Outcome.INCONCLUSIVE && gate.actual() == null);
        Verdict onlyRamp =
                judge(new SyntheticRecord(1).phase("ramp", "ramp-up", 5, 1).samples("a", "ok", 19, FAST));
        assertThat(onlyRamp.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(gate(onlyRamp, "p95").note()).isEqualTo("no phase of constant load was run");
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
        Verdict verdict = judge(model.equals("open") ? record.open() : record, WITH_THROUGHPUT);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(gate(verdict, "throughput"))
                .extracting(Gate::outcome, Gate::actual, Gate::threshold, Gate::unit)
                .containsExactly(outcome, (double) perSecond, threshold, "1/s");
        assertThat(gate(verdict, "throughput").note().contains("95 % of the offered load"))
                .isEqualTo(threshold < 100);
        assertThat(verdict.score())
                .isEqualTo(
                        outcome == Outcome.FAIL
                                ? Double.valueOf(59)
                                : outcome == Outcome.PASS ? Double.valueOf(100) : null);
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
                WITH_THROUGHPUT);
        assertThat(gate(verdict, "throughput").note()).isEqualTo("worst of 3");
        assertThat(where(verdict, "throughput")).isEqualTo("phase 'step'");
        assertThat(gate(verdict, "throughput").actual()).isEqualTo(90);
    }

    @Test
    void aTrippedBreakerFails() {
        Verdict verdict = judge(steady(5, 10)
                .samples("a", "ok", 100, FAST)
                .status(RunStatus.ABORTED)
                .breaker(new BreakerResult(true, "stall", "0 answers in 30 s", null, 4.0)));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason())
                .isEqualTo("The circuit breaker stopped the load: rule 'stall', 0 answers in 30 s.");
        assertThat(verdict.score()).isNull();
    }

    /** What all gates passed in spite of is in the verdict, or is not critical. */
    @Test
    void aCriticalIssueIsNeverBesideAPass() {
        GateLimits lenient = GateRules.of("error-rate", "error-rate <= 40 %");
        Verdict verdict = judge(steady(5, 10).samples("a", "ok", 80, FAST).samples("a", "check", 20, FAST), lenient);
        assertThat(verdict.gates()).extracting(Gate::outcome).containsExactly(Outcome.PASS);
        assertThat(verdict.outcome()).isEqualTo(Outcome.WARN);
        assertThat(verdict.reason())
                .startsWith("Every gate passed, but HIGH_ERROR_RATE is critical: Error rate 20.0 %");
        assertThat(verdict.grade()).isEqualTo("B");
    }

    /** However well the gates went, no mark says more than the outcome. */
    @ParameterizedTest
    @CsvSource({
        "PASS, COMPLETED, 100, A",
        "WARN, COMPLETED, 89, B",
        "FAIL, COMPLETED, 59, F",
        "INCONCLUSIVE, COMPLETED, ,",
        "FAIL, ABORTED, ,",
        "FAIL, CRASHED, ,",
        "PASS, RUNNING, ,"
    })
    void noMarkSaysMoreThanTheOutcome(Outcome outcome, RunStatus status, Double score, String grade) {
        List<Gate> gates = List.of(new Gate("a", Outcome.PASS, 1.0, 2, "ms", ""));
        Optional<Score> mark = Score.of(new Verdict(outcome, null, null, "why", gates), status, GradeScale.A_TO_F);
        assertThat(mark.map(Score::score).orElse(null)).isEqualTo(score);
        assertThat(mark.map(Score::grade).orElse(null)).isEqualTo(grade);
    }

    /** A target that refuses everything at once carries nothing: a rate of refusals keeps no limit. */
    @ParameterizedTest
    @CsvSource({"throughput >= 10/s", "stability >= 0.5", "outlier-rate <= 5 %", "p95 <= 1 s", "mean <= 1 s"})
    void refusalsAloneKeepNoLimit(String rule) {
        Verdict verdict = judge(steady(5, 100).samples("a", "http-503", 100, FAST), GateRules.of("rule", rule));
        assertThat(verdict.gates())
                .singleElement()
                .satisfies(gate -> assertThat(gate.outcome()).isEqualTo(Outcome.INCONCLUSIVE));
    }

    @ParameterizedTest
    @EnumSource(
            value = RunStatus.class,
            names = {"ABORTED", "RUNNING", "CRASHED"})
    void anUnfinishedRunIsNeverBetterThanInconclusive(RunStatus status) {
        Verdict good = judge(steady(5, 10).samples("a", "ok", 100, FAST).status(status));
        assertThat(good.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(good.reason()).contains("did not complete");
        Verdict bad = judge(steady(5, 10).samples("a", "timeout", 100, FAST).status(status));
        assertThat(bad.outcome()).isEqualTo(Outcome.FAIL);
    }

    /** Whatever was measured by then, and whatever the breaker did: what the rest would have shown is not known. */
    @ParameterizedTest
    @CsvSource({"ok, false", "timeout, false", "ok, true", "timeout, true"})
    void anInterruptedRunIsThatAndHasNoScore(String kind, boolean tripped) {
        SyntheticRecord record = steady(5, 10).samples("a", kind, 100, FAST).status(RunStatus.INTERRUPTED);
        if (tripped) {
            record.breaker(new BreakerResult(true, "error-rate", "all failed", null, 3.0));
        }
        Verdict verdict = judge(record);
        assertThat(verdict.outcome()).isEqualTo(Outcome.INTERRUPTED);
        assertThat(verdict.score()).isNull();
        assertThat(verdict.grade()).isNull();
        assertThat(verdict.reason()).startsWith("The run was interrupted").contains("no gate can pass");
        assertThat(verdict.reason().contains("error-rate")).isEqualTo(kind.equals("timeout"));
        assertThat(ExitCode.of(verdict.outcome(), false)).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void unfinishedRequestsCountAsFailedAndAreNamed() {
        Verdict verdict = judge(steady(5, 10).samples("a", "ok", 90, FAST).samples("a", "unfinished", 10, FAST));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(gate(verdict, "error-rate").note())
                .isEqualTo("50 of 500 requests failed, 50 of them in flight when the load stopped");
    }

    @Test
    void aRunOfFailuresOnlyNeverPassesALatencyGate() {
        Verdict verdict = judge(steady(5, 10).samples("a", "http-503", 100, FAST));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(gate(verdict, "p95"))
                .extracting(Gate::outcome, Gate::actual)
                .containsExactly(Outcome.INCONCLUSIVE, gate(verdict, "p99").actual());
        assertThat(gate(verdict, "p95").note())
                .endsWith(
                        "phase 'steady' has only 0 successful requests, 20 needed; failed requests do not count as fast ones");
        // Slow failures made users wait: that limit is broken, whatever the answers were.
        Verdict slow = judge(steady(5, 10).samples("b", "timeout", 100, LatencyLaw.constant(60_000_000)));
        assertThat(gate(slow, "p95").outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void fiveSamplesAreNoEvidence() {
        Verdict verdict = judge(steady(1, 1).samples("a", "ok", 5, FAST));
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.score()).isNull();
        assertThat(gate(verdict, "p99").note()).isEqualTo("only 5 requests, at least 20 needed");
    }

    @Test
    void withoutARuleNothingIsPassed() {
        GateLimits none = GateRules.of(List.of());
        Verdict verdict = judge(steady(5, 10).samples("a", "ok", 100, FAST), none);
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reason())
                .isEqualTo("No gate had data to evaluate: run longer, or enable a rule in orchestress.gates.rules.");
    }

    @Test
    void aRunWhoseEveryGateWasNotMeasuredIsNotPassed() {
        Verdict verdict = judge(
                steady(5, 10).samples("a", "ok", 100, FAST), GateRules.of("ttft", "ttft.p95 <= 1 s, if measured"));
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.gates()).isEmpty();
        assertThat(verdict.notMeasured()).singleElement().satisfies(none -> {
            assertThat(none.rule()).isEqualTo("ttft.p95 <= 1 s, if measured");
            assertThat(none.why()).isEqualTo("ttft.p95 was not measured");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "94.99, A, A",
        "95, A, A+",
        "90, A, A",
        "89.9, B, B",
        "80, B, B",
        "79.9, C, C",
        "70, C, C",
        "69.9, D, C",
        "60, D, C",
        "59.9, F, F",
        "0, F, F",
        "100, A, A+"
    })
    void grades(double score, String academic, String plus) {
        assertThat(GradeScale.A_TO_F.grade(score)).isEqualTo(academic);
        assertThat(GradeScale.A_PLUS.grade(score)).isEqualTo(plus);
    }

    @Test
    void limitsCheckThemselves() {
        assertThatThrownBy(() -> new GateLimits(List.of(), Map.of(), 0, GradeScale.A_TO_F, false))
                .hasMessageContaining("minSamples is 0");
        assertThatThrownBy(() -> GateRules.of("a", "p95 <= 1 s", "a", "p99 <= 1 s"))
                .hasMessageContaining("two rules have one name");
    }

    /** What a saturated injector measured passes nothing, and of times breaks nothing; answers that failed have failed all the same. */
    @ParameterizedTest
    @CsvSource({
        "0.85, 1, ok, PASS, ",
        "0.85, 20000, ok, FAIL, ",
        "0.86, 1, ok, INCONCLUSIVE, These results are not reliable.",
        "0.86, 20000, ok, INCONCLUSIVE, 'This alone may explain the result of p95, p99.'",
        "0.86, 1, http-500, FAIL, 'error-rate is 100 %'",
    })
    void aSaturatedInjectorProvesNothing(double cpu, long millis, String name, Outcome outcome, String reason) {
        Verdict verdict = judge(steady(10, 10)
                .samples("a", name, 10, LatencyLaw.constant(1_000 * millis))
                .resource("injector", "cpu", cpu));
        assertThat(verdict.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.INCONCLUSIVE) {
            assertThat(verdict.reason()).contains("CPU 86.0 %, limit 85 %");
        }
        if (reason != null) {
            assertThat(verdict.reason()).contains(reason);
        }
    }

    /** Which words of rules hold the waiting of the injector. */
    @ParameterizedTest
    @CsvSource({
        "'p95 <= 1 ms', INCONCLUSIVE",
        "'mean <= 1 ms', INCONCLUSIVE",
        "'throughput >= 1000/s', INCONCLUSIVE",
        "'apdex >= 1', INCONCLUSIVE",
        "'requests >= 100000', FAIL",
        "'error-rate <= 1 %', FAIL",
        "'failures.http-500 <= 1 %', FAIL",
        "'injector.cpu.mean <= 10 %', FAIL",
    })
    void aSaturatedInjectorBreaksNoLimitOfTime(String rule, Outcome outcome) {
        Verdict verdict = judge(
                steady(10, 10)
                        .samples("a", "ok", 10, LatencyLaw.constant(9_000_000))
                        .samples("a", "http-500", 2, LatencyLaw.constant(9_000_000))
                        .resource("injector", "cpu", 0.9),
                GateRules.of("rule", rule));
        assertThat(gate(verdict, "rule").outcome()).isEqualTo(outcome);
        assertThat(verdict.outcome()).isEqualTo(outcome);
    }

    /** In time, on a machine that others had: what is kept is kept, what is broken may be theirs. */
    @ParameterizedTest
    @CsvSource({"1, PASS", "9000, INCONCLUSIVE"})
    void whatOthersTookBreaksNoLimitOfTime(long millis, Outcome outcome) {
        Verdict verdict = judge(steady(10, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(1_000 * millis))
                .resource("injector", "cpu", 0.1)
                .resource("host", "steal", 0.2));
        assertThat(verdict.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.INCONCLUSIVE) {
            assertThat(verdict.reason())
                    .startsWith("The machine was disturbed: ")
                    .endsWith(" This alone may explain the result of p95, p99. Repeat the run on a quiet machine.");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "stall, INCONCLUSIVE",
        "mean-response-time, INCONCLUSIVE",
        "timeout-rate, INCONCLUSIVE",
        "error-rate, FAIL",
        "target.rss, FAIL"
    })
    void aSaturatedInjectorMayTripTheBreakerByItself(String rule, Outcome outcome) {
        Verdict verdict = judge(steady(10, 10)
                .samples("a", "ok", 100, FAST)
                .resource("injector", "cpu", 0.9)
                .status(RunStatus.ABORTED)
                .breaker(new BreakerResult(true, rule, "evidence of it", null, 9.0)));
        assertThat(verdict.outcome()).isEqualTo(outcome);
        assertThat(verdict.reason())
                .startsWith("The circuit breaker stopped the load: rule '" + rule + "', evidence of it");
        if (outcome == Outcome.INCONCLUSIVE) {
            assertThat(verdict.reason()).contains(". The load generator did not keep up: CPU 90.0 %");
        }
    }

    /** 10 requests a second came of 20 that were meant: a target is not held against what it was not asked for. */
    @ParameterizedTest
    @CsvSource({
        "throughput >= 20/s, 0, FAIL",
        "throughput >= 20/s, 10, INCONCLUSIVE",
        "p95 <= 1 ms, 10, INCONCLUSIVE",
        "error-rate <= 1 %, 10, INCONCLUSIVE"
    })
    void aLoadThatWasNotSentIsNoThroughputOfTheTarget(String rule, long notSent, Outcome outcome) {
        SyntheticRecord run = steady(10, 20)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000))
                .open();
        if (notSent > 0) {
            run.count("a", "not-sent", "no port", notSent);
        }
        Verdict verdict = judge(run, GateRules.of("a", rule));
        assertThat(verdict.outcome()).as(verdict.reason()).isEqualTo(outcome);
        if (outcome == Outcome.INCONCLUSIVE) {
            assertThat(verdict.reason())
                    .startsWith("The load generator could not send all of its load: requests not sent 100 (50.0 %)");
        }
    }

    /** Its phase did not test what it should; that it could not be set back, or what happened on purpose, is no doubt. */
    @ParameterizedTest
    @CsvSource({
        "CONTROL, no, 1, INCONCLUSIVE",
        "CONTROL, no, 20000, FAIL",
        "CONTROL, , 1, PASS",
        "RESET, no, 1, PASS",
        "DIED, , 1, PASS"
    })
    void aControlThatFailedProvesNothing(TargetEvent.Kind kind, String problem, long millis, Outcome outcome) {
        Verdict verdict = judge(steady(10, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(1_000 * millis))
                .event(new TargetEvent(0, kind, "steady", "instances", "4", 12, problem)));

        assertThat(verdict.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.INCONCLUSIVE) {
            assertThat(verdict.reason())
                    .startsWith("Control instances could not be set to 4 in phase steady (no): the phase did not run");
        }
    }

    /** However fast or broken the target was: it had no models. */
    @ParameterizedTest
    @CsvSource({"ok, 1", "ok, 20000", "http-5xx, 1"})
    void aTargetWhoseBackendDiedIsNotJudged(String result, long millis) {
        Verdict verdict = judge(steady(10, 10)
                .samples("a", result, 10, LatencyLaw.constant(1_000 * millis))
                .event(new TargetEvent(7, TargetEvent.Kind.BACKEND_DIED, "steady", "", "137", 0, null)));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.reason())
                .startsWith(
                        "The scripted backend died with status 137 at 0:07 in phase steady: from then on the target had"
                                + " no models and tools, so the verdict is INCONCLUSIVE.");
    }

    /** Each poll of a task that never ends is a request that went well. */
    @ParameterizedTest
    @CsvSource({"1000, 0, PASS", "1000, 10, PASS", "1000, 11, INCONCLUSIVE", "6, 4, INCONCLUSIVE", "0, 10, INCONCLUSIVE"
    })
    void tasksThatNeverEndedPassNothing(long done, long cutOff, Outcome outcome) {
        SyntheticRecord run = steady(10, 10).samples("a", "ok", 10, LatencyLaw.constant(1_000));
        if (done > 0) {
            run.count("a", "tasks-ok", "", done).count("a", "tasks-good", "", done);
        }
        if (cutOff > 0) {
            run.count("a", "tasks-unfinished", "", cutOff);
        }
        Verdict verdict = judge(run);
        assertThat(verdict.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.INCONCLUSIVE) {
            assertThat(verdict.reason())
                    .startsWith(String.format(
                            Locale.ROOT,
                            "%,d of %,d tasks had not ended when the load stopped",
                            10 * cutOff,
                            10 * (done + cutOff)));
        }
    }

    /** Of a task that was polled 198 times one request in 200 fails: the last. */
    @ParameterizedTest
    @CsvSource({"1, 0, PASS, 0", "0, 1, FAIL, 100", "99, 1, INCONCLUSIVE, 1", "96, 4, FAIL, 4", "1, 1, FAIL, 50"})
    void tasksThatFailedAreNotDilutedByTheirPolls(int done, int failed, Outcome outcome, double percent) {
        SyntheticRecord run = steady(2, 10).samples("poll", "ok", 199 * (done + failed), LatencyLaw.constant(1_000));
        if (done > 0) {
            run.count("t", "tasks-ok", "", done).count("t", "tasks-good", "", done);
        }
        if (failed > 0) {
            run.samples("poll", "task-failed", failed, LatencyLaw.constant(1_000))
                    .count("t", "tasks-failed", "", failed);
        }
        Verdict verdict =
                judge(run, GateRules.of("errors", "error-rate <= 1 %", "tasks", "task-error-rate <= 1 %, if measured"));
        assertThat(gate(verdict, "errors").outcome()).isEqualTo(Outcome.PASS);
        assertThat(gate(verdict, "tasks").actual()).isEqualTo(percent);
        assertThat(verdict.outcome()).isEqualTo(outcome);
    }
}
