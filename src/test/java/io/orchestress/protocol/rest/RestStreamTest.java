package io.orchestress.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.transport.Ending;
import java.net.URI;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The events of a task, as the embedded orchestrator, Conductor and worse ones send them. */
class RestStreamTest {
    private static final URI TARGET = URI.create("http://127.0.0.1:1");
    private static final Map<String, String> VALUES = Map.of("prompt", "p", "id", "task-1");
    private static final RestCall EMBEDDED = Mappings.of("", "stream");
    private static final RestCall CONDUCTOR = Mappings.of("conf/targets/conductor.conf", "agent");

    @Test
    void timesTheChunksAndReadsTheEnd() {
        Played played = stream(EMBEDDED);
        assertThat(played.event("state", "{\"state\":\"running\"}", 20)).isFalse();
        assertThat(played.event("token", "{\"index\":1,\"text\":\"a\"}", 30)).isFalse();
        assertThat(played.event("token", "{\"index\":2,\"text\":\"\"}", 35))
                .as("no content")
                .isFalse();
        assertThat(played.event("token", "{\"index\":3,\"text\":\"b\"}", 50)).isFalse();
        assertThat(played.event(
                        "done",
                        "{\"state\":\"completed\",\"output\":\"ab\",\"agent\":\"coder\",\"model\":\"swift\","
                                + "\"tokensIn\":4,\"tokensOut\":2,\"queueMillis\":2}",
                        70))
                .isTrue();

        Reply reply = played.end(Ending.COMPLETE, "", 90);

        assertThat(reply.outcome()).as(reply.detail()).hasToString("ok");
        assertThat(reply.stream()).contains(new StreamTimes(20, new long[] {20}, 60));
        assertThat(reply.usage().outputTokens()).isEqualTo(OptionalLong.of(2));
        assertThat(reply.agent()).isEqualTo("coder");
        assertThat(reply.timings()).containsExactly(new Reply.Timing(Metric.QUEUE_WAIT, "", 2_000));
        assertThat(RestTask.goesOn(reply)).isFalse();
        assertThat(RestTask.output(reply).asText()).isEqualTo("ab");
    }

    /** Conductor never closes the stream of an agent that is done. */
    @Test
    void theLastEventIsEnough() {
        Played played = stream(CONDUCTOR);
        played.event("thinking", "{\"id\":1,\"type\":\"thinking\",\"content\":\"orchestress_llm\"}", 20);

        assertThat(played.event(
                        "done",
                        "{\"id\":2,\"type\":\"done\",\"output\":{\"result\":\"simple: done in one step.\"}}",
                        30))
                .isTrue();
        Reply reply = played.end(Ending.COMPLETE, "", 40);

        assertThat(reply.outcome()).as(reply.detail()).hasToString("ok");
        assertThat(reply.stream()).as("no event with content").isEmpty();
    }

    @ParameterizedTest(name = "{0}, then {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            token     | {"text":"a"}                               | no-end        | closed after 2 events, none of them done
            state     | {"state":"completed"}                      | no-end        | closed after 2 events
            token     | a                                          | no-end        | closed after 2 events
            done      | {"state":"completed"}                      | malformed     | no output at /output
            done      | {"state":"failed","error":{"type":"boom"}} | task-failed   | the task ended as failed: {"type":"boom"}
            done      | {"state":"cancelled"}                      | task-canceled | the task ended as cancelled
            done      | {"state":"running"}                        | check         | not done: state running
            done      | {"error":"out of memory"}                  | protocol      | out of memory
            error     | {"message":"tool exploded"}                | error-event   | error: {"message":"tool exploded"}
            error     | ``                                         | error-event   | error
            """)
    void failures(String type, String data, String outcome, String detail) {
        Played played = stream(EMBEDDED);
        played.event("state", "{\"state\":\"running\"}", 20);
        played.event(type, data, 30);

        Reply reply = played.end(Ending.COMPLETE, "", 40);

        assertThat(reply.outcome()).as(reply.detail()).hasToString(outcome);
        assertThat(reply.detail()).contains(detail);
    }

    @Test
    void contentThatIsNoJson() {
        Played played = stream(EMBEDDED);
        played.event("token", "a", 20);
        played.event("done", "{\"state\":\"completed\",\"output\":\"a\"}", 30);

        assertThat(played.end(Ending.COMPLETE, "", 40).outcome()).hasToString("malformed");
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | text/event-stream | ``                   | empty-stream | without an event
            200 | application/json  | {"error":"too busy"} | protocol     | too busy
            200 | application/json  | {"state":"failed"}   | task-failed  | ended as failed
            200 | application/json  | {"ok":true}          | malformed    | not an event stream: {"ok":true}
            200 | text/html         | <p>hello             | malformed    | not JSON: <p>hello
            404 | application/json  | {"error":"gone"}     | http-404     | gone
            """)
    void notAStream(int status, String contentType, String body, String outcome, String detail) {
        Played played = new Played(new RestTask(EMBEDDED).stream(TARGET, VALUES), 10);
        played.head(status, contentType, 15);

        Reply reply = played.end(Ending.COMPLETE, body, 40);

        assertThat(reply.outcome()).as(reply.detail()).hasToString(outcome);
        assertThat(reply.detail()).contains(detail);
    }

    @Test
    void whereNoLastEventIsNamedTheCloseIsTheEnd() {
        RestCall call = Mappings.keys("request = \"POST /x\", follow = stream, next = \"GET /x/events\","
                + " content-events = [message], error-events = [error]");
        Played played = stream(call);
        played.event("message", "any text", 20);
        Played empty = stream(call);

        assertThat(played.end(Ending.COMPLETE, "", 40).stream()).contains(new StreamTimes(10, new long[] {}, 10));
        assertThat(empty.end(Ending.COMPLETE, "", 40).outcome()).hasToString("empty-stream");
    }

    @Test
    void aStreamThatAnswersTheFirstRequest() {
        RestCall call = Mappings.keys("request = \"POST /x\", content-events = [t], end-events = [end]");
        RestTask task = new RestTask(call);
        Played played = new Played(task.first(TARGET, VALUES), 10);
        played.head(200, "text/event-stream; charset=utf-8", 15);
        played.event("t", "a", 20);
        played.event("end", "", 30);

        assertThat(played.end(Ending.COMPLETE, "", 40).stream()).contains(new StreamTimes(10, new long[] {}, 20));
    }

    private static Played stream(RestCall mapping) {
        Played played = new Played(new RestTask(mapping).stream(TARGET, VALUES), 10);
        played.head(200, "text/event-stream", 15);
        return played;
    }
}
