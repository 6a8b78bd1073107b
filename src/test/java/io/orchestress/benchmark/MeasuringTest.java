package io.orchestress.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.benchmark.ServerCounts.Count;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the measurements compute themselves. */
class MeasuringTest {
    @Test
    void theRankIsExactWhereFloatingPointIsNot() {
        assertThat(Measuring.rank(99.9, 50_000)).isEqualTo(49_949);
        assertThat(Measuring.rank(50, 3)).isEqualTo(1);
        assertThat(Measuring.rank(100, 7)).isEqualTo(6);
        assertThat(Measuring.rank(0, 7)).isZero();
    }

    @Test
    void halfOfATenSecondWindowHasFailedFiveSecondsAfterEverythingFails() {
        List<Count> counts = IntStream.range(0, 3000)
                .mapToObj(i -> new Count(i / 100.0, 4L * i, Math.max(0, 4L * (i - 1500))))
                .toList();

        assertThat(ServerCounts.firstAbove(0.5, 10, counts)).isCloseTo(20, within(0.02));
    }

    @Test
    void theLastAnswerIsWhereTheCountStopped() {
        List<Count> counts = List.of(new Count(1, 5, 0), new Count(2, 9, 0), new Count(3, 9, 0));

        assertThat(ServerCounts.lastAnswer(counts)).isEqualTo(2);
    }

    @Test
    void theIdealClientWaitsForTheThawAndForTheServiceThatIsLeft() {
        IdealClient client = new IdealClient(10, 15, 0.02);

        assertThat(client.latency(9)).isEqualTo(0.02);
        assertThat(client.latency(9.99)).as("frozen half-way").isCloseTo(5.02, within(1e-9));
        assertThat(client.latency(10)).isCloseTo(5.02, within(1e-9));
        assertThat(client.latency(14)).isCloseTo(1.02, within(1e-9));
        assertThat(client.latency(15)).isEqualTo(0.02);
    }

    @Test
    void theIdealClientStartsEverySecondFromItsArrivalOn() {
        IdealClient client = new IdealClient(10, 15, 0.02);

        // Starts at 8.5, 9.5 … 17.5; those at 10.5 … 14.5 wait for 4.5, 3.5 … 0.5 s.
        assertThat(client.latency(new double[] {2.5}, 1, 8, 18))
                .satisfies(latency -> assertThat(latency.max()).isEqualTo(4_520_000))
                .satisfies(latency -> assertThat(latency.p90()).isEqualTo(3_520_000))
                .satisfies(latency -> assertThat(latency.p50()).isEqualTo(20_000));
    }
}
