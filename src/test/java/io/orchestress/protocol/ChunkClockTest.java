package io.orchestress.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkClockTest {
    @Test
    void tellsFirstGapsAndTotal() {
        ChunkClock clock = new ChunkClock(1_000);
        clock.chunk(1_300);
        clock.chunk(1_350);
        clock.chunk(1_350);
        clock.chunk(1_500);

        StreamTimes times = clock.ended(1_600).orElseThrow();

        assertThat(times).isEqualTo(new StreamTimes(300, new long[] {50, 0, 150}, 600));
        assertThat(times.chunks()).isEqualTo(4);
        assertThat(times.lastContentNanos()).isEqualTo(500);
    }

    @Test
    void noChunkIsNoTime() {
        assertThat(new ChunkClock(5).ended(9)).isEmpty();
    }

    @Test
    void oneChunkHasNoGap() {
        ChunkClock clock = new ChunkClock(0);
        clock.chunk(7);

        assertThat(clock.ended(9)).contains(new StreamTimes(7, new long[0], 9));
    }

    /** The first, the gaps and what is left to the end add up to the whole, however many chunks there are. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void loosesNothing(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long start = random.nextLong(1L << 40);
        long now = start;
        int chunks = 1 + random.nextInt(300);
        ChunkClock clock = new ChunkClock(start);
        for (int i = 0; i < chunks; i++) {
            now += random.nextLong(1_000_000);
            clock.chunk(now);
        }
        long rest = random.nextLong(1000);

        StreamTimes times = clock.ended(now + rest).orElseThrow();

        assertThat(times.chunks()).isEqualTo(chunks);
        assertThat(times.lastContentNanos() + rest).isEqualTo(times.totalNanos());
        assertThat(start + times.totalNanos()).isEqualTo(now + rest);
    }
}
