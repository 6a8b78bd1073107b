package io.orchestress.gatling.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.record.sample.Sample;
import io.orchestress.trace.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleKeeperTest {
    private final SampleKeeper keeper = new SampleKeeper(3, 2, words -> "«" + words + "»");

    static Span span(int phase, String name, long startNanos, long nanos, String outcome) {
        return new Span(
                Span.Kind.REQUEST,
                null,
                true,
                null,
                phase,
                name,
                startNanos,
                0,
                startNanos + nanos,
                outcome,
                outcome.equals(Span.OK) ? 200 : 503,
                outcome.equals(Span.OK) ? "" : "why " + startNanos,
                "",
                -1,
                -1,
                "");
    }

    /** The oracle sorts them all. */
    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void theSlowestOfEachSeriesAreKept(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Long> all = new ArrayList<>();
        for (int i = 0; i < random.nextInt(1, 400); i++) {
            long nanos = random.nextInt(1, 1_000) * 1_000_000L;
            all.add(nanos);
            keeper.ended(span(0, "ask", i, nanos, Span.OK));
            keeper.ended(span(1, "ask", i, 7_000_000_000L, Span.OK));
        }
        List<Double> slowest = all.stream()
                .sorted(Comparator.reverseOrder())
                .limit(3)
                .map(nanos -> nanos / 1e9)
                .toList();
        assertThat(kept().stream().filter(one -> one.phase().equals("phase 0")))
                .extracting(Sample::seconds)
                .containsExactlyElementsOf(slowest);
        assertThat(kept().stream().filter(one -> one.phase().equals("phase 1"))).hasSize(Math.min(3, all.size()));
        assertThat(keeper.leftOut()).isZero();
    }

    private List<Sample> kept() {
        return keeper.all(phase -> "phase " + phase);
    }

    @Test
    void theFirstFailuresOfEachClassAreKeptWithTheirWords() {
        for (int i = 0; i < 5; i++) {
            keeper.ended(span(0, "ask", i, 10, "http-503"));
            keeper.ended(span(0, "ask", 100 + i, 10, "timeout"));
            keeper.ended(span(0, "ask", 200 + i, 10, "left"));
        }
        assertThat(kept()).extracting(Sample::words).containsExactly("«why 0»", "«why 1»", "«why 100»", "«why 101»");
        assertThat(kept()).extracting(Sample::status).containsOnly(503);
    }

    @Test
    void onlyWhatIsKeptIsExcerpted() {
        AtomicInteger excerpts = new AtomicInteger();
        SampleKeeper counting = new SampleKeeper(1, 1, words -> "" + excerpts.incrementAndGet());
        IntStream.range(0, 1_000).forEach(i -> counting.ended(span(0, "ask", i, 10, "http-503")));
        assertThat(excerpts).hasValue(1);
    }

    @Test
    void whatIsKeptDoesNotGrowWithoutLimit() {
        for (int series = 0; series < 3_000; series++) {
            for (int i = 0; i < 4; i++) {
                keeper.ended(span(series, "ask", i, 10 + i, Span.OK));
                keeper.ended(span(series, "ask", i, 10, "http-50" + i));
            }
        }
        assertThat(kept().stream().filter(Sample::isOk)).hasSize(SampleKeeper.MOST_OF_A_KIND);
        assertThat(kept().stream().filter(one -> !one.isOk())).hasSize(SampleKeeper.MOST_OF_A_KIND);
        assertThat(keeper.leftOut()).isPositive();
    }

    /** A series that came late has what is left, and still prefers the slower. */
    @Test
    void atTheLimitASlowerOneTakesThePlaceOfAQuicker() {
        for (int series = 0; series < SampleKeeper.MOST_OF_A_KIND - 1; series++) {
            keeper.ended(span(series, "ask", 0, 10, Span.OK));
        }
        int last = SampleKeeper.MOST_OF_A_KIND;
        for (long nanos : new long[] {20, 30, 25, 5}) {
            keeper.ended(span(last, "ask", 0, nanos * 1_000_000, Span.OK));
        }
        assertThat(kept().stream().filter(one -> one.phase().equals("phase " + last)))
                .extracting(Sample::seconds)
                .containsExactly(0.030);
        keeper.ended(span(last + 1, "ask", 0, 10, Span.OK));
        assertThat(kept()).hasSize(SampleKeeper.MOST_OF_A_KIND);
    }

    @Test
    void classesThatATargetInventsAreBounded() {
        for (int i = 0; i < 1_000; i++) {
            keeper.ended(span(0, "ask", i, 10, "invented-" + i));
        }
        assertThat(kept()).hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void nothingIsKeptWhereNothingIsWanted() {
        SampleKeeper none = new SampleKeeper(0, 0, words -> words);
        none.ended(span(0, "ask", 0, 10, Span.OK));
        none.ended(span(0, "ask", 0, 10, "timeout"));
        assertThat(none.all(phase -> "")).isEmpty();
        assertThat(none.changes()).isZero();
    }
}
