package io.orchestress.analysis.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.Planning;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.Recovery;
import io.orchestress.record.Recovery.Criterion;
import io.orchestress.record.Recovery.Outcome;
import io.orchestress.record.RunRecord;
import io.orchestress.record.RunStatus;
import io.orchestress.testkit.DrainingQueue;
import io.orchestress.testkit.DrainingQueue.Drawn;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecoveriesTest {
    private static final LatencyLaw NORMAL = LatencyLaw.uniform(50_000, 100_000);
    private static final int RELEASED = 30;

    @TempDir
    private Path folder;

    private List<Recovery> recoveries(SyntheticRecord record) {
        RunRecord run = Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS)
                .record();
        return run.planning() == null ? List.of() : run.planning().recoveries();
    }

    private Recovery recovery(SyntheticRecord record) {
        List<Recovery> all = recoveries(record);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private static Criterion criterion(Recovery recovery, String metric) {
        return recovery.criteria().stream()
                .filter(one -> one.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    /** 20 s of 20 answers a second within 50 to 100 ms, and a spike of 10 s with answers of 2 s; what comes then is for the test to say. */
    private static SyntheticRecord spiked(int recoverySeconds) {
        return new SyntheticRecord(7)
                .phase("steady", "steady", 20, 20)
                .samples("a", "ok", 20, NORMAL)
                .phase("spike", "spike", 10, 200)
                .samples("a", "ok", 60, LatencyLaw.constant(2_000_000))
                .phase("recovery", "recovery", recoverySeconds, 20);
    }

    private static SyntheticRecord slow(SyntheticRecord record, int from, int to) {
        return ended(record, from, to, "ok", 2_000_000);
    }

    private static SyntheticRecord normal(SyntheticRecord record, int from, int to) {
        return ended(record, from, to, "ok", 80_000);
    }

    private static SyntheticRecord ended(SyntheticRecord record, int from, int to, String outcome, long micros) {
        long[] all = new long[20];
        Arrays.fill(all, micros);
        for (int second = from; second < to; second++) {
            record.ended(RELEASED + second, "recovery", "a", outcome, all);
        }
        return record;
    }

    @Test
    void backWhenTheLastSlowSecondIsOver() {
        Recovery recovery = recovery(normal(slow(spiked(30), 0, 8), 8, 30));

        assertThat(recovery.outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(recovery.seconds()).isEqualTo(8.0);
        assertThat(recovery.after()).isEqualTo("spike");
        assertThat(recovery.what()).isEqualTo("200 users");
        assertThat(recovery.reference()).isEqualTo("steady");
        assertThat(recovery.releasedAtSeconds()).isEqualTo(RELEASED);
        assertThat(recovery.observedSeconds()).isEqualTo(30);
        assertThat(recovery.note()).isEmpty();
        Criterion p95 = criterion(recovery, "p95");
        assertThat(p95.reference()).isCloseTo(97.5, within(1.5));
        assertThat(p95.limit()).isCloseTo(1.2 * p95.reference(), within(1e-9));
        assertThat(p95.worst()).isCloseTo(2000, within(2.0));
        assertThat(p95.seconds()).isEqualTo(8.0);
        assertThat(criterion(recovery, "error-rate").outcome()).isEqualTo(Outcome.UNDISTURBED);
        assertThat(criterion(recovery, "throughput").reference()).isEqualTo(20);
    }

    @Test
    void aRequestOfTheSpikeThatEndsLaterIsPartOfWhatUsersWaitFor() {
        SyntheticRecord record = normal(spiked(30), 0, 30);
        for (int second = 0; second < 6; second++) {
            long[] late = new long[20];
            Arrays.fill(late, 9_000_000);
            record.ended(RELEASED + second, "spike", "a", "ok", late);
        }
        assertThat(recovery(record).seconds()).isEqualTo(6.0);
    }

    /** One answer in twenty beyond the limit is what a p95 allows, and a second may have three by chance. */
    @Test
    void aFalseStragglerSecondMakesNothingLate() {
        SyntheticRecord record = slow(spiked(30), 0, 4);
        normal(record, 4, 30);
        record.ended(RELEASED + 12, "recovery", "a", "ok", 2_000_000, 2_000_000, 2_000_000);
        assertThat(recovery(record).seconds()).isEqualTo(4.0);
        assertThat(recovery(record).note()).isEmpty();
    }

    @Test
    void slowForGood() {
        Recovery recovery = recovery(slow(spiked(30), 0, 30));
        assertThat(recovery.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(recovery.seconds()).isNull();
        assertThat(criterion(recovery, "p95").outcome()).isEqualTo(Outcome.NOT_RECOVERED);
    }

    /** 3 of 20 answers beyond the limit instead of 1, for 60 s: too little for any second, enough for all of them. */
    @Test
    void aLittleSlowerForGood() {
        SyntheticRecord record = spiked(60);
        ended(record, 0, 60, "ok", 80_000);
        for (int second = 0; second < 60; second++) {
            record.ended(RELEASED + second, "recovery", "a", "ok", 150_000, 150_000, 150_000);
        }
        assertThat(recovery(record).outcome()).isEqualTo(Outcome.NOT_RECOVERED);
    }

    /**
     * 40 s of 20 answers a second, so many of which in two seconds are beyond the limit: up to 1 of 20 it is back, from 2 on it is not. Between
     * them neither is shown; nor is anything by one answer a second.
     */
    @ParameterizedTest
    @CsvSource({
        "20, 0, RECOVERED",
        "20, 2, RECOVERED",
        "20, 3, INCONCLUSIVE",
        "20, 8, NOT_RECOVERED",
        "1, 0, INCONCLUSIVE"
    })
    void isBackOnlyWhereItIsShown(int perSec, int slowInTwo, Outcome expected) {
        SyntheticRecord record = slow(spiked(50), 0, 10);
        for (int second = 10; second < 50; second++) {
            long[] answers = new long[perSec];
            Arrays.fill(answers, 80_000);
            Arrays.fill(answers, 0, (slowInTwo + second % 2) / 2, 150_000);
            record.ended(RELEASED + second, "recovery", "a", "ok", answers);
        }
        Recovery recovery = recovery(record);
        assertThat(criterion(recovery, "p95").outcome()).isEqualTo(expected);
        if (expected == Outcome.INCONCLUSIVE && perSec > 1) {
            assertThat(recovery.note())
                    .isEqualTo(
                            "too few samples at the end of the observation to show recovery of p95: hold recovery longer, or with more load");
        }
    }

    @Test
    void disturbedAgain() {
        SyntheticRecord record = normal(slow(normal(slow(spiked(40), 0, 5), 5, 20), 20, 26), 26, 40);
        Recovery recovery = recovery(record);
        assertThat(recovery.outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(recovery.seconds()).isEqualTo(5.0);
        assertThat(recovery.note()).isEqualTo("disturbed again from 20 s to 26 s after the release");
    }

    @Test
    void backForLessThanItMustBeIsNotBack() {
        Recovery recovery = recovery(normal(slow(normal(slow(spiked(40), 0, 5), 5, 8), 8, 14), 14, 40));
        assertThat(recovery.seconds()).isEqualTo(14.0);
    }

    @Test
    void backTooCloseToTheEnd() {
        Recovery recovery = recovery(normal(slow(spiked(20), 0, 17), 17, 20));
        assertThat(recovery.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(recovery.note())
                .isEqualTo("not yet normal for 5 s when the observation ended: hold recovery at least 20 s longer");
    }

    @Test
    void nothingWasDisturbed() {
        SyntheticRecord record = new SyntheticRecord(7)
                .phase("steady", "steady", 20, 20)
                .samples("a", "ok", 20, NORMAL)
                .phase("spike", "spike", 10, 200)
                .samples("a", "ok", 200, NORMAL)
                .phase("recovery", "recovery", 20, 20)
                .samples("a", "ok", 20, NORMAL);
        assertThat(recovery(record).outcome()).isEqualTo(Outcome.UNDISTURBED);
        assertThat(recovery(record).seconds()).isNull();
    }

    @Test
    void backAtOnce() {
        Recovery recovery = recovery(normal(spiked(20), 0, 20));
        assertThat(recovery.outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(recovery.seconds()).isZero();
    }

    @Test
    void aRecoveryPhaseOfTwoSeconds() {
        Recovery recovery = recovery(normal(spiked(2), 0, 2));
        assertThat(recovery.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(recovery.note()).contains("observed for less than the 5 s");
        assertThat(recovery(slow(spiked(2), 0, 2)).outcome()).isEqualTo(Outcome.NOT_RECOVERED);
    }

    @Test
    void withoutAReference() {
        Recovery recovery = recovery(new SyntheticRecord(1)
                .phase("spike", "spike", 10, 200)
                .samples("a", "ok", 20, NORMAL)
                .phase("recovery", "recovery", 20, 20)
                .samples("a", "ok", 20, NORMAL));
        assertThat(recovery.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(recovery.reference()).isEmpty();
        assertThat(recovery.note())
                .isEqualTo("no reference: no phase before it has constant load; add one of kind steady");
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 'only 10 successful requests'", "20, 2, 'of requests failed before'"})
    void aReferenceThatSaysNothing(int ok, int failed, String why) {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", 10, 20)
                .samples("a", "ok", ok, NORMAL)
                .samples("a", "http-500", failed, NORMAL)
                .phase("spike", "spike", 10, 200)
                .phase("recovery", "recovery", 20, 20)
                .samples("a", "ok", 20, NORMAL);
        assertThat(recovery(record).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(recovery(record).note()).contains(why);
    }

    @Test
    void nothingEndedInTheRecoveryPhase() {
        Recovery recovery = recovery(spiked(20));
        assertThat(recovery.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(criterion(recovery, "throughput").outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(criterion(recovery, "throughput").worst()).isZero();
        assertThat(criterion(recovery, "p95").outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    /** Failures are quick: latency alone would call it recovered. */
    @Test
    void onlyErrors() {
        Recovery recovery = recovery(ended(spiked(20), 0, 20, "http-503", 1_000));
        assertThat(recovery.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        Criterion errors = criterion(recovery, "error-rate");
        assertThat(errors.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(errors.worst()).isEqualTo(1);
        assertThat(errors.limit()).isEqualTo(0.01);
    }

    @Test
    void errorsThatEnd() {
        Recovery recovery = recovery(normal(ended(spiked(30), 0, 7, "http-503", 1_000), 7, 30));
        assertThat(recovery.seconds()).isEqualTo(7.0);
        assertThat(criterion(recovery, "error-rate").seconds()).isEqualTo(7.0);
    }

    @Test
    void aQueueThatDrainsLaterThanLatency() {
        SyntheticRecord record = normal(spiked(30), 0, 30);
        for (int second = 0; second < 60; second++) {
            int after = second - RELEASED;
            record.resource(second + 1, "target", "queue-depth", after < -10 ? 2 : after < 12 ? 500 : 2);
        }
        Recovery recovery = recovery(record);
        assertThat(recovery.seconds()).isEqualTo(12.0);
        assertThat(criterion(recovery, "queue").worst()).isEqualTo(500);
        assertThat(recovery.criteria()).extracting(Criterion::metric).doesNotContain("in-flight");
    }

    @Test
    void stoppedBeforeItAndWithin() {
        assertThat(recoveries(spiked(30).stoppedAt(25).status(RunStatus.ABORTED)))
                .isEmpty();
        Recovery cut = recovery(slow(spiked(30), 0, 30).stoppedAt(40).status(RunStatus.RUNNING));
        assertThat(cut.outcome()).isEqualTo(Outcome.NOT_RECOVERED);
        assertThat(cut.observedSeconds()).isEqualTo(10);
    }

    /** What is cut off by the end of the run says nothing about the target. */
    @Test
    void unfinishedRequestsAreNotErrors() {
        SyntheticRecord record = normal(spiked(20), 0, 20);
        long[] cut = new long[40];
        Arrays.fill(cut, 5_000_000);
        record.ended(RELEASED + 19, "recovery", "a", "unfinished", cut);
        assertThat(recovery(record).outcome()).isEqualTo(Outcome.RECOVERED);
    }

    @Test
    void aFreezeIsOverBeforeItsPhase() {
        SyntheticRecord record = new SyntheticRecord(7)
                .phase("steady", "steady", 30, 20)
                .samples("a", "ok", 20, NORMAL)
                .phase("freeze", "fault", 5, 20, 20, Map.of("fault", "{\"freezeMillis\": 3000}"))
                .phase("recovery", "recovery", 20, 20)
                .samples("a", "ok", 20, NORMAL);
        long[] held = new long[60];
        Arrays.fill(held, 2_000_000);
        record.ended(33, "freeze", "a", "ok", held);
        long[] after = new long[20];
        Arrays.fill(after, 80_000);
        record.ended(34, "freeze", "a", "ok", after);

        Recovery recovery = recovery(record);
        assertThat(recovery.after()).isEqualTo("fault");
        assertThat(recovery.what()).isEqualTo("freeze of 3 s");
        assertThat(recovery.releasedAtSeconds()).isEqualTo(33);
        assertThat(recovery.observedSeconds()).isEqualTo(22);
        assertThat(recovery.seconds()).isEqualTo(1.0);
    }

    /** 10 workers of 100 ms: capacity 100/s; 150/s for 10 s leave 500, which drain in 10 s at 50/s. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void aBacklogThatDrains(long seed) {
        DrainingQueue queue = new DrainingQueue(10, 0.1, seed % 2 == 0, 1, seed % 3 == 0, 20, 10, 40, 50, 150, 50);
        assertThat(queue.fluidSeconds()).isEqualTo(10);
        Drawn drawn = queue.draw(seed);

        Recovery recovery = recovery(drawn.record());

        assertThat(recovery.outcome()).isEqualTo(Outcome.RECOVERED);
        assertThat(Objects.requireNonNull(recovery.seconds())).isCloseTo(drawn.drainedSeconds(), within(2.0));
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void undisturbedOrSlowForGood(long seed) {
        boolean told = seed % 2 == 0;
        DrainingQueue fine = new DrainingQueue(10, 0.1, seed % 3 == 0, 1, told, 20, 10, 30, 50, 60, 50);
        assertThat(recovery(fine.draw(seed).record()).outcome()).isEqualTo(Outcome.UNDISTURBED);
        DrainingQueue slower = new DrainingQueue(10, 0.1, seed % 3 == 0, 1.8, told, 20, 10, 60, 50, 110, 50);
        assertThat(recovery(slower.draw(seed).record()).outcome()).isEqualTo(Outcome.NOT_RECOVERED);
    }

    @Test
    void aRunWithoutAnythingToComeBackFromHasNoPlanning() {
        Planning planning = Analysis.of(
                        RecordReader.open(
                                new SyntheticRecord(1)
                                        .phase("steady", "steady", 10, 10)
                                        .samples("a", "ok", 10, NORMAL)
                                        .writeTo(folder),
                                Writer.GONE),
                        Reference.ANALYSIS)
                .record()
                .planning();
        assertThat(planning).isNull();
    }
}
