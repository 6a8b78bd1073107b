package io.orchestress.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.engine.breaker.BreakerLimits;
import io.orchestress.engine.breaker.BreakerRule;
import io.orchestress.engine.breaker.CircuitBreaker;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.record.CounterRow;
import io.orchestress.record.RecordReader;
import io.orchestress.record.RecordWriter;
import io.orchestress.record.ResourceRow;
import io.orchestress.testkit.ManualTime;
import io.orchestress.testkit.StartedRun;
import io.orchestress.workload.LivePlan;
import io.orchestress.workload.Phase;
import io.orchestress.workload.Plan;
import io.orchestress.workload.kind.PhaseKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ticks by hand, at 250 ms of a clock that stands still in between. */
class RunMonitorTest {
    private static final Plan TEN_SECONDS = new Plan(
            "test",
            List.of(
                    new Phase("first", PhaseKind.STEADY, false, 0, 0, 5, 0, 4, 0, Map.of()),
                    new Phase("second", PhaseKind.STEADY, false, 4, 5, 5, 0, 6, 0, Map.of())));
    private static final BreakerLimits LIMITS = new BreakerLimits(
            true,
            Duration.ofSeconds(2),
            Duration.ZERO,
            10,
            Duration.ofSeconds(5),
            List.of(
                    new BreakerRule.ErrorRate(0.5),
                    new BreakerRule.TimeoutRate(0.3),
                    new BreakerRule.MeanResponseTime(Duration.ofSeconds(30))),
            1,
            List.of());

    private static final Plan STEPS = new Plan(
            "test",
            List.of(
                    new Phase("step", PhaseKind.STEP, false, 0, 0, 5, 0, 4, 0, Map.of()),
                    new Phase("recovery", PhaseKind.RECOVERY, false, 4, 5, 5, 0, 6, 0, Map.of())));

    @TempDir
    Path parent;

    private final ManualTime time = new ManualTime();
    private final RunClock clock = new RunClock(time);
    private final Measurements measurements = new Measurements(3);
    private final Measurements.Request request = measurements.request("run");
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private List<ResourceRow> resources = List.of();
    private final List<String> released = new ArrayList<>();
    private int users = 5;
    private RecordWriter writer;
    private RunMonitor monitor;

    @BeforeEach
    void start() throws IOException {
        writer = RecordWriter.create(parent, StartedRun.of("run-1"));
        clock.start();
        writer.loadStarted(StartedRun.of("run-1"), StartedRun.LOAD_STARTED);
        monitor = monitor(TEN_SECONDS);
    }

    @Test
    void whatAgentsDoIsInTheRecordAfterEachSecond() throws IOException {
        for (int second = 0; second < 3; second++) {
            if (second != 1) {
                measurements.count(0, "ask", Counter.TOKENS_OUT, "swift", 40 + second);
                measurements.count(0, "ask", Counter.TASKS_OK, "", 1);
                request.metric(0, Metric.TTFT, 1_000 + second);
            }
            for (int tick = 0; tick < 4; tick++) {
                tick();
            }
        }

        List<CounterRow> rows = new ArrayList<>();
        List<String> series = new ArrayList<>();
        RecordReader reader = RecordReader.open(writer.folder(), RecordReader.Writer.ALIVE);
        reader.forEachTally(rows::add);
        reader.forEachInterval(interval ->
                series.add(interval.series().tag() + " " + interval.totalCount() + " " + interval.endSeconds()));
        assertThat(rows)
                .containsExactly(
                        new CounterRow(1, "first", "ask", "tasks-ok", "", 1),
                        new CounterRow(1, "first", "ask", "tokens-out", "swift", 40),
                        new CounterRow(3, "first", "ask", "tasks-ok", "", 1),
                        new CounterRow(3, "first", "ask", "tokens-out", "swift", 42));
        assertThat(series).containsExactly("first|run|metric.ttft 1 1.0", "first|run|metric.ttft 1 3.0");
    }

    @Test
    void whatStartedAfterThePlanIsRecordedUnderANameOfItsOwn() throws IOException {
        time.advance(Duration.ofSeconds(10));
        request.started();
        request.ended(2, FailureClass.OK, 10_000);
        measurements.count(2, "ask", Counter.TASKS_OK, "", 1);
        for (int tick = 0; tick < 4; tick++) {
            tick();
        }

        List<String> phases = new ArrayList<>();
        RecordReader reader = RecordReader.open(writer.folder(), RecordReader.Writer.ALIVE);
        reader.forEachInterval(interval -> phases.add(interval.series().phase()));
        reader.forEachTally(row -> phases.add(row.phase()));
        assertThat(phases).containsExactly("(after the plan)", "(after the plan)");
    }

    @Test
    void whatWasReadOfResourcesIsInTheRecordAtTheEndOfTheSecond() throws IOException {
        resources = List.of(new ResourceRow(0.9, "target", "cpu", 0.25));
        for (int tick = 0; tick < 4; tick++) {
            tick();
        }

        List<ResourceRow> rows = new ArrayList<>();
        RecordReader.open(writer.folder(), RecordReader.Writer.ALIVE).forEachResource(rows::add);
        assertThat(rows).isEqualTo(resources);
    }

    @Test
    void aSecondOfTheRecordEveryFourTicksAndALineEveryTwoSeconds() throws IOException {
        for (int tick = 0; tick < 20; tick++) {
            request.started();
            request.ended(0, FailureClass.OK, 10_000);
            tick();
        }

        assertThat(Files.readAllLines(writer.folder().resolve("timeseries.csv")))
                .hasSize(6)
                .element(1)
                .asString()
                .startsWith("1.000,first,5,0,4,0,0,0,10");
        assertThat(Files.readAllLines(writer.folder().resolve("timeseries.csv")).get(5))
                .startsWith("5.000,second,5,");
        assertThat(console.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("   2 s/10 s  first        users    5  req/s        4  p95    10.0 ms  errors      0 %"
                        + "  in flight    0  breaker closed");
        assertThat(monitor.stopReason()).isEmpty();
    }

    @Test
    void theBreakerIsAskedAtEveryTick() {
        for (int i = 0; i < 10; i++) {
            request.started();
            request.ended(0, FailureClass.http(500), 1_000);
        }
        tick();

        assertThat(monitor.stopReason())
                .get()
                .isInstanceOfSatisfying(
                        StopReason.BreakerTripped.class,
                        tripped -> assertThat(tripped.trip().atNanos()).isEqualTo(250_000_000L));
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("!! circuit breaker (error-rate): 10 of 10 requests failed");
    }

    /** What began in a fault and times out long after it says nothing of the time after it. */
    @Test
    void whatBeganInAFaultIsNotJudgedAfterIt() {
        measurements.disturbIn(phase -> phase == 0);
        for (int tick = 0; tick < 40; tick++) {
            for (int i = 0; i < 10; i++) {
                request.started();
                request.ended(tick < 30 ? 0 : 1, FailureClass.TIMEOUT, 10_000);
            }
            tick();
            assertThat(monitor.stopReason().isPresent()).isEqualTo(tick >= 30);
        }
    }

    /** A folder that hangs, as one on a network does: the record waits, the breaker does not. */
    @Test
    void theBreakerLooksWhileNothingCanBeRecorded() throws InterruptedException {
        CountDownLatch recording = new CountDownLatch(1);
        CountDownLatch recorded = new CountDownLatch(1);
        RunMonitor real = monitor(TEN_SECONDS, new SecondListener() {
            @Override
            public void secondEnds(double nowSeconds, long inFlight) throws IOException {
                recording.countDown();
                try {
                    recorded.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        real.start();
        recording.await();
        for (int i = 0; i < 10; i++) {
            request.started();
            request.ended(0, FailureClass.http(500), 1_000);
        }
        while (real.stopReason().isEmpty()) {
            Thread.onSpinWait();
        }
        assertThat(real.stopReason()).get().isInstanceOf(StopReason.BreakerTripped.class);
        assertThat(recorded.getCount()).isEqualTo(1);
        assertThatThrownBy(() -> real.stop(Duration.ofMillis(20)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("still being written");
        recorded.countDown();
    }

    @Test
    void aRecordThatHangsForTooLongEndsTheRun() throws InterruptedException {
        CountDownLatch recording = new CountDownLatch(1);
        CountDownLatch recorded = new CountDownLatch(1);
        RunMonitor hanging = monitor(TEN_SECONDS, new SecondListener() {
            @Override
            public void secondEnds(double nowSeconds, long inFlight) throws IOException {
                recording.countDown();
                try {
                    recorded.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        });
        Thread recorder = new Thread(hanging::guardedSecond);
        recorder.start();
        recording.await();
        users = 0;
        time.advanceMillis(30_000);
        hanging.guardedLook();
        assertThat(hanging.stopReason()).isEmpty();
        time.advanceMillis(1);
        hanging.guardedLook();
        assertThat(hanging.stopReason()).get().isInstanceOf(StopReason.RecordFailed.class);
        recorded.countDown();
        recorder.join();
    }

    @Test
    void theFirstReasonStays() {
        theBreakerIsAskedAtEveryTick();
        StopReason first = monitor.stopReason().orElseThrow();
        ticks(60);

        assertThat(monitor.stopReason()).contains(first);
    }

    @Test
    void theBreakerPausesInAFault() {
        Plan withFault = new Plan(
                "test",
                List.of(
                        new Phase("fault", PhaseKind.FAULT, true, 0, 0, 5, 0, 4, 0, Map.of()),
                        new Phase("after", PhaseKind.RECOVERY, false, 4, 5, 5, 0, 6, 0, Map.of())));
        RunMonitor pausing = monitor(withFault);
        for (int tick = 0; tick < 40; tick++) {
            for (int i = 0; i < 10; i++) {
                request.started();
                request.ended(0, tick < 15 || tick >= 24 ? FailureClass.TIMEOUT : FailureClass.OK, 10_000);
            }
            tick(pausing);
            if (tick == 23) {
                assertThat(pausing.stopReason()).as("only well since the fault").isEmpty();
            }
        }
        assertThat(pausing.stopReason())
                .get()
                .extracting(StopReason::sentence)
                .asString()
                .startsWith("circuit breaker (");
        assertThat(console.toString(StandardCharsets.UTF_8)).contains("breaker paused");
    }

    @Test
    void usersThatOutliveTheDrainAreNotWaitedFor() {
        ticks(52);
        assertThat(monitor.stopReason()).as("at 13 s, the end of the drain").isEmpty();
        tick();

        assertThat(monitor.stopReason())
                .get()
                .extracting(StopReason::sentence)
                .isEqualTo("5 users were still busy 3 s after the last phase (orchestress.load.drain)");
    }

    @Test
    void usersThatLeaveInTimeAre() {
        ticks(51);
        users = 0;
        ticks(20);

        assertThat(monitor.stopReason()).isEmpty();
    }

    @Test
    void aTripInAStepTakesTheLoadBackOnceAndTheBreakerRests() {
        monitor = monitor(STEPS);
        for (int tick = 0; tick < 20; tick++) {
            for (int i = 0; i < 5; i++) {
                request.started();
                request.ended(0, FailureClass.TIMEOUT, 10_000);
            }
            tick();
        }

        assertThat(released).containsExactly("error-rate");
        assertThat(monitor.stopReason()).isEmpty();
        assertThat(console.toString(StandardCharsets.UTF_8))
                .contains("!! circuit breaker (error-rate): ", "!! skipping the remaining steps", "breaker paused");
    }

    @Test
    void aTripElsewhereIsNobodysToTakeBack() {
        for (int tick = 0; tick < 20; tick++) {
            for (int i = 0; i < 5; i++) {
                request.started();
                request.ended(0, FailureClass.TIMEOUT, 10_000);
            }
            tick();
        }

        assertThat(released).isEmpty();
        assertThat(monitor.stopReason()).isPresent();
    }

    @Test
    void aRecordThatCannotBeWrittenEndsTheRun() {
        writer.close();
        request.started();
        request.ended(0, FailureClass.OK, 10_000);
        ticks(4);

        assertThat(monitor.stopReason())
                .get()
                .isInstanceOfSatisfying(
                        StopReason.RecordFailed.class,
                        failed -> assertThat(failed.why()).contains("cannot write to " + writer.folder()));
    }

    @Test
    void theSecondUnderWayIsRecordedAtTheEnd() throws IOException {
        ticks(6);
        request.started();
        request.ended(0, FailureClass.OK, 10_000);
        time.advanceMillis(100);
        monitor.stop(Duration.ofSeconds(5));

        assertThat(Files.readAllLines(writer.folder().resolve("timeseries.csv")).get(2))
                .startsWith("1.600,first,5,0,1,0,0,0,10");
    }

    private RunMonitor monitor(Plan plan) {
        return monitor(plan, SecondListener.NONE);
    }

    private RunMonitor monitor(Plan plan, SecondListener listener) {
        return new RunMonitor(
                LivePlan.fixed(plan),
                Duration.ofSeconds(3),
                clock,
                measurements,
                Optional.of(new CircuitBreaker(LIMITS)),
                () -> resources,
                new SecondsRecorder(LivePlan.fixed(plan), measurements, writer, () -> {}, listener),
                new ProgressConsole(
                        new ProgressView.Lines(new PrintStream(console, true, StandardCharsets.UTF_8)),
                        LivePlan.fixed(plan),
                        2),
                () -> users,
                reason -> {
                    released.add(reason.trip().rule());
                    return plan == STEPS;
                });
    }

    private void ticks(int count) {
        for (int i = 0; i < count; i++) {
            tick();
        }
    }

    private void tick() {
        tick(monitor);
    }

    private void tick(RunMonitor ticked) {
        time.advanceMillis(250);
        ticked.guardedLook();
        if (clock.nanos() % 1_000_000_000L == 0) {
            ticked.guardedSecond();
        }
    }
}
