package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.config.Settings;
import io.orchestress.engine.RunClock;
import io.orchestress.gatling.task.TaskMarks;
import io.orchestress.gatling.trace.RunTracing;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Transports;
import io.orchestress.record.task.TaskLog;
import io.orchestress.record.task.TaskRow;
import io.orchestress.testkit.ManualTime;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualUserTest {
    private static final Plan MINUTE =
            new Plan("test", List.of(new Phase("steady", PhaseKind.STEADY, false, 0, 0, 100, 0, 60, 0, Map.of())));
    private static final Plan TWO_PHASES = new Plan(
            "test",
            List.of(
                    new Phase("a", PhaseKind.STEADY, false, 0, 0, 1, 0, 10, 0, Map.of()),
                    new Phase("b", PhaseKind.STEADY, false, 10, 1, 1, 0, 10, 0, Map.of())));
    private static final Settings.Slo SLO =
            new Settings.Slo(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(10));
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Transports NO_WIRES = loop -> {
        throw new AssertionError("these users call nothing");
    };

    private final Measurements measurements = new Measurements(1);

    /**
     * 100 users with a pace of 1 s; the server takes 50 ms and freezes from 30 s to 35 s. The ideal open-model client sends at
     * every intended start and waits for the end of the freeze. Its latencies are computed here, one by one.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void correctedPercentilesAreThoseOfAnOpenModelClient(long seed) {
        DoubleUnaryOperator answeredAt = sent -> (sent >= 30 && sent < 35 ? 35 : sent) + 0.050;
        SplittableRandom random = new SplittableRandom(seed);
        List<Double> ideal = new ArrayList<>();
        for (int user = 0; user < 100; user++) {
            double first = random.nextDouble();
            drive(first, 60, 1.0, answeredAt);
            for (double intended = first; intended < 60; intended += 1) {
                ideal.add(answeredAt.applyAsDouble(intended) - intended);
            }
        }
        Collections.sort(ideal);
        Map<String, Histogram> recorded = drain();
        Histogram plain = recorded.get("ok");
        Histogram corrected = recorded.get("corrected");

        assertThat((double) corrected.getTotalCount()).isCloseTo(ideal.size(), within(100.0));
        assertThat(plain.getTotalCount()).as("it does not catch up").isLessThan(ideal.size() - 300);
        for (double percentile : new double[] {50, 90, 95, 99, 99.9}) {
            double exact = 1e6 * ideal.get((int) Math.ceil(percentile / 100 * ideal.size()) - 1);
            assertThat((double) corrected.getValueAtPercentile(percentile))
                    .as("p%s", percentile)
                    .isCloseTo(exact, within(0.01 * exact));
        }
        assertThat(plain.getValueAtPercentile(95))
                .as("the plain p95 hides the freeze")
                .isLessThan(60_000);
        assertThat(corrected.getValueAtPercentile(95)).isGreaterThan(1_000_000);
    }

    /** Held by "run", which began at 0 s: 1 and 2 s were omitted, and the iteration meant for 3 s came at 3.4 s. */
    @Test
    void theOtherRequestsOfALateIterationCountOncePerOmittedStart() {
        ManualTime time = new ManualTime();
        VirtualUser user = user(time, 1.0);
        iterate(user, time, 3.4);
        assertThat(user.untilNextStartNanos()).isZero();
        user.iterationStarts();
        request(user, time, "first", 0.1, false);
        request(user, time, "second", 0.2, false);
        user.iterationEnds();
        assertThat(user.untilNextStartNanos()).as("goes on at 4 s").isEqualTo(300_000_000);

        Map<String, List<Long>> corrected = corrected();
        assertThat(corrected.get("run"))
                .usingElementComparator(withinHalfAPercent())
                .containsExactly(1_400_000L, 2_400_000L, 3_400_000L);
        assertThat(corrected.get("first"))
                .usingElementComparator(withinHalfAPercent())
                .containsExactly(400_000L);
        assertThat(corrected.get("second"))
                .usingElementComparator(withinHalfAPercent())
                .containsExactly(200_000L, 200_000L, 200_000L);
    }

    @Test
    void anOmittedStartBelongsToItsOwnPhase() {
        Measurements two = new Measurements(2);
        ManualTime time = new ManualTime();
        VirtualUser user = VirtualUser.ofClosed(run(TWO_PHASES, time, two), 1_000_000_000);
        time.advanceMillis(7_500);
        for (double seconds : new double[] {4.2, 0.1}) {
            time.advanceMillis(user.untilNextStartNanos() / 1e6);
            user.iterationStarts();
            request(user, time, two.request("run"), seconds, false);
            user.iterationEnds();
        }

        Map<Integer, Long> corrected = new TreeMap<>();
        two.drain((phase, request, outcome, interval) -> {
            if (outcome.label().equals("corrected")) {
                corrected.merge(phase, interval.getTotalCount(), Long::sum);
            }
        });
        assertThat(corrected)
                .as("7.5 s; then 8.5 and 9.5 s before, 10.5 and 11.5 s after the border at 10 s")
                .isEqualTo(Map.of(0, 3L, 1, 2L));
    }

    /** An arrival has no schedule yet: what it asks for is in its own phase, and once. */
    @Test
    void requestsBeforeTheFirstIterationAreTheirOwnCorrection() {
        Measurements two = new Measurements(3);
        ManualTime time = new ManualTime();
        LoadRun run = run(TWO_PHASES, time, two);
        VirtualUser user = VirtualUser.ofClosed(run, 1_000_000_000);
        time.advanceMillis(11_000);
        request(user, time, two.request("spawn agent"), 4, false);
        user.iterationStarts();
        request(user, time, two.request("run"), 0.1, false);
        user.iterationEnds();
        user.leave();

        assertThat(samples(two))
                .containsExactly("1|run|corrected 1", "1|run|ok 1", "1|spawn agent|corrected 1", "1|spawn agent|ok 1");
    }

    /** Due at 9 s, came at 12 s: the load generator paused. */
    @Test
    void whatAnArrivalIsLateByIsInItsFirstRequestAndInItsTask() {
        Measurements two = new Measurements(3);
        ManualTime time = new ManualTime();
        LoadRun run = run(TWO_PHASES, time, two);
        time.advanceMillis(12_000);
        VirtualUser user = VirtualUser.ofOpen(run, 9_000_000_000L);
        user.taskStarts(new TaskSpan("task", "", 1, run.clock().nanos(), SLO));
        request(user, time, two.request("run"), 0.5, false);
        request(user, time, two.request("poll"), 0.25, false);
        user.taskEnds(false);
        user.leave();

        assertThat(samples(two))
                .containsExactly("0|run|corrected 1", "1|poll|corrected 1", "1|poll|ok 1", "1|run|ok 1");
        Map<String, Long> tasks = new TreeMap<>();
        two.drainMetrics((phase, name, metric, interval) -> tasks.put(metric.label(), interval.getMaxValue() / 1000));
        assertThat(tasks).isEqualTo(Map.of("task", 750L, "task-corrected", 3_751L));
    }

    /** 10 arrivals a second for 1 000 s; from 500 s on the injector stands still for 9 s. The target answers in 20 ms throughout. */
    @Test
    void aPauseOfTheInjectorIsInTheCorrectedTail() {
        ManualTime time = new ManualTime();
        Measurements quarterHour = new Measurements(2);
        Phase phase = new Phase("steady", PhaseKind.STEADY, false, 0, 0, 10, 0, 1_000, 0, Map.of());
        LoadRun run = run(new Plan("test", List.of(phase)), time, quarterHour);
        for (int i = 0; i < 10_000; i++) {
            double due = i / 10.0;
            double comes = due >= 500 && due < 509 ? 509 : due;
            time.advanceMillis(Math.max(0, 1000 * (comes - run.clock().seconds())));
            VirtualUser user = VirtualUser.ofOpen(run, Math.round(due * 1e9));
            user.requestStarts(quarterHour.request("run"), false);
            user.callEnds(FailureClass.OK, run.clock().nanos() + 20_000_000);
            user.leave();
        }
        Map<String, Histogram> recorded = drain(quarterHour);
        assertThat(recorded.get("ok").getValueAtPercentile(99.9)).isCloseTo(20_000, within(50L));
        assertThat(recorded.get("corrected").getValueAtPercentile(99.9)).isBetween(7_900_000L, 8_200_000L);
        assertThat(recorded.get("corrected").getMaxValue()).isCloseTo(9_020_000, within(10_000L));
    }

    /** Parsing and judging it took us 500 ms. */
    @Test
    void theLatencyOfACallEndsWhenItsAnswerWasRead() {
        ManualTime time = new ManualTime();
        VirtualUser user = user(time, 0);
        user.callStarts(measurements.request("run"), false, time.nanos());
        time.advanceMillis(20);
        long read = user.run().clock().nanosAt(time.nanos());
        time.advanceMillis(500);
        user.callEnds(FailureClass.OK, read);

        assertThat(drain().get("ok").getMaxValue()).isCloseTo(20_000, within(20L));
    }

    /** The user works on a task of 3.4 s with a pace of 1 s: the tasks meant meanwhile are in the second view, as long as the task itself. */
    @Test
    void aTaskIsCorrectedFromItsIntendedStart() {
        ManualTime time = new ManualTime();
        LoadRun run = run(time);
        VirtualUser user = VirtualUser.ofClosed(run, 1_000_000_000);
        for (double seconds : new double[] {3.4, 0.4}) {
            user.iterationStarts();
            user.taskStarts(new TaskSpan("task", "", 0, run.clock().nanos(), SLO));
            request(user, time, "run", seconds, false);
            user.taskEnds(false);
            user.iterationEnds();
        }
        List<Long> millis = new ArrayList<>();
        measurements.drainMetrics((phase, name, metric, interval) -> {
            if (metric == Metric.TASK_CORRECTED) {
                interval.recordedValues()
                        .forEach(v -> millis.addAll(Collections.nCopies(
                                (int) v.getCountAtValueIteratedTo(), v.getValueIteratedTo() / 1000)));
            }
        });
        assertThat(millis).usingElementComparator(withinHalfAPercent()).containsExactly(400L, 1_400L, 2_400L, 3_400L);
    }

    private static List<String> samples(Measurements of) {
        List<String> samples = new ArrayList<>();
        of.drain((phase, request, outcome, interval) ->
                samples.add(phase + "|" + request + "|" + outcome + " " + interval.getTotalCount()));
        Collections.sort(samples);
        return samples;
    }

    @Test
    void withoutAPaceNothingIsCorrected() {
        ManualTime time = new ManualTime();
        VirtualUser user = user(time, 0);
        iterate(user, time, 3.4);
        iterate(user, time, 0.1);

        assertThat(drain()).containsOnlyKeys("ok");
    }

    @ParameterizedTest(name = "status {0}, {1} s, protocol error {2}: {3}")
    @CsvSource({
        "0, 10, false, timeout",
        "0, 10.5, false, timeout",
        "0, 9.9, false, connection",
        "0, 0.1, false, connection",
        "200, 0.1, false, check",
        "200, 11, false, check",
        "302, 0.1, false, http-302",
        "400, 0.1, false, http-400",
        "503, 11, false, http-503",
        "999, 0.1, false, http-999",
        "200, 0.1, true, protocol",
        "429, 0.1, true, http-429",
    })
    void failuresAreClassified(int status, double seconds, boolean protocolError, String outcome) {
        ManualTime time = new ManualTime();
        VirtualUser user = user(time, 0);
        user.iterationStarts();
        user.requestStarts(measurements.request("run"), false);
        time.advanceMillis(1000 * seconds);
        if (status > 0) {
            user.answered(status, null);
        }
        if (protocolError) {
            user.answer().saysError();
        }
        user.requestEnds(true, "");

        assertThat(drain()).containsOnlyKeys(outcome);
    }

    /** What could not be sent for want of something of this side's is counted with its reason, and the task is no failed one. */
    @ParameterizedTest
    @CsvSource({
        "j.n.ConnectException: Connection refused, connection, 0",
        "j.n.UnknownHostException: agents.test: Name or service not known, dns, 0",
        "i.n.h.s.NotSslRecordException, tls, 0",
        "j.n.BindException: Cannot assign requested address, injector, 1",
        "j.n.SocketException: Too many open files, injector, 1",
        "Failed to build request second: No attribute named 'nope' is defined, injector, 1",
    })
    void aRequestThatWasNotAnsweredIsClassifiedByTheWordsOfGatling(String said, String outcome, long notSent) {
        VirtualUser user = user(new ManualTime(), 0);
        user.requestStarts(measurements.request("run"), false);
        user.requestEnds(true, said);
        user.failed("run");

        assertThat(drain().keySet()).isEqualTo(notSent == 0 ? Set.of(outcome) : Set.of());
        assertThat(measurements.tallies())
                .isEqualTo(
                        notSent == 0
                                ? Map.of()
                                : Map.of(
                                        new Measurements.TallyKey(
                                                0,
                                                "run",
                                                said.startsWith("Failed to build")
                                                        ? Counter.SIMULATION_FAILED
                                                        : Counter.NOT_SENT,
                                                said),
                                        notSent));
    }

    /** Code between two requests that throws leaves out what was to follow: no request tells it. */
    @ParameterizedTest
    @CsvSource({"OK, 1", "http-500, 0"})
    void whatTheCodeOfASimulationLeavesOutIsNotSent(String outcome, long notSent) {
        VirtualUser user = user(new ManualTime(), 0);
        user.iterationStarts();
        user.requestStarts(measurements.request("run"), false);
        user.answered(outcome.equals("OK") ? 200 : 500, null);
        user.requestEnds(!outcome.equals("OK"), "");
        user.endsFailed();
        user.iterationEnds();

        assertThat(measurements.tallies().values()).containsExactlyElementsOf(Collections.nCopies((int) notSent, 1L));
    }

    @Test
    void latencyEndsWithTheAnswerNotWithItsChecks() {
        ManualTime time = new ManualTime();
        VirtualUser user = user(time, 0);
        user.requestStarts(measurements.request("run"), false);
        time.advanceMillis(20);
        user.answered(200, null);
        time.advanceMillis(500);
        user.requestEnds(false, "");

        assertThat(drain().get("ok").getMaxValue()).isCloseTo(20_000, within(20L));
    }

    @Test
    void aMarkedTaskEndsWithTheAnswerNotWithItsChecks(@TempDir Path folder) throws IOException {
        ManualTime time = new ManualTime();
        VirtualUser user = user(time, 0);
        try (TaskMarks marks = TaskMarks.of(1, time, TaskLog.open(folder, time), phase -> "steady")) {
            TaskSpan task = new TaskSpan("run task", "", 0, 0, SLO);
            task.isTraced(marks.begin(0, "run task", "", 1, "", ""));
            user.taskStarts(task);
            user.requestStarts(measurements.request("run"), false);
            time.advanceMillis(20);
            user.answered(200, null);
            time.advanceMillis(500);
            user.requestEnds(false, "");
            task.trace().orElseThrow().ends(false);
        }
        List<TaskRow> rows = new ArrayList<>();
        TaskLog.read(folder, rows::add);
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).endNanos()).isPositive().isLessThanOrEqualTo(System.nanoTime() - 500_000_000);
    }

    @Test
    void aRequestInFlightAtTheEndIsUnfinishedAndItsLateAnswerCountsNoMore() {
        ManualTime time = new ManualTime();
        LoadRun run = run(time);
        VirtualUser user = VirtualUser.ofClosed(run, 0);
        run.users().enter(user);
        user.requestStarts(measurements.request("run"), false);
        time.advanceMillis(700);
        run.end();
        time.advanceMillis(700);
        user.answered(200, null);
        user.requestEnds(false, "");

        assertThat(run.isStopping()).isTrue();
        assertThat(drain()).containsOnlyKeys("unfinished");
        assertThat(measurements.counters().ended()).isEqualTo(1);
    }

    @Test
    void whetherTheSessionHadFailedBeforeIsGivenBack() {
        VirtualUser user = user(new ManualTime(), 0);
        user.requestStarts(measurements.request("run"), true);
        assertThat(user.requestEnds(false, "")).isTrue();
        user.requestStarts(measurements.request("run"), false);
        assertThat(user.requestEnds(true, "")).isFalse();
    }

    @Test
    void aRequestBelongsToThePhaseInWhichItStarted() {
        Measurements two = new Measurements(2);
        ManualTime time = new ManualTime();
        VirtualUser user = VirtualUser.ofClosed(run(TWO_PHASES, time, two), 0);
        time.advanceMillis(9_999);
        user.requestStarts(two.request("run"), false);
        time.advanceMillis(5_000);
        user.requestEnds(false, "");

        List<Integer> phases = new ArrayList<>();
        two.drain((phase, request, outcome, interval) -> phases.add(phase));
        assertThat(phases).containsExactly(0);
    }

    @Test
    void aTaskUnderWayAtTheEndIsUnfinishedAndItsLateEndCountsNoMore() {
        ManualTime time = new ManualTime();
        LoadRun run = run(time);
        VirtualUser user = VirtualUser.ofClosed(run, 0);
        run.users().enter(user);
        Settings.Slo slo = new Settings.Slo(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(1));
        user.taskStarts(new TaskSpan("task", "", 0, 0, slo));
        user.taskEnds(false);
        user.taskStarts(new TaskSpan("task", "", 0, 0, slo));
        run.end();
        user.taskEnds(false);

        Map<Counter, Long> tallies = new TreeMap<>();
        measurements.tallies().forEach((key, n) -> tallies.put(key.tally(), n));
        assertThat(tallies)
                .isEqualTo(Map.of(Counter.TASKS_OK, 1L, Counter.TASKS_GOOD, 1L, Counter.TASKS_UNFINISHED, 1L));
        assertThat(user.isAbandoned()).isTrue();
    }

    @Test
    void whatStartsAtOrAfterTheEndOfThePlanBelongsToNoPhase() {
        Measurements three = new Measurements(3);
        ManualTime time = new ManualTime();
        VirtualUser user = VirtualUser.ofClosed(run(TWO_PHASES, time, three), 1_000_000_000);
        time.advanceMillis(19_000);
        user.iterationStarts();
        for (String name : List.of("submit", "poll", "poll")) {
            request(user, time, three.request(name), 0.5, false);
        }

        Map<String, Long> counts = new TreeMap<>();
        three.drain((phase, request, outcome, interval) ->
                counts.merge(phase + " " + request + " " + outcome.label(), interval.getTotalCount(), Long::sum));
        assertThat(counts)
                .isEqualTo(Map.of(
                        "1 submit ok", 1L,
                        "1 submit corrected", 1L,
                        "1 poll ok", 1L,
                        "1 poll corrected", 1L,
                        "2 poll ok", 1L,
                        "2 poll corrected", 1L));
    }

    /** One user from its first start to the end of the run. */
    private void drive(double first, double end, double pace, DoubleUnaryOperator answeredAt) {
        ManualTime time = new ManualTime();
        VirtualUser user = user(time, pace);
        time.advanceMillis(1000 * first);
        while (true) {
            time.advanceMillis(user.untilNextStartNanos() / 1e6);
            double now = time.nanos() / 1e9;
            if (now >= end) {
                return;
            }
            user.iterationStarts();
            request(user, time, "run", answeredAt.applyAsDouble(now) - now, false);
            user.iterationEnds();
        }
    }

    private void iterate(VirtualUser user, ManualTime time, double seconds) {
        time.advanceMillis(user.untilNextStartNanos() / 1e6);
        user.iterationStarts();
        request(user, time, "run", seconds, false);
        user.iterationEnds();
    }

    private void request(VirtualUser user, ManualTime time, String name, double seconds, boolean fails) {
        request(user, time, measurements.request(name), seconds, fails);
    }

    private static void request(
            VirtualUser user, ManualTime time, Measurements.Request request, double seconds, boolean fails) {
        user.requestStarts(request, false);
        time.advanceMillis(1000 * seconds);
        user.answered(200, null);
        user.requestEnds(fails, "");
    }

    private VirtualUser user(ManualTime time, double paceSeconds) {
        return VirtualUser.ofClosed(run(time), Math.round(paceSeconds * 1e9));
    }

    private LoadRun run(ManualTime time) {
        return run(MINUTE, time, measurements);
    }

    private static LoadRun run(Plan plan, ManualTime time, Measurements measurements) {
        RunClock clock = new RunClock(time);
        clock.start();
        return new LoadRun(
                LivePlan.fixed(plan),
                clock,
                measurements,
                new VirtualUsers(),
                TIMEOUT.toNanos(),
                NO_WIRES,
                new FailureLog(new Excerpt(List.of())),
                new UnreadSources(System.err),
                Optional.empty(),
                Optional.empty(),
                RunTracing.OFF,
                Optional::empty,
                Optional.empty());
    }

    private Map<String, Histogram> drain() {
        return drain(measurements);
    }

    private static Map<String, Histogram> drain(Measurements of) {
        Map<String, Histogram> byOutcome = new TreeMap<>();
        of.drain((phase, request, outcome, interval) -> byOutcome
                .computeIfAbsent(outcome.label(), label -> new Histogram(interval))
                .add(interval));
        return byOutcome;
    }

    private Map<String, List<Long>> corrected() {
        Map<String, List<Long>> values = new TreeMap<>();
        measurements.drain((phase, name, outcome, interval) -> {
            if (outcome.label().equals("corrected")) {
                interval.recordedValues()
                        .forEach(v -> values.computeIfAbsent(name, n -> new ArrayList<>())
                                .addAll(Collections.nCopies(
                                        (int) v.getCountAtValueIteratedTo(), v.getValueIteratedTo())));
            }
        });
        return values;
    }

    private static Comparator<Long> withinHalfAPercent() {
        return (a, b) -> Math.abs(a - b) <= 0.005 * b ? 0 : Long.compare(a, b);
    }
}
