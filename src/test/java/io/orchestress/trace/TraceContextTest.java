package io.orchestress.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Examples and rules of W3C Trace Context level 1, https://www.w3.org/TR/trace-context-1/. */
class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    /** §3.2.3, and what §4 says of versions to come. */
    @ParameterizedTest
    @CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00, false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-09, true",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe, false",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like, true",
    })
    void aValidHeader(String header, boolean sampled) {
        TraceContext read = TraceContext.parse(header).orElseThrow();
        assertThat(read.trace()).hasToString(TRACE);
        assertThat(read.span()).hasToString(SPAN);
        assertThat(read.sampled()).isEqualTo(sampled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-001",
                "0X-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b77-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e47.6-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0G",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-٤bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            })
    void anInvalidHeader(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() {
        TraceContext context = new TraceContext(new TraceId(0x4bf92f3577b34da6L, 0xa3ce929d0e0e4736L), spanId(), false);
        assertThat(context.header()).isEqualTo("00-" + TRACE + "-" + SPAN + "-00");
        assertThat(TraceContext.parse(context.header())).contains(context);
        assertThat(TraceId.parse(TRACE)).contains(context.trace());
        assertThat(List.of(TRACE.substring(1), TRACE + "0", TRACE.toUpperCase(java.util.Locale.ROOT), "0".repeat(32)))
                .allSatisfy(text -> assertThat(TraceId.parse(text)).isEmpty());
    }

    private static SpanId spanId() {
        return new SpanId(0x00f067aa0ba902b7L);
    }

    @Test
    void noIdIsZero() {
        assertThatThrownBy(() -> new TraceId(0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SpanId(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new TraceId(0, 1)).hasToString("0".repeat(31) + "1");
        assertThat(new TraceId(1, 0)).hasToString("0".repeat(15) + "1" + "0".repeat(16));
    }

    @ParameterizedTest
    @MethodSource("io.orchestress.testkit.Seeds#many")
    void idsAreUniqueValidAndReadAsTheyAreWritten(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TraceIds ids = new TraceIds(0.5, () -> random);
        Set<String> traces = new HashSet<>();
        Set<SpanId> spans = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            TraceContext task = ids.begin();
            TraceContext request = ids.within(task);
            assertThat(request.trace()).isEqualTo(task.trace());
            assertThat(request.sampled()).isEqualTo(task.sampled());
            assertThat(traces.add(task.trace().toString())).isTrue();
            assertThat(spans.add(task.span()) && spans.add(request.span())).isTrue();
            assertThat(TraceContext.parse(request.header())).contains(request);
        }
    }

    @Test
    void threadsDrawDifferentIds() throws InterruptedException {
        TraceIds ids = new TraceIds(1);
        Set<TraceId> seen = ConcurrentHashMap.newKeySet();
        List<Thread> threads = java.util.stream.Stream.generate(() -> new Thread(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        seen.add(ids.begin().trace());
                    }
                }))
                .limit(4)
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(seen).hasSize(40_000);
    }

    /** Of 100,000 traces at a rate p, p ± 5 standard deviations are sampled: chance leaves that once in a million times. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.25, 0.5, 1})
    void soManyAreSampled(double rate) {
        SplittableRandom random = new SplittableRandom(1);
        TraceIds ids = new TraceIds(rate, () -> random);
        int sampled = 0;
        for (int i = 0; i < 100_000; i++) {
            sampled += ids.begin().sampled() ? 1 : 0;
        }
        assertThat((double) sampled).isBetween(at(rate, -5), at(rate, 5));
    }

    private static double at(double rate, int deviations) {
        return 100_000 * rate + deviations * Math.sqrt(100_000 * rate * (1 - rate));
    }

    @Test
    void aRateIsAShare() {
        for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> new TraceIds(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
