package io.orchestress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Metric;
import io.orchestress.record.ResourceRow;
import io.orchestress.record.TimeSeriesRow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnlookerTest {
    private final List<String> said = new ArrayList<>();
    private int heard;

    /** Each of them ends it. */
    static Stream<Consumer<SecondListener>> calls() {
        return Stream.of(
                to -> to.interval(0, "a", FailureClass.OK, new Histogram(3)),
                to -> to.metric(0, "a", Metric.TTFT, new Histogram(3)),
                to -> to.tally(null, 1),
                to -> to.resource(null),
                to -> to.row(null),
                OnlookerTest::second);
    }

    private static void second(SecondListener to) {
        try {
            to.secondEnds(1, 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void oneThatFailsHearsNothingMoreAndTheNextOneEverything(Consumer<SecondListener> call) {
        SecondListener both = Onlooker.of("The page", new Broken(), said::add).then(new Counting());

        call.accept(both);
        calls().forEach(each -> each.accept(both));

        assertThat(said)
                .containsExactly("The page hears nothing more of this run: java.lang.IllegalStateException: full");
        assertThat(heard).isEqualTo(7);
    }

    @Test
    void nobodyIsNotWatched() {
        assertThat(Onlooker.of("The page", SecondListener.NONE, said::add)).isSameAs(SecondListener.NONE);
    }

    private static final class Broken implements SecondListener {
        @Override
        public void interval(int phase, String request, FailureClass outcome, Histogram interval) {
            throw new IllegalStateException("full");
        }

        @Override
        public void metric(int phase, String request, Metric metric, Histogram interval) {
            throw new IllegalStateException("full");
        }

        @Override
        public void tally(Measurements.TallyKey key, long delta) {
            throw new IllegalStateException("full");
        }

        @Override
        public void resource(ResourceRow row) {
            throw new IllegalStateException("full");
        }

        @Override
        public void row(TimeSeriesRow row) {
            throw new IllegalStateException("full");
        }

        @Override
        public void secondEnds(double nowSeconds, long inFlight) {
            throw new IllegalStateException("full");
        }
    }

    private final class Counting implements SecondListener {
        @Override
        public void interval(int phase, String request, FailureClass outcome, Histogram interval) {
            heard++;
        }

        @Override
        public void metric(int phase, String request, Metric metric, Histogram interval) {
            heard++;
        }

        @Override
        public void tally(Measurements.TallyKey key, long delta) {
            heard++;
        }

        @Override
        public void resource(ResourceRow row) {
            heard++;
        }

        @Override
        public void row(TimeSeriesRow row) {
            heard++;
        }

        @Override
        public void secondEnds(double nowSeconds, long inFlight) {
            heard++;
        }
    }
}
