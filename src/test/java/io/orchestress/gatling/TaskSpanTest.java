package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import io.orchestress.config.Settings;
import io.orchestress.metrics.Counter;
import io.orchestress.metrics.Measurements;
import io.orchestress.metrics.Measurements.TallyKey;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.protocol.Usage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskSpanTest {
    private static final long MS = 1_000_000;
    private static final Settings.Slo SLO =
            new Settings.Slo(Duration.ofMillis(200), Duration.ofMillis(50), Duration.ofMillis(1000));

    private final Measurements measurements = new Measurements(2);

    /** A stream of 11 tokens: TPOT is (last − first) ÷ 10, and what comes after the last token is not of it. */
    @ParameterizedTest(name = "task {0} ms, first {1} ms, last {2} ms: good {3}")
    @CsvSource({
        "1000, 200, 700, 1",
        "1001, 200, 700, 0",
        "1000, 201, 700, 0",
        "1000, 200, 701, 0",
        "10, 10, 10, 1",
    })
    void isGoodWithinEveryLimit(long taskMillis, long firstMillis, long streamMillis, long good) {
        TaskSpan task = new TaskSpan("ask", "", 1, 0, SLO);
        task.add(reply(11, firstMillis, streamMillis));
        task.end(measurements, taskMillis * MS, false);

        assertThat(tally(Counter.TASKS_OK, "")).isEqualTo(1);
        assertThat(tally(Counter.TASKS_GOOD, "")).isEqualTo(good);
        assertThat(taskMicros()).containsEntry("ask", taskMillis * 1000);
    }

    @Test
    void oneSlowStreamSpoilsTheTask() {
        TaskSpan task = new TaskSpan("ask", "", 1, 0, SLO);
        task.add(reply(11, 10, 100));
        task.add(reply(11, 900, 950));
        task.add(reply(11, 10, 100));
        task.end(measurements, 990 * MS, false);

        assertThat(tally(Counter.TASKS_GOOD, "")).isZero();
    }

    @Test
    void whatFailedIsNeitherTimedNorRouted() {
        TaskSpan task = new TaskSpan("ask", "coder", 1, 0, SLO);
        task.add(Reply.ok(NullNode.instance).withAgent("coder"));
        task.end(measurements, 5 * MS, true);

        assertThat(measurements.tallies()).containsOnlyKeys(new TallyKey(1, "ask", Counter.TASKS_FAILED, ""));
        assertThat(taskMicros()).isEmpty();
    }

    @ParameterizedTest(name = "expected {0}, chosen {1}: {2}")
    @CsvSource({
        "coder, coder, routed-right coder",
        "coder, writer, routed-wrong coder>writer",
        "'', writer,",
        "coder, '',"
    })
    void comparesAgents(String expected, String chosen, String counted) {
        TaskSpan task = new TaskSpan("ask", expected, 1, 0, SLO);
        task.add(Reply.ok(NullNode.instance).withAgent(chosen));
        task.add(Reply.ok(NullNode.instance));
        task.end(measurements, 5 * MS, false);

        assertThat(measurements.tallies().keySet().stream()
                        .filter(key -> key.tally() == Counter.ROUTED_RIGHT || key.tally() == Counter.ROUTED_WRONG)
                        .map(key -> key.tally().label() + " " + key.detail()))
                .containsExactlyElementsOf(counted == null ? List.of() : List.of(counted));
    }

    private static Reply reply(long tokens, long firstMillis, long lastMillis) {
        return Reply.ok(NullNode.instance)
                .with(new Usage("m", OptionalLong.empty(), OptionalLong.of(tokens)))
                .with(new StreamTimes(
                        firstMillis * MS, new long[] {(lastMillis - firstMillis) * MS}, (lastMillis + 5_000) * MS));
    }

    private long tally(Counter tally, String detail) {
        return measurements.tallies().getOrDefault(new TallyKey(1, "ask", tally, detail), 0L);
    }

    private Map<String, Long> taskMicros() {
        Map<String, Long> micros = new HashMap<>();
        measurements.drainMetrics((phase, request, metric, interval) -> {
            assertThat(metric).isEqualTo(Metric.TASK);
            assertThat(phase).isEqualTo(1);
            micros.put(request, interval.getMaxValue() / 1000 * 1000);
        });
        return micros;
    }
}
