package io.orchestress.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

/** What a target may not do to the memory of a run, and that nothing is lost for it. */
class BoundsTest {
    @Test
    void aTargetThatInventsNamesGetsTwoHundredOfEachKind() {
        Measurements measurements = new Measurements(1);
        for (int i = 0; i < 100_000; i++) {
            measurements.namedByAnswer("task_" + i).metric(0, Metric.STEP, 1_000);
            measurements.count(0, "run", Counter.TOKENS_OUT, "model " + i, 1);
            measurements.count(0, "run", Counter.ROUTED_WRONG, "sage>agent " + i, 1);
        }

        Set<String> steps = new HashSet<>();
        AtomicLong samples = new AtomicLong();
        measurements.drainMetrics((phase, name, metric, interval) -> {
            steps.add(name);
            samples.addAndGet(interval.getTotalCount());
        });
        Map<Measurements.TallyKey, Long> tallies = measurements.tallies();
        assertThat(steps).hasSize(201).contains("task_0", "task_199", Measurements.OTHERS);
        assertThat(samples).hasValue(100_000);
        assertThat(tallies).hasSize(402);
        assertThat(tallies.values().stream().mapToLong(n -> n).sum()).isEqualTo(200_000);
        assertThat(measurements.boundsMet())
                .containsExactly(
                        "more than 200 names of agents: further ones are '(others)'",
                        "more than 200 names of models: further ones are '(others)'",
                        "more than 200 names of steps: further ones are '(others)'");
    }

    @Test
    void longNamesAreCutButNotWithinACharacter() {
        BoundedNames names = new BoundedNames("steps", 2);
        assertThat(names.of("x".repeat(200))).hasSize(200);
        assertThat(names.met()).isEmpty();
        assertThat(names.of("y".repeat(1 << 20))).hasSize(200).endsWith("y…");
        assertThat(names.of("z" + "😀".repeat(1 << 10))).isEqualTo(Measurements.OTHERS);
        assertThat(new BoundedNames("steps", 2).of("😀".repeat(1 << 10)))
                .hasSize(199)
                .endsWith("😀…");
        assertThat(names.met())
                .hasValue(
                        "more than 2 names of steps: further ones are '(others)'; names of steps longer than 200 characters: they are cut");
    }

    @Test
    void everyValueIsCountedWhereHdrHistogramCountsIt() {
        Histogram theirs = new Histogram(1, Measurements.LONGEST_MICROS, Measurements.SIGNIFICANT_DIGITS);
        for (long value = 1; value <= Measurements.LONGEST_MICROS; value += 1 + value / 3_000) {
            int index = IntervalRecorder.index(value);
            assertThat(IntervalRecorder.lowest(index)).isEqualTo(theirs.lowestEquivalentValue(value));
            assertThat(IntervalRecorder.index(theirs.highestEquivalentValue(value)))
                    .isEqualTo(index);
        }
    }

    /** Phases are let go while they are written to, which only very late requests do. */
    @Test
    void nothingIsLostWhenAPhaseIsLetGo() throws InterruptedException {
        Measurements measurements = new Measurements(1);
        Measurements.Request run = measurements.request("run");
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong written = new AtomicLong();
        Runnable writing = () -> {
            long n = 0;
            while (!stop.get() || n < 1_000) {
                run.ended(0, FailureClass.http((int) (n % 7) + 500), 1 + n % 100_000);
                run.metric(0, Metric.STEP, 1 + n % 1_000);
                n++;
            }
            written.addAndGet(n);
        };
        Thread[] writers = {new Thread(writing), new Thread(writing), new Thread(writing)};
        for (Thread writer : writers) {
            writer.start();
        }
        long[] read = new long[2];
        for (int i = 0; i < 2_000; i++) {
            drain(measurements, read);
        }
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        drain(measurements, read);
        drain(measurements, read);
        assertThat(read).containsExactly(written.get(), written.get());
    }

    private static void drain(Measurements measurements, long[] read) {
        measurements.drain(
                phase -> true,
                (phase, request, outcome, interval) -> read[0] += interval.getTotalCount(),
                (phase, request, metric, interval) -> read[1] += interval.getTotalCount());
    }

    @Test
    void whatThisSideCouldNotDoIsNoFailureOfTheTarget() {
        Measurements measurements = new Measurements(1);
        Measurements.Request run = measurements.request("run");
        for (FailureClass outcome :
                java.util.List.of(FailureClass.OK, FailureClass.TLS, FailureClass.INJECTOR, FailureClass.INJECTOR)) {
            run.started();
            run.ended(0, outcome, 1_000);
        }
        assertThat(measurements.counters()).isEqualTo(new Measurements.Counters(1, 1, 0, 2_000, 4, 2));
        assertThat(measurements.counters().ended()).isEqualTo(2);
        assertThat(measurements.counters().inFlight()).isZero();
    }
}
