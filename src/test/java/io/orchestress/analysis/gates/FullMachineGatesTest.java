package io.orchestress.analysis.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.AnswerResults;
import io.orchestress.record.BothSides;
import io.orchestress.record.Estimate;
import io.orchestress.record.FaultEffect;
import io.orchestress.record.Orphans;
import io.orchestress.record.Planning;
import io.orchestress.record.RunRecord;
import io.orchestress.record.TenantIsolation;
import io.orchestress.record.Tenants;
import io.orchestress.record.Verdict.Gate;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.GateRules;
import io.orchestress.testkit.Machine;
import io.orchestress.testkit.SyntheticFindings;
import io.orchestress.testkit.SyntheticSides;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is seen of both sides of a target, on a machine that has time and on one that has not: a healthy target that the machine made look bad is never blamed, and one
 * whose fault no machine explains always is.
 */
class FullMachineGatesTest {
    private static final String STEADY = "steady";

    private static Gate judged(String rule, RunRecord run) {
        return Gates.judge(run, GateRules.of("rule", rule)).gates().get(0);
    }

    private static RunRecord run() {
        return SyntheticFindings.calm().build().record();
    }

    private static AnswerResults answers(
            long crossed, long duplicated, long lost, long lostAnyway, long misordered, long cut) {
        return new AnswerResults(
                100,
                100,
                100,
                crossed,
                0,
                50,
                0,
                duplicated,
                100,
                lost,
                lostAnyway,
                misordered,
                100,
                cut,
                "",
                List.of());
    }

    /** Of 100 tasks that were looked at. */
    @ParameterizedTest(name = "{0}: {1}: {2} of {3} whatever the machine: {4}")
    @CsvSource({
        "QUIET,     crossed,    1, 0, FAIL",
        "DISTURBED, crossed,    1, 0, FAIL",
        "LATE,      crossed,    1, 0, FAIL",
        "DISTURBED, duplicated, 1, 0, FAIL",
        "DISTURBED, misordered, 1, 0, FAIL",
        "DISTURBED, cut,        1, 0, FAIL",
        "QUIET,     lost,       3, 0, FAIL",
        "DISTURBED, lost,       3, 0, INCONCLUSIVE",
        "LATE,      lost,       3, 0, INCONCLUSIVE",
        "DISTURBED, lost,       3, 1, FAIL",
        "LATE,      lost,       3, 3, FAIL",
        "DISTURBED, lost,       0, 0, PASS",
    })
    void answers(Machine machine, String metric, long count, long anyway, Outcome expected) {
        AnswerResults answers = answers(
                metric.equals("crossed") ? count : 0,
                metric.equals("duplicated") ? count : 0,
                metric.equals("lost") ? count : 0,
                anyway,
                metric.equals("misordered") ? count : 0,
                metric.equals("cut") ? count : 0);
        Gate gate = judged(metric + " <= 0", machine.of(run().withAnswers(answers)));
        assertThat(gate.outcome()).as(gate.note()).isEqualTo(expected);
    }

    /** 40 ms own time of 200 ms, and 2 calls for each scripted one; of the additional ones all or none followed a call that the target had given up. */
    private static BothSides sides(boolean impatient) {
        return SyntheticSides.with(
                SyntheticSides.of(STEADY, 40_000, 2, 4),
                Map.of("retries", 200L, "repeats", 0L, "impatient", impatient ? 200L : 0L));
    }

    @ParameterizedTest(name = "{0}: {1}, given up {2}: {3}")
    @CsvSource({
        "QUIET,     own-time.p95 in steady <= 30 ms,           false, FAIL",
        "DISTURBED, own-time.p95 in steady <= 30 ms,           false, INCONCLUSIVE",
        "LATE,      own-time.p95 in steady <= 30 ms,           false, INCONCLUSIVE",
        "DISTURBED, own-time.p95 in steady <= 50 ms,           false, PASS",
        "DISTURBED, first-call.p95 in steady <= 1 ms,          false, INCONCLUSIVE",
        "DISTURBED, own-share in steady <= 10 %,               false, INCONCLUSIVE",
        "QUIET,     amplification in steady <= 1.2,            true,  FAIL",
        "DISTURBED, amplification in steady <= 1.2,            true,  INCONCLUSIVE",
        "LATE,      amplification in steady <= 1.2,            true,  INCONCLUSIVE",
        "DISTURBED, amplification in steady <= 1.2,            false, FAIL",
        "DISTURBED, model-calls.per-task in steady <= 3,       true,  INCONCLUSIVE",
        "DISTURBED, model-calls.per-task in steady <= 3,       false, FAIL",
        "DISTURBED, model-calls.per-task in steady <= 1,       true,  FAIL",
        "DISTURBED, retries.per-task in steady <= 0.1,         true,  INCONCLUSIVE",
        "DISTURBED, retries.per-task in steady <= 0.1,         false, FAIL",
        "DISTURBED, provider-tokens.per-task in steady <= 10,  true,  INCONCLUSIVE",
        "DISTURBED, provider-tokens.per-task in steady <= 10,  false, FAIL",
        "DISTURBED, tool-calls.per-task in steady <= 0.5,      true,  FAIL",
    })
    void bothSides(Machine machine, String rule, boolean impatient, Outcome expected) {
        Gate gate = judged(rule, machine.of(run().withBothSides(sides(impatient)), STEADY));
        assertThat(gate.outcome()).as(gate.note()).isEqualTo(expected);
    }

    /** A target that strips the marks: no figure of its tasks is known, and a rule that is evaluated where it is measured is not skipped for that. */
    @ParameterizedTest
    @CsvSource({"own-time.p95 in steady <= 1 h", "retry-gap.p50 in steady <= 1 h", "amplification in steady <= 1000"})
    void whatCannotBeBookedIsNoReasonToSkip(String rule) {
        BothSides sides = sides(false);
        BothSides.Booking stripped =
                new BothSides.Booking(100, 0, 0, 400, 100, 0, 0, 0, 0, 0, 0, 0, true, true, false, Map.of());
        RunRecord run =
                run().withBothSides(new BothSides(stripped, sides.work(), sides.concurrency(), sides.waterfalls()));
        Gate gate = judged(rule + ", if measured", run);
        assertThat(gate.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(gate.note()).contains("the target removes the mark of the task from prompts");
    }

    /** The scripted backend has the load generator's machine, and a target elsewhere has not. */
    @Test
    void aTargetElsewhereHasItsOwnMachineAndTheBackendHasNot() {
        RunRecord elsewhere = Machine.DISTURBED.of(SyntheticFindings.calm()
                .target("http://10.0.0.9:8080", "rest")
                .build()
                .record()
                .withBothSides(sides(false)));
        assertThat(judged("p95 in steady <= 1 ms", elsewhere).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(judged("own-time.p95 in steady <= 30 ms", elsewhere).outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    private static Orphans orphans(double p95, double way, long lateWrites, long beyond) {
        return new Orphans(
                10,
                10,
                20,
                p95,
                p95,
                p95,
                3,
                300,
                900,
                null,
                null,
                way,
                way,
                p95 > way ? 290 : 0,
                null,
                "USD",
                1,
                1,
                lateWrites,
                beyond,
                "orc-1",
                "");
    }

    /** What a leaving may take, {@code way}, is what tells machines apart: WayTest. */
    @ParameterizedTest(name = "{0}: {1} ms with a way of {2} ms: {3}")
    @CsvSource({
        "'orphan-time.p95 <= 2 s',                   2150, 112,  FAIL",
        "'orphan-time.p95 <= 2 s',                   2150, 2500, INCONCLUSIVE",
        "'orphan-time.p95 <= 2 s',                   4600, 2500, FAIL",
        "'orphan-time.p95 <= 2 s',                   1900, 2500, PASS",
        "'orphan-time.p95 <= 2 s, fail above 10 s',  9000, 2500, WARN",
        "'orphan-time.p95 <= 2 s, fail above 10 s', 11000, 2500, INCONCLUSIVE",
        "'orphan-time.p95 <= 2 s, fail above 10 s', 13000, 2500, FAIL",
        "'orphan-time.max <= 2 s',                   4400, 2500, INCONCLUSIVE",
        "'orphan-time.p50 <= 2 s',                   4600, 2500, FAIL",
        "'orphan-cost <= 10 %, fail above 25 %',     2400, 2500, INCONCLUSIVE",
        "'orphan-cost <= 10 %, fail above 25 %',     9000, 2500, FAIL",
        "'orphan-tokens <= 10 %',                    2400, 2500, INCONCLUSIVE",
        "'orphan-tokens <= 10 %',                    9000, 2500, FAIL",
    })
    void orphans(String rule, double millis, double way, Outcome expected) {
        for (Machine machine : Machine.values()) {
            Gate gate = judged(rule, machine.of(run().withOrphans(orphans(millis, way, 0, 0))));
            assertThat(gate.outcome()).as(gate.note()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, PASS", "2, 0, INCONCLUSIVE", "2, 1, FAIL"})
    void lateWrites(long late, long beyond, Outcome expected) {
        Gate gate = judged("late-writes <= 0", run().withOrphans(orphans(100, 112, late, beyond)));
        assertThat(gate.outcome()).as(gate.note()).isEqualTo(expected);
    }

    private static FaultEffect fault(
            String phase, @Nullable Double stormOfUsers, long bystanders, long unclear, @Nullable Double worse) {
        return new FaultEffect(
                phase,
                "429 of all models",
                STEADY,
                10,
                20,
                900,
                900,
                100,
                80,
                2_140.0,
                100,
                0,
                410.0,
                5.0,
                4.5,
                5.5,
                stormOfUsers,
                800,
                120.0,
                bystanders,
                bystanders / 2,
                bystanders,
                0,
                unclear,
                worse,
                bystanders == 0 ? null : new FaultEffect.Slowdown(900, 300, 2.5),
                "");
    }

    /** The storm is ×4.5 at least over the windows; tasks that came to their calls made {@code ofUsers} times as many. */
    @ParameterizedTest(name = "{0}, disturbed {1}: {2}, ×{3} of tasks that called: {4}")
    @CsvSource(nullValues = "-", textBlock = """
            QUIET,     -,       retry-storm <= 3,          2,   FAIL
            DISTURBED, outage,  retry-storm <= 3,          2,   INCONCLUSIVE
            DISTURBED, steady,  retry-storm <= 3,          2,   INCONCLUSIVE
            DISTURBED, outage,  retry-storm <= 3,          -,   INCONCLUSIVE
            DISTURBED, outage,  retry-storm <= 3,          5,   FAIL
            LATE,      -,       retry-storm <= 3,          2,   INCONCLUSIVE
            QUIET,     -,       bystanders-failed <= 1 %,  2,   FAIL
            DISTURBED, outage,  bystanders-failed <= 1 %,  2,   INCONCLUSIVE
            DISTURBED, steady,  bystanders-failed <= 1 %,  2,   INCONCLUSIVE
            QUIET,     outage,  bystanders-failed <= 1 %,  2,   INCONCLUSIVE
            QUIET,     outage,  retry-storm <= 3,          2,   INCONCLUSIVE
            DISTURBED, outage,  bystanders-failed <= 60 %, 2,   PASS
            QUIET,     -,       bystanders-slowdown <= 2,  2,   FAIL
            DISTURBED, outage,  bystanders-slowdown <= 2,  2,   INCONCLUSIVE
            LATE,      -,       bystanders-slowdown <= 2,  2,   INCONCLUSIVE
            DISTURBED, outage,  bystanders-slowdown <= 9,  2,   PASS
            """)
    void faults(Machine machine, @Nullable String disturbed, String rule, @Nullable Double ofUsers, Outcome expected) {
        String[] phases = disturbed == null ? new String[0] : new String[] {disturbed};
        RunRecord run = run().withPlanning(Planning.NOTHING.withFaults(List.of(fault("outage", ofUsers, 50, 0, 0.4))));
        Gate gate = judged(rule, machine.of(run, phases));
        assertThat(gate.outcome()).as(gate.note()).isEqualTo(expected);
    }

    /** Of two faults the other ran while nobody disturbed, and is judged by itself. */
    @Test
    void aFaultThatWasNotDisturbedCounts() {
        RunRecord run = run().withPlanning(Planning.NOTHING.withFaults(
                List.of(fault("first", 2.0, 50, 0, 0.4), fault("second", 2.0, 50, 0, 0.4))));
        assertThat(judged("bystanders-failed <= 1 %", Machine.DISTURBED.of(run, "first"))
                        .outcome())
                .isEqualTo(Outcome.FAIL);
        assertThat(judged("bystanders-failed <= 1 %", Machine.DISTURBED.of(run, "first", "second"))
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    /** Nobody stands by, or nobody knows whether anybody does. */
    @ParameterizedTest(name = "{0}: {1} bystanders, {2} unclear: {3}")
    @CsvSource({
        "bystanders-failed <= 1 %,    0,  0,  skipped",
        "bystanders-failed <= 1 %,    0,  12, INCONCLUSIVE",
        "bystanders-failed <= 1 %,    19, 0,  INCONCLUSIVE",
        "bystanders-failed <= 1 %,    50, 12, PASS",
        "bystanders-slowdown <= 9,    0,  0,  skipped",
        "bystanders-slowdown <= 9,    0,  12, INCONCLUSIVE",
    })
    void whoDoesNotStandByForSureIsNoEvidence(String rule, long bystanders, long unclear, String expected) {
        FaultEffect effect = fault("outage", 2.0, bystanders, unclear, bystanders < 20 ? null : (Double) (-0.01));
        RunRecord run = run().withPlanning(Planning.NOTHING.withFaults(List.of(new FaultEffect(
                effect.phase(),
                effect.what(),
                effect.reference(),
                10,
                20,
                900,
                900,
                100,
                80,
                2_140.0,
                100,
                0,
                410.0,
                5.0,
                4.5,
                5.5,
                2.0,
                800,
                120.0,
                bystanders,
                0,
                bystanders,
                0,
                unclear,
                effect.bystandersWorseBy(),
                effect.bystandersSlowdown(),
                ""))));
        List<Gate> gates =
                Gates.judge(run, GateRules.of("rule", rule + ", if measured")).gates();
        assertThat(gates)
                .extracting(gate -> gate.outcome().name())
                .isEqualTo(expected.equals("skipped") ? List.of() : List.of(expected));
    }

    private static RunRecord beside(double served) {
        TenantIsolation.Side side = new TenantIsolation.Side(List.of(STEADY), 60, 10, 1_000, 1_000, 100.0);
        return run().withTenants(new Tenants(
                List.of(),
                List.of(new TenantIsolation(
                        "quiet",
                        "noisy",
                        side,
                        side,
                        false,
                        false,
                        new Estimate(3, 2.5, 3.5),
                        new Estimate(served, served - 0.05, served + 0.02),
                        ""))));
    }

    @ParameterizedTest(name = "{0}, disturbed {1}: {2}: {3}")
    @CsvSource(nullValues = "-", textBlock = """
            QUIET,     -,      isolation <= 1.5,         FAIL
            DISTURBED, steady, isolation <= 1.5,         INCONCLUSIVE
            QUIET,     -,      isolation.served >= 95 %, FAIL
            DISTURBED, steady, isolation.served >= 95 %, INCONCLUSIVE
            LATE,      -,      isolation.served >= 95 %, INCONCLUSIVE
            QUIET,     steady, isolation.served >= 95 %, INCONCLUSIVE
            QUIET,     steady, isolation <= 1.5,         INCONCLUSIVE
            QUIET,     other,  isolation <= 1.5,         FAIL
            DISTURBED, steady, isolation.served >= 50 %, PASS
            """)
    void tenants(Machine machine, @Nullable String disturbed, String rule, Outcome expected) {
        String[] phases = disturbed == null ? new String[0] : new String[] {disturbed};
        Gate gate = judged(rule, machine.of(beside(0.7), phases));
        assertThat(gate.outcome()).as(gate.note()).isEqualTo(expected);
    }
}
