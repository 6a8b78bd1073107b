package io.orchestress.gatling;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.Measurements;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Receiver;
import io.orchestress.transport.SseEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallProgressTest {
    private final Measurements measurements = new Measurements(1);
    private final List<String> judged = new ArrayList<>();
    private final CallProgress progress = new CallProgress(
            new Receiver() {
                @Override
                public void head(int status, Map<String, String> headers, long nanos) {
                    judged.add("head " + status + " " + nanos);
                }

                @Override
                public boolean event(SseEvent event, long nanos) {
                    judged.add("event " + event.data() + " " + nanos);
                    return event.data().equals("last");
                }

                @Override
                public void end(Ending ending, byte[] body, long nanos) {
                    judged.add("end " + ending + " " + nanos);
                }
            },
            measurements,
            null);

    private static SseEvent event(String data) {
        return new SseEvent(SseEvent.MESSAGE, data, "");
    }

    @Test
    void everythingIsHandedOnAndCounts() {
        progress.head(200, Map.of(), 1);
        progress.progress();
        assertThat(progress.event(event("first"), 2)).isFalse();
        assertThat(progress.event(event("last"), 3)).isTrue();
        assertThat(measurements.progress()).isEqualTo(4);
        progress.end(Ending.COMPLETE, new byte[0], 4);
        assertThat(measurements.progress())
                .as("its end is counted by who ends it")
                .isEqualTo(4);
        assertThat(judged).containsExactly("head 200 1", "event first 2", "event last 3", "end COMPLETE 4");
    }

    @ParameterizedTest(name = "{0}, head at {1} s, events at {2}, end at {3} s")
    @CsvSource({
        "text/event-stream, 1, 2 4 5, 6, 2",
        "text/event-stream, 1, 2 3, 60, 57", // stalled until the time-out
        "text/event-stream, 1, '', 60, 59",
        "text/event-stream; charset=utf-8, 1, 9, 10, 8",
        "application/json, 1, '', 60, 0", // a slow answer is no stream
        "'', 0, '', 60, 0",
    })
    void theLongestSilenceIsThatOfAStream(String type, int head, String events, int end, int silence) {
        progress.head(200, Map.of("content-type", type), head);
        Arrays.stream(events.split(" "))
                .filter(at -> !at.isEmpty())
                .forEach(at -> progress.event(event("x"), Integer.parseInt(at)));
        progress.end(Ending.TIMEOUT, new byte[0], end);
        assertThat(progress.longestSilenceNanos()).isEqualTo(silence);
    }
}
