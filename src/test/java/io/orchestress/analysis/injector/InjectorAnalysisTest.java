package io.orchestress.analysis.injector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.analysis.Analysis;
import io.orchestress.record.InjectorHealth;
import io.orchestress.record.Issue;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordReader.Writer;
import io.orchestress.record.RunRecord;
import io.orchestress.record.Verdict.Outcome;
import io.orchestress.testkit.LatencyLaw;
import io.orchestress.testkit.Reference;
import io.orchestress.testkit.SyntheticRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class InjectorAnalysisTest {
    @TempDir
    private Path folder;

    private RunRecord analysed(SyntheticRecord record) {
        return Analysis.of(RecordReader.open(record.writeTo(folder), Writer.GONE), Reference.ANALYSIS)
                .record();
    }

    private InjectorHealth health(SyntheticRecord record) {
        return Objects.requireNonNull(analysed(record).injector());
    }

    private static SyntheticRecord steady(int seconds) {
        return new SyntheticRecord(1)
                .phase("steady", "steady", seconds, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000));
    }

    /** A minute in whose last seconds a figure is bad. */
    private static SyntheticRecord minute(String name, double good, int badSeconds, double bad) {
        SyntheticRecord record = steady(60);
        for (int second = 1; second <= 60; second++) {
            record.resource(second, "injector", name, second > 60 - badSeconds ? bad : good);
        }
        return record;
    }

    @Test
    void nothingReadIsNothingKnown() {
        assertThat(analysed(steady(10)).injector()).isNull();
        assertThat(analysed(steady(10).resource("target", "cpu", 1)).injector()).isNull();
    }

    @Test
    void fourSecondsAreTooFewToTell() {
        assertThat(health(steady(4).resource("injector", "cpu", 0.99)).outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(health(steady(5).resource("injector", "cpu", 0.99)).outcome())
                .isEqualTo(Outcome.FAIL);
    }

    /** So many requests a second for a minute, and one in each that found no port. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "500, WARN, 'requests not sent 60 (0.20 %), limit 1 %: no port'",
        "10, FAIL, 'requests not sent 60 (9.09 %), limit 1 %: no port'"
    })
    void whatThisSideCouldNotSendIsItsOwnLimitAndNoFailure(int perSecond, Outcome outcome, String limit) {
        RunRecord run = analysed(new SyntheticRecord(1)
                .phase("steady", "steady", 60, 10)
                .samples("a", "ok", perSecond, LatencyLaw.constant(2_000))
                .count("a", "not-sent", "no port", 1)
                .resource("injector", "cpu", 0.2));
        InjectorHealth health = Objects.requireNonNull(run.injector());
        assertThat(health.outcome()).isEqualTo(outcome);
        assertThat(health.limits()).containsExactly(limit);
        assertThat(Objects.requireNonNull(run.totals()).failed()).isZero();
    }

    /** Ten requests a second for a minute; beside them what was not sent, by its cause. */
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "0, 1, 'The simulation did not produce its intended load', 'failures in the simulation''s code 60 (9.09 % of the load), limit 1 %: thrown'",
        "2, 1, 'The load generator could not send all of its load', 'requests not sent 120 (15.4 %), limit 1 %: no port'"
    })
    void whatTheSimulationDidNotSendIsNoSlownessOfTheInjector(int noPort, int thrown, String headline, String limit) {
        SyntheticRecord run = new SyntheticRecord(1)
                .phase("steady", "steady", 60, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(2_000))
                .count("a", "simulation-failed", "thrown", thrown)
                .resource("injector", "cpu", 0.99);
        if (noPort > 0) {
            run.count("a", "not-sent", "no port", noPort);
        }
        InjectorHealth health = health(run);
        assertThat(health.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(health.headline()).isEqualTo(headline);
        assertThat(health.limits().get(0)).isEqualTo(limit);
        assertThat(health.limits()).as("it was at its limits, too").anyMatch(one -> one.contains("CPU "));
    }

    @Test
    void warmUpIsNotJudged() {
        SyntheticRecord record = new SyntheticRecord(1)
                .warmUp("warm-up", 20)
                .resource("injector", "cpu", 1)
                .resource("injector", "loop-lag", 3)
                .phase("steady", "steady", 20, 10)
                .resource("injector", "cpu", 0.2)
                .resource("injector", "loop-lag", 0.004);

        InjectorHealth health = health(record);
        assertThat(health.outcome()).isEqualTo(Outcome.PASS);
        assertThat(health.cpu()).isEqualTo(0.2, within(1e-9));
        assertThat(health.loopLagMillis()).isEqualTo(4, within(0.01));
        assertThat(health.limits()).isEmpty();
        assertThat(health.worst()).isNull();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "cpu, 0.85, PASS, ",
        "cpu, 0.86, FAIL, 'CPU 86.0 %, limit 85 %'",
        "gc-pause, 0.049, PASS, ",
        "gc-pause, 0.06, FAIL, 'garbage collection 6.00 % of the time, limit 5 %'",
    })
    void meansOverTheRun(String name, double value, Outcome outcome, @Nullable String limit) {
        InjectorHealth health = health(steady(20).resource("injector", name, value));
        assertThat(health.outcome()).isEqualTo(outcome);
        assertThat(health.limits()).isEqualTo(limit == null ? List.of() : List.of(limit));
    }

    /** Its watcher starves: what it did not read of itself is its own trouble, or that of who had its machine. */
    @ParameterizedTest(name = "{1} of {0} s, waited {2}: {3}")
    @CsvSource({
        "5, 2, 0,   WARN, 'The load generator reached its limits at times', 'seconds without a reading 60.0 %, limit 50 %'",
        "5, 2, 0.9, WARN, 'The machine was disturbed at times',             'seconds without a reading 60.0 %, limit 50 %'",
        "60, 20, 0, WARN, 'The load generator reached its limits at times', 'seconds without a reading 66.7 %, limit 50 %'",
        "60, 30, 0, PASS, 'The load generator kept up',                     ''",
        "2, 1, 0,   INCONCLUSIVE, 'The load generator has too few readings to evaluate', ''"
    })
    void whatItDidNotReadOfItselfIsItsOwnTrouble(
            int seconds, int read, double waited, Outcome outcome, String headline, String limit) {
        SyntheticRecord record = steady(seconds);
        for (int second = 1; second <= read; second++) {
            record.resource(second, "injector", "cpu", 0.1).resource(second, "injector", "run-queue-wait", waited);
        }
        InjectorHealth health = health(record);
        assertThat(health.outcome()).isEqualTo(outcome);
        assertThat(health.headline()).isEqualTo(headline);
        assertThat(health.limits()).isEqualTo(limit.isEmpty() ? List.of() : List.of(limit));
    }

    /** Wilson's lower end of k of 60 is above 1 % from k = 3 on: 5 s are what decides in a minute. */
    @ParameterizedTest(name = "{0} s of a minute: {1}")
    @CsvSource({"0, PASS", "1, PASS", "2, WARN", "4, WARN", "5, FAIL", "60, FAIL"})
    void aStumbleIsNoSaturation(int badSeconds, Outcome outcome) {
        assertThat(health(minute("loop-lag", 0.003, badSeconds, 0.4)).outcome()).isEqualTo(outcome);
    }

    private static SyntheticRecord minuteOf(
            String trouble, double bad, int badSeconds, String subject, String name, int stolen) {
        SyntheticRecord record = minute(trouble, 0.003, badSeconds, bad).resource("injector", "starts", 100);
        for (int second = 1; second <= 60; second++) {
            record.resource(
                    second, subject, name, second > 60 - badSeconds && second <= 60 - badSeconds + stolen ? 0.5 : 0);
        }
        return record;
    }

    /** Bad are the last 20 s of a minute. What others had in the second before or after counts as theirs: own are the bad seconds beyond that. */
    @ParameterizedTest(name = "{0} in 20 s, in {4} of them {2} {3}: {5} by {6}")
    @CsvSource({
        "loop-lag, 0.4, host, steal, 0, FAIL, loop-lag",
        "loop-lag, 0.4, host, steal, 20, FAIL, taken-away",
        "loop-lag, 0.4, injector, run-queue-wait, 20, FAIL, taken-away",
        "loop-lag, 0.4, host, steal, 15, FAIL, taken-away", // 4 s are left: a warning
        "loop-lag, 0.4, host, steal, 14, FAIL, loop-lag", // 5 s are left: they alone are too many
        "late-starts, 100, host, steal, 0, FAIL, late-starts",
        "late-starts, 100, host, steal, 20, FAIL, taken-away",
        "late-starts, 100, host, steal, 14, FAIL, late-starts"
    })
    void whoseMachineWasTakenAwayIsNotTooSlow(
            String trouble, double bad, String subject, String name, int seconds, Outcome outcome, String worst) {
        InjectorHealth health = health(minuteOf(trouble, bad, 20, subject, name, seconds));
        assertThat(health.outcome()).isEqualTo(outcome);
        assertThat(Objects.requireNonNull(health.worst()).name()).isEqualTo(worst);
        assertThat(health.wasTakenAway()).isEqualTo(worst.equals("taken-away"));
        assertThat(health.wasDisturbed()).isEqualTo(seconds > 0);
        assertThat(health.disturbedPhases()).isEqualTo(seconds > 0 ? List.of("steady") : List.of());
    }

    /** A fault of the plan is judged by what was measured in its phase, so that it matters who had the machine then; warm-up matters to nobody. */
    @Test
    void phasesOfFaultsAreToldToo() {
        InjectorHealth health = health(new SyntheticRecord(1)
                .warmUp("warm-up", 20)
                .resource("host", "steal", 0.5)
                .phase("steady", "steady", 20, 10)
                .resource("injector", "cpu", 0.2)
                .resource("host", "steal", 0)
                .phase("outage", "fault", 20, 10, 10, Map.of("backend", "429"))
                .resource("host", "steal", 0.5)
                .phase("after", "recovery", 20, 10)
                .resource("host", "steal", 0));
        assertThat(health.wasDisturbed()).isFalse();
        assertThat(health.disturbedPhases()).containsExactly("outage");
    }

    @Test
    void itSaysWhoHadIt() {
        InjectorHealth health = health(minuteOf("loop-lag", 0.4, 20, "host", "steal", 20));
        assertThat(health.limits())
                .containsExactly("event-loop lag p99 400 ms, limit 100 ms,"
                        + " exceeded in 20 of 60 s, all of them during a disturbance");
        assertThat(Objects.requireNonNull(health.disturbance()).words())
                .isEqualTo("the hypervisor gave 16.7 % of the CPUs to other machines"
                        + " (steal; mean, limit 2 %, exceeded in 20 of 60 s)");
    }

    @Test
    void whatItIsTooSlowForByItselfComesFirst() {
        InjectorHealth health =
                health(minuteOf("loop-lag", 0.9, 20, "host", "steal", 20).resource("injector", "cpu", 0.87));
        assertThat(Objects.requireNonNull(health.worst()).name()).isEqualTo("cpu");
    }

    @Test
    void disturbedAndInTimeIsNoFault() {
        InjectorHealth health = health(minuteOf("loop-lag", 0.02, 20, "host", "steal", 20));
        assertThat(health.outcome()).isEqualTo(Outcome.PASS);
        assertThat(health.limits()).isEmpty();
        assertThat(health.wasDisturbed()).isTrue();
    }

    @Test
    void aTakenMachineIsAnIssueOfItsOwnWords() {
        RunRecord run = analysed(minuteOf("loop-lag", 0.4, 20, "host", "steal", 20));
        assertThat(run.issues()).first().satisfies(issue -> {
            assertThat(issue.type()).isEqualTo("INJECTOR_SATURATED");
            assertThat(issue.severity()).isEqualTo(Issue.Severity.CRITICAL);
            assertThat(issue.description()).startsWith("The machine was disturbed: event-loop lag");
        });
    }

    @Test
    void disturbancesOutsideOfTheJudgedPhasesDoNotCount() {
        SyntheticRecord record = new SyntheticRecord(1)
                .warmUp("warm-up", 20)
                .resource("host", "steal", 0.5)
                .phase("steady", "steady", 20, 10)
                .resource("injector", "cpu", 0.2)
                .resource("host", "steal", 0);
        assertThat(health(record).wasDisturbed()).isFalse();
    }

    /** In half an hour 18 s are 1 %; 27 s (1.5 %) have their lower end at 1.03 %, 26 s at 0.99 %. */
    @ParameterizedTest(name = "{0} s of half an hour: {1}")
    @CsvSource({"5, PASS", "18, PASS", "19, WARN", "26, WARN", "27, FAIL"})
    void aLongRunMayStumbleOftener(int badSeconds, Outcome outcome) {
        SyntheticRecord record = new SyntheticRecord(1).phase("steady", "steady", 1800, 10);
        for (int second = 1; second <= 1800; second++) {
            record.resource(second, "injector", "loop-lag", second <= badSeconds ? 0.2 : 0.002);
        }
        assertThat(health(record).outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0} s with {1} of 100 late: {2}")
    @CsvSource({"60, 1, PASS", "1, 100, WARN", "4, 100, WARN", "5, 100, FAIL", "60, 3, FAIL"})
    void lateStarts(int badSeconds, int late, Outcome outcome) {
        SyntheticRecord record = minute("late-starts", 0, badSeconds, late)
                .resource("injector", "starts", 100)
                .resource("injector", "late-start", 0.25);

        InjectorHealth health = health(record);
        assertThat(health.outcome()).isEqualTo(outcome);
        assertThat(health.starts()).isEqualTo(6000);
        assertThat(health.lateStarts()).isEqualTo((long) badSeconds * late);
        assertThat(health.lateStartMillis()).isEqualTo(250, within(0.3));
    }

    /** 1 000 s with 10 starts a second: a pause holds up those of its seconds, and no share of 1 % tells of it. */
    @ParameterizedTest(name = "{0} s of 1 000, {1} s late: {2}")
    @CsvSource({"9, 9, WARN", "2, 2, WARN", "9, 0.9, PASS", "1, 9, PASS"})
    void aStandstillInALongRunIsTold(int seconds, double late, Outcome outcome) {
        SyntheticRecord record = new SyntheticRecord(1).phase("steady", "steady", 1_000, 10);
        for (int second = 1; second <= 1_000; second++) {
            boolean still = second <= seconds;
            record.resource(second, "injector", "loop-lag", 0.002)
                    .resource(second, "injector", "starts", 10)
                    .resource(second, "injector", "late-starts", still ? 10 : 0)
                    .resource(second, "injector", "late-start", still ? late : 0.001);
        }
        InjectorHealth health = health(record);
        assertThat(health.outcome()).isEqualTo(outcome);
        if (outcome == Outcome.WARN) {
            assertThat(health.limits()).singleElement().asString().contains("it paused", "corrected latencies");
        }
    }

    /** 10 /s for 60 s: 600 are planned, and 4 × √600 = 98 fewer may be chance. */
    @ParameterizedTest(name = "{0}: {1} a second, CPU {2}: {3}")
    @CsvSource({
        "open, 10, 0.1, PASS",
        "open, 9, 0.1, PASS",
        "open, 8, 0.1, WARN",
        "open, 8, 0.5, FAIL",
        "closed, 1, 0.5, PASS",
    })
    void arrivalsThatNeverCame(String model, int perSecond, double cpu, Outcome outcome) {
        SyntheticRecord record =
                steady(60).resource("injector", "starts", perSecond).resource("injector", "cpu", cpu);
        InjectorHealth health = health(model.equals("open") ? record.open() : record);
        assertThat(health.outcome()).isEqualTo(outcome);
        if (outcome != Outcome.PASS) {
            assertThat(health.limits()).containsExactly("missing arrivals 20.0 % of the plan, limit 1 %");
        }
    }

    @Test
    void aRunThatWasStoppedMissesNothing() {
        SyntheticRecord record = steady(60).open().stoppedAt(30);
        for (int second = 1; second <= 30; second++) {
            record.resource(second, "injector", "starts", 10).resource(second, "injector", "cpu", 0.6);
        }
        assertThat(health(record).outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest(name = "{0} of 10: {1}")
    @CsvSource({"0, PASS", "1, WARN", "2, FAIL"})
    void droppedArrivals(int dropped, Outcome outcome) {
        SyntheticRecord record =
                steady(60).open().resource("injector", "starts", 10 - dropped).resource("injector", "dropped", dropped);
        assertThat(health(record).outcome()).isEqualTo(outcome);
    }

    @Test
    void aPhaseAtTheLimitIsAWarning() {
        SyntheticRecord record = steady(30)
                .resource("injector", "cpu", 0.2)
                .phase("spike", "spike", 10, 100)
                .resource("injector", "cpu", 0.95);

        InjectorHealth health = health(record);
        assertThat(health.outcome()).isEqualTo(Outcome.WARN);
        assertThat(health.limits()).containsExactly("CPU 95.0 %, limit 85 %, in phase 'spike'");
    }

    @Test
    void aSharedMachineIsAWarning() {
        InjectorHealth health = health(steady(20)
                .resource("injector", "cpu", 0.4)
                .resource("target", "cpu", 0.5)
                .resource("host", "cpu", 0.97));
        assertThat(health.outcome()).isEqualTo(Outcome.WARN);
        assertThat(health.limits()).containsExactly("host CPU 97.0 %, limit 95 % (shared with the target)");
    }

    /** The machine has 2 CPUs, of which it may use half a one: a quarter of them is all of that. */
    @Test
    void aQuotaIsAllThatItHas() {
        SyntheticRecord record = steady(20).resource("injector", "cpu", 0.23).resource("injector", "cpu-quota", 0.5);
        InjectorHealth health = health(record);
        assertThat(health.cpu()).isEqualTo(0.92, within(1e-9));
        assertThat(health.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void theWorstComesFirst() {
        InjectorHealth health = health(
                minute("loop-lag", 0.5, 0, 0).resource("injector", "cpu", 0.9).resource("host", "cpu", 1));
        assertThat(health.limits())
                .containsExactly(
                        "event-loop lag p99 500 ms, limit 100 ms," + " exceeded in 60 of 60 s",
                        "CPU 90.0 %, limit 85 %",
                        "host CPU 100 %, limit 95 % (used by others too)");
        assertThat(Objects.requireNonNull(health.worst()).name()).isEqualTo("loop-lag");
    }

    @Test
    void latenciesAreSymptomsOfIt() {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", 20, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(30_000_000))
                .resource("injector", "cpu", 0.99);

        RunRecord run = analysed(record);
        assertThat(run.issues()).first().satisfies(issue -> {
            assertThat(issue.type()).isEqualTo("INJECTOR_SATURATED");
            assertThat(issue.severity()).isEqualTo(Issue.Severity.CRITICAL);
            assertThat(issue.symptoms()).extracting(Issue::type).contains("HIGH_RESPONSE_TIME");
            assertThat(issue.evidence().metric()).isEqualTo("injector-cpu");
            assertThat(issue.evidence().actual()).isEqualTo(99, within(1e-6));
        });
    }

    @Test
    void aWarningExplainsNothing() {
        SyntheticRecord record = new SyntheticRecord(1)
                .phase("steady", "steady", 20, 10)
                .samples("a", "ok", 10, LatencyLaw.constant(30_000_000))
                .resource("injector", "cpu", 0.3)
                .resource("host", "cpu", 0.96);

        assertThat(analysed(record).issues())
                .filteredOn(issue -> issue.type().equals("INJECTOR_SATURATED"))
                .singleElement()
                .satisfies(issue -> {
                    assertThat(issue.severity()).isEqualTo(Issue.Severity.MEDIUM);
                    assertThat(issue.symptoms()).isEmpty();
                });
    }

    /** Waits with a log-normal law of median 3 ms and a pause of 50 to 400 ms every three minutes or so: worse than what healthy runs show. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#few")
    void aHealthyRunIsNeverDoubted(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SyntheticRecord record = steady(120);
        for (int second = 1; second <= 120; second++) {
            double lag = 0.003 * Math.exp(0.8 * random.nextGaussian());
            lag += random.nextInt(180) == 0 ? 0.05 + 0.35 * random.nextDouble() : 0;
            record.resource(second, "injector", "loop-lag", lag)
                    .resource(second, "injector", "cpu", 0.3 + 0.3 * random.nextDouble())
                    .resource(second, "injector", "gc-pause", random.nextInt(10) == 0 ? 0.1 : 0)
                    .resource(second, "injector", "starts", 200)
                    .resource(second, "injector", "late-starts", lag > 0.1 ? 20 : 0);
        }
        assertThat(health(record).outcome()).isNotEqualTo(Outcome.FAIL);
    }
}
