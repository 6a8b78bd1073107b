package io.orchestress.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementsTest {
    /** It has the name of its tenant before it, once, whoever counts. */
    @Test
    void aRequestOfAViewCountsUnderOneName() {
        Measurements all = new Measurements(1);
        Measurements ofTenant = all.named("quiet/");
        ofTenant.count(0, "ask", Counter.TASKS_OK, "", 1);
        ofTenant.request("ask").count(0, Counter.REQUESTS_LEFT, "", 2);

        assertThat(all.tallies())
                .containsOnly(
                        Map.entry(new Measurements.TallyKey(0, "quiet/ask", Counter.TASKS_OK, ""), 1L),
                        Map.entry(new Measurements.TallyKey(0, "quiet/ask", Counter.REQUESTS_LEFT, ""), 2L));
    }

    @Test
    void intervalsAreByPhaseRequestAndOutcome() {
        Measurements measurements = new Measurements(2);
        Measurements.Request run = measurements.request("run");
        run.ended(0, FailureClass.OK, 1_000);
        run.ended(1, FailureClass.OK, 2_000);
        run.ended(1, FailureClass.http(429), 3_000);
        measurements.request("poll").ended(1, FailureClass.TIMEOUT, 4_000);

        assertThat(drain(measurements))
                .containsExactlyInAnyOrderEntriesOf(new TreeMap<>(
                        java.util.Map.of("0/run/ok", 1L, "1/run/ok", 1L, "1/run/http-429", 1L, "1/poll/timeout", 1L)));
        assertThat(drain(measurements)).as("what was taken is gone").isEmpty();
    }

    @Test
    void countersTellWhatIsInFlight() {
        Measurements measurements = new Measurements(1);
        Measurements.Request run = measurements.request("run");
        for (int i = 0; i < 5; i++) {
            run.started();
        }
        run.ended(0, FailureClass.OK, 1_000);
        run.ended(0, FailureClass.TIMEOUT, 9_000);
        run.corrected(0, 50_000, 1);

        assertThat(measurements.counters()).isEqualTo(new Measurements.Counters(1, 1, 1, 10_000, 5));
        assertThat(measurements.counters().inFlight()).isEqualTo(3);
    }

    @Test
    void whatIsLongerThanTheRangeIsCountedAndNotClamped() {
        Measurements measurements = new Measurements(1);
        Measurements.Request run = measurements.request("run");
        run.ended(0, FailureClass.OK, Measurements.LONGEST_MICROS);
        run.ended(0, FailureClass.OK, Measurements.LONGEST_MICROS + 1);
        run.ended(0, FailureClass.OK, 0);

        assertThat(measurements.overRange()).isEqualTo(1);
        assertThat(drain(measurements)).containsEntry("0/run/ok", 2L);
        assertThat(measurements.counters().ok()).isEqualTo(3);
    }

    /** Percentiles against the exact order statistic of the same samples, over three shapes that agents show. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void percentilesAreWithinATenthOfAPercentOfExact(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] samples = new long[50_000];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = 1
                    + (long)
                            switch ((int) (seed % 3)) {
                                case 0 -> 20_000 * Math.exp(0.8 * gaussian(random));
                                case 1 -> -50_000 * Math.log(1 - random.nextDouble());
                                default ->
                                    random.nextDouble() < 0.985 ? 10_000 + 3_000 * random.nextDouble() : 2_000_000;
                            };
        }
        Measurements measurements = new Measurements(1);
        Measurements.Request run = measurements.request("run");
        for (long sample : samples) {
            run.ended(0, FailureClass.OK, sample);
        }
        Arrays.sort(samples);

        measurements.drain((phase, request, outcome, interval) -> {
            for (double percentile : new double[] {50, 75, 90, 95, 99, 99.9}) {
                long exact = samples[(int) Math.ceil(percentile / 100 * samples.length - 1e-6) - 1];
                assertThat((double) interval.getValueAtPercentile(percentile))
                        .as("p%s of seed %d", percentile, seed)
                        .isCloseTo(exact, within(0.001 * exact));
            }
        });
    }

    /** Writers on several threads, a reader that takes intervals meanwhile: the sum is what was written. */
    @Test
    void noSampleIsLostWhileIntervalsAreTaken() throws InterruptedException, ExecutionException {
        int writers = 4;
        int perWriter = 200_000;
        Measurements measurements = new Measurements(3);
        AtomicBoolean writing = new AtomicBoolean(true);
        long[] read = new long[1];
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        CountDownLatch go = new CountDownLatch(1);
        List<Future<?>> ends = new ArrayList<>();
        for (int writer = 0; writer < writers; writer++) {
            int phase = writer % 3;
            ends.add(threads.submit(() -> {
                go.await();
                Measurements.Request request = measurements.request("run");
                for (int i = 0; i < perWriter; i++) {
                    request.ended(phase, i % 10 == 0 ? FailureClass.http(500) : FailureClass.OK, 1 + i);
                }
                return null;
            }));
        }
        Future<?> reader = threads.submit(() -> {
            go.countDown();
            while (writing.get()) {
                measurements.drain((phase, request, outcome, interval) -> read[0] += interval.getTotalCount());
            }
        });
        for (Future<?> end : ends) {
            end.get();
        }
        writing.set(false);
        reader.get();
        measurements.drain((phase, request, outcome, interval) -> read[0] += interval.getTotalCount());
        threads.shutdown();

        assertThat(read[0]).isEqualTo((long) writers * perWriter);
        assertThat(measurements.counters().ended()).isEqualTo((long) writers * perWriter);
    }

    private static TreeMap<String, Long> drain(Measurements measurements) {
        TreeMap<String, Long> counts = new TreeMap<>();
        measurements.drain((phase, request, outcome, interval) ->
                counts.merge(phase + "/" + request + "/" + outcome, interval.getTotalCount(), Long::sum));
        return counts;
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
