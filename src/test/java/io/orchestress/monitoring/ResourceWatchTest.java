package io.orchestress.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orchestress.record.ResourceRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** Reads by hand, on a clock that stands still in between. */
class ResourceWatchTest {
    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();
    private long nanos;
    private long figure;

    private final ResourceProbe growing = new ResourceProbe() {
        private final CounterDelta growth = new CounterDelta();

        @Override
        public String subject() {
            return "target";
        }

        @Override
        public void read(long at, Sink sink) {
            growth.perSecond(figure, at).ifPresent(rate -> sink.add("disk-read", rate));
        }
    };

    private final ResourceProbe broken = new ResourceProbe() {
        @Override
        public String subject() {
            return "host";
        }

        @Override
        public void read(long at, Sink sink) {
            sink.add("cpu", 0.5);
            throw new IllegalStateException("no permission");
        }
    };

    private ResourceWatch watch(Callable<List<ResourceProbe>> machine) {
        return new ResourceWatch(
                machine, () -> nanos, new PrintStream(problems, true, StandardCharsets.UTF_8)::println);
    }

    private void readAt(ResourceWatch watch, double seconds) {
        nanos = Math.round(seconds * 1e9);
        watch.reading();
    }

    @Test
    void ratesAreBetweenTwoReadingsAndTheFirstHasNone() {
        try (ResourceWatch watch = watch(() -> List.of(growing))) {
            watch.openProbes();
            watch.firstReading();
            figure = 300;
            readAt(watch, 1);
            figure = 1000;
            readAt(watch, 3);

            assertThat(watch.take())
                    .containsExactly(
                            new ResourceRow(1, "target", "disk-read", 300),
                            new ResourceRow(3, "target", "disk-read", 350));
            assertThat(watch.take()).isEmpty();
        }
    }

    @Test
    void aReadingThatCatchesUpIsLeftOut() {
        try (ResourceWatch watch = watch(() -> List.of(growing))) {
            watch.openProbes();
            watch.firstReading();
            readAt(watch, 2.9);
            readAt(watch, 2.95);
            readAt(watch, 3.4);

            assertThat(watch.take()).extracting(ResourceRow::atSeconds).containsExactly(2.9, 3.4);
        }
    }

    @Test
    void aProbeThatFailsIsSaidOnceAndTheOthersGoOn() {
        try (ResourceWatch watch = watch(() -> List.of(broken, growing))) {
            watch.openProbes();
            watch.firstReading();
            readAt(watch, 1);
            readAt(watch, 2);

            assertThat(watch.take())
                    .extracting(ResourceRow::subject)
                    .containsExactly("host", "target", "host", "target");
        }
        assertThat(problems.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .contains("host", "no permission");
    }

    @Test
    void aMachineThatCannotBeReadIsAGap() {
        for (Throwable why : List.of(new IOException("no /proc"), new UnsatisfiedLinkError("no native library"))) {
            problems.reset();
            try (ResourceWatch watch = watch(() -> {
                if (why instanceof Error e) {
                    throw e;
                }
                throw (IOException) why;
            })) {
                watch.openProbes();
                watch.firstReading();
                readAt(watch, 1);

                assertThat(watch.take()).isEmpty();
                assertThat(problems.toString(StandardCharsets.UTF_8)).contains(why.getMessage());
            }
        }
    }

    @Test
    void whatNobodyTakesDoesNotPileUp() {
        try (ResourceWatch watch = watch(() -> List.of(growing))) {
            watch.openProbes();
            watch.firstReading();
            for (int second = 1; second <= 10_000; second++) {
                readAt(watch, second);
            }
            assertThat(watch.take()).hasSizeBetween(1, 200);
        }
    }

    @Test
    void growthIsAMeanPerSecond() {
        CounterDelta growth = new CounterDelta();
        assertThat(growth.perSecond(5, 0)).isEmpty();
        assertThat(growth.perSecond(8, 2_000_000_000L).orElseThrow()).isCloseTo(1.5, within(1e-12));
        assertThat(growth.perSecond(9, 2_000_000_000L)).as("no time has passed").isEmpty();
        assertThat(growth.perSecond(3, 3_000_000_000L)).as("counted anew").isEmpty();
        assertThat(growth.perSecond(3, 4_000_000_000L)).isEqualTo(OptionalDouble.of(0));
    }
}
