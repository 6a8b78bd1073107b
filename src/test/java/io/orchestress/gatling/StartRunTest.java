package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.workload.Phase;
import io.orchestress.workload.kind.PhaseKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartRunTest {
    private static final long SECOND = 1_000_000_000;
    private static final StartRun.Phases PHASES =
            new StartRun.Phases(List.of(phase(0, 10), phase(10, 5), phase(15, 60)), 7);

    private record Sample(int phase, long micros, long count) {}

    private final List<Sample> samples = new ArrayList<>();

    /** A stall of a minute at a pace of 10 ms is 6 000 starts, and a thousand users come back from it at once. */
    @Test
    void aLongStallAtAShortPaceIsRecordedInFewPieces() {
        StartRun minute = new StartRun(0, 10_000_000, 6_000);
        minute.until(PHASES, 0, 60 * SECOND, 1, this::add);

        assertThat(samples).hasSizeLessThan(1_200);
        assertThat(samples.stream().mapToLong(Sample::count).sum()).isEqualTo(6_000);
        double sum = samples.stream().mapToDouble(s -> s.micros * s.count).sum();
        assertThat(sum / 6_000).as("mean").isCloseTo(30_005_000, within(3_000.0));
        long done = 0;
        for (Sample sample : samples.stream()
                .sorted((a, b) -> Long.compare(a.micros, b.micros))
                .toList()) {
            double exactMiddle = 10_000 * (done + (1 + sample.count) / 2.0);
            assertThat((double) sample.micros).isCloseTo(exactMiddle, within(1.0));
            assertThat(10_000.0 * (sample.count - 1)).isLessThanOrEqualTo(sample.micros / 200.0);
            done += sample.count;
        }
    }

    @Test
    void eachStartIsInItsOwnPhase() {
        new StartRun(8 * SECOND, SECOND, 10).each(PHASES, 0, 7, this::add);
        assertThat(samples).containsExactly(new Sample(0, 7, 2), new Sample(1, 7, 5), new Sample(2, 7, 3));
    }

    @Test
    void whatIsAfterTheLastPhaseHasAnIndexOfItsOwn() {
        new StartRun(73 * SECOND, SECOND, 5).each(PHASES, 0, 7, this::add);
        Map<Integer, Long> counts = new TreeMap<>();
        samples.forEach(sample -> counts.merge(sample.phase, sample.count, Long::sum));
        assertThat(counts).isEqualTo(Map.of(2, 2L, 7, 3L));
    }

    @Test
    void aShiftMovesThePhaseAndNotTheLatency() {
        new StartRun(8 * SECOND, SECOND, 3).until(PHASES, SECOND / 2, 11 * SECOND, 1, this::add);
        Map<Long, Integer> phases = new TreeMap<>();
        samples.forEach(sample -> phases.put(sample.micros, sample.phase));
        assertThat(phases).isEqualTo(Map.of(3_000_000L, 0, 2_000_000L, 0, 1_000_000L, 1));
    }

    @Test
    void noSampleIsShorterThanTheLeast() {
        new StartRun(0, SECOND, 5).until(PHASES, 0, 5 * SECOND, 2_500_000, this::add);
        assertThat(samples)
                .containsExactlyInAnyOrder(
                        new Sample(0, 2_500_000, 2),
                        new Sample(0, 3_000_000, 1),
                        new Sample(0, 4_000_000, 1),
                        new Sample(0, 5_000_000, 1));
    }

    @ParameterizedTest(name = "before {0} ns: {1}")
    @CsvSource({"-5, 0", "0, 0", "1, 1", "10, 1", "11, 2", "20, 2", "21, 3", "1000, 3"})
    void countsThoseBeforeAMoment(long nanos, long expected) {
        assertThat(new StartRun(0, 10, 3).before(nanos)).isEqualTo(expected);
    }

    private void add(int phase, long micros, long count) {
        samples.add(new Sample(phase, micros, count));
    }

    private static Phase phase(int start, int seconds) {
        return new Phase("p" + start, PhaseKind.STEADY, false, start, 1, 1, 0, seconds, 0, Map.of());
    }
}
