package io.orchestress.protocol.a2a;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Outbound;
import io.orchestress.transport.SseEvent;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as a2a-js 1.3.0 and a2a-java 0.3.3 gave them, shortened where it does not matter; {@code $ID} is the id of the request. */
class A2aAnswerTest {
    private static final URI AGENT = URI.create("http://127.0.0.1:3201/");
    private static final A2aCalls V1_0 = new A2aCalls(AGENT, Dialect.V1_0);
    private static final A2aCalls V0_3 = new A2aCalls(AGENT, Dialect.V0_3);

    private static final String TASK_1_0 =
            "{'task':{'id':'t1','contextId':'c1','status':{'state':'TASK_STATE_%s','timestamp':'2026-11-21T06:49:17.869Z'}}}";
    private static final String STATUS_1_0 =
            "{'statusUpdate':{'taskId':'t1','contextId':'c1','status':{'state':'TASK_STATE_%s'}}}";
    private static final String STEP_1_0 =
            "{'artifactUpdate':{'taskId':'t1','contextId':'c1','artifact':{'artifactId':'answer',"
                    + "'name':'answer','parts':[{'text':'step 0 '}]},'append':true,'lastChunk':true}}";
    private static final String TASK_0_3 =
            "{'kind':'task','id':'t1','contextId':'c1','status':{'state':'%s','timestamp':'2026-11-21T07:05:37.444787055Z'}}";
    private static final String STATUS_0_3 =
            "{'taskId':'t1','status':{'state':'%s'},'contextId':'c1','final':%s,'kind':'status-update'}";
    private static final String STEP_0_3 = "{'taskId':'t1','artifact':{'artifactId':'answer','parts':"
            + "[{'text':'step 0 ','kind':'text'}],'metadata':{}},'contextId':'c1','kind':'artifact-update'}";

    @ParameterizedTest
    @ValueSource(strings = {"'t1'", "'c1'"})
    void anIdThatIsNoneIsMalformed(String id) {
        String task = TASK_1_0.formatted("WORKING").replace(id, "'" + "1".repeat(9000) + "'");

        assertThat(answered(V1_0.send("x"), task).outcome().label()).isEqualTo("malformed");
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource({
        "COMPLETED, ok",
        "SUBMITTED, ok",
        "WORKING, ok",
        "FAILED, task-failed",
        "CANCELED, task-canceled",
        "REJECTED, task-rejected",
        "INPUT_REQUIRED, input-required",
        "AUTH_REQUIRED, input-required",
        "DONE, malformed"
    })
    void theStateOfATaskDecides(String state, String outcome) {
        String in03 = state.toLowerCase(java.util.Locale.ROOT).replace('_', '-');

        assertThat(answered(V1_0.send("x"), TASK_1_0.formatted(state)).outcome().label())
                .isEqualTo(outcome);
        assertThat(answered(V0_3.send("x"), TASK_0_3.formatted(in03)).outcome().label())
                .isEqualTo(outcome);
        assertThat(answered(V1_0.get("t1"), "{'id':'t1','status':{'state':'TASK_STATE_" + state + "'}}")
                        .outcome()
                        .label())
                .as("GetTask answers the task as it is")
                .isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"SUBMITTED", "WORKING", "UNSPECIFIED"})
    void aTaskThatGoesOnIsToBePolled(String state) {
        Reply reply = answered(V1_0.submit("x"), TASK_1_0.formatted(state));

        assertThat(A2aAnswer.goesOn(reply)).isTrue();
        assertThat(A2aAnswer.taskId(reply)).isEqualTo("t1");
        assertThat(answered(V1_0.getLast("t1"), "{'id':'t1','status':{'state':'TASK_STATE_" + state + "'}}")
                        .outcome()
                        .label())
                .as("but not for ever")
                .isEqualTo("timeout");
    }

    @Test
    void aMessageNeedsNoTask() {
        Reply of10 = answered(
                V1_0.send("x"), "{'message':{'messageId':'m','role':'ROLE_AGENT','parts':[{'text':'hello'}]}}");
        Reply of03 = answered(
                V0_3.send("x"),
                "{'role':'agent','parts':[{'text':'hello','kind':'text'}],'messageId':'m','contextId':'c','kind':'message'}");

        assertThat(List.of(of10, of03)).allSatisfy(reply -> {
            assertThat(reply.isOk()).isTrue();
            assertThat(A2aAnswer.goesOn(reply)).isFalse();
        });
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'jsonrpc':'2.0','id':'$ID','error':{'code':-32601,'message':'Method not found'}} | rpc-32601",
                "{'jsonrpc':'2.0','id':null,'error':{'code':-32700,'message':'Parse error'}}       | rpc-32700",
                "{'jsonrpc':'2.0','error':{'code':-32600,'message':'no id at all: a2a-java'}}      | rpc-32600",
                "{'jsonrpc':'2.0','id':'$ID','error':{'code':-32001,'message':'Task not found'}}   | rpc-32001",
                "{'jsonrpc':'2.0','id':'other','result':{'message':{}}}                            | wrong-id",
                "{'jsonrpc':'2.0','id':'other','error':{'code':-32001,'message':'x'}}              | wrong-id",
                "{'jsonrpc':'2.0','result':{'message':{}}}                                         | wrong-id",
                "{'id':'$ID','result':{'message':{}}}                                              | malformed",
                "{'jsonrpc':'2.0','id':'$ID'}                                                      | malformed",
                "{'jsonrpc':'2.0','id':'$ID','result':{}}                                          | malformed",
                "{'jsonrpc':'2.0','id':'$ID','result':{'task':{},'message':{}}}                    | malformed",
                "{'jsonrpc':'2.0','id':'$ID','result':{'task':{'status':{'state':'TASK_STATE_COMPLETED'}}}} | malformed",
                "{'jsonrpc':'2.0','id':'$ID','result':{'kind':'task','id':'t','status':{'state':'completed'}}} | malformed",
                "{'jsonrpc':'2.0','id':'$ID','resu                                                 | malformed",
                "<html>busy</html>                                                                 | malformed"
            })
    void theEnvelopeDecidesBeforeTheState(String body, String outcome) {
        Heard heard = new Heard(V1_0.send("x"), "application/json");

        assertThat(heard.body(body).outcome().label()).isEqualTo(outcome);
        assertThat(heard.body(body).detail()).isNotBlank();
    }

    @Test
    void aStreamOf10EndsWithATerminalState() {
        Heard heard = new Heard(V1_0.stream("x"), "text/event-stream");

        assertThat(heard.event(10, TASK_1_0.formatted("SUBMITTED"))).isFalse();
        assertThat(heard.event(35, STATUS_1_0.formatted("WORKING"))).isFalse();
        assertThat(heard.event(50, STEP_1_0)).isFalse();
        assertThat(heard.event(70, STEP_1_0)).isFalse();
        assertThat(heard.event(75, STATUS_1_0.formatted("COMPLETED"))).isTrue();
        Reply reply = heard.closed(80);

        assertThat(reply.isOk()).isTrue();
        assertThat(reply.stream()).hasValueSatisfying(times -> {
            assertThat(times.firstContentNanos()).isEqualTo(50_000_000);
            assertThat(times.gapsNanos()).containsExactly(20_000_000);
            assertThat(times.totalNanos()).isEqualTo(80_000_000);
        });
        assertThat(reply.timings()).containsExactly(new Reply.Timing(Metric.QUEUE_WAIT, "", 25_000));
        assertThat(reply.usage().outputTokens()).as("nobody said").isEmpty();
    }

    @Test
    void aStreamOf03EndsWithFinal() {
        Heard heard = new Heard(V0_3.stream("x"), "text/event-stream");

        assertThat(heard.event(1, STATUS_0_3.formatted("submitted", false))).isFalse();
        assertThat(heard.event(2, STATUS_0_3.formatted("working", false))).isFalse();
        assertThat(heard.event(3, STEP_0_3)).isFalse();
        assertThat(heard.event(4, STATUS_0_3.formatted("completed", true))).isTrue();
        Reply reply = heard.closed(4);

        assertThat(reply.isOk()).isTrue();
        assertThat(reply.stream().orElseThrow().chunks()).isEqualTo(1);
        assertThat(reply.timings()).containsExactly(new Reply.Timing(Metric.QUEUE_WAIT, "", 1_000));
    }

    @Test
    void aStreamMayBeOneMessage() {
        Heard heard = new Heard(V1_0.stream("x"), "text/event-stream");

        assertThat(heard.event(7, "{'message':{'messageId':'m','role':'ROLE_AGENT','parts':[{'text':'hello'}]}}"))
                .isTrue();
        assertThat(heard.closed(8).stream().orElseThrow().chunks()).isEqualTo(1);
    }

    @Test
    void aQuestionEndsAStreamWithoutFinal() {
        Heard heard = new Heard(V0_3.stream("x"), "text/event-stream");
        heard.event(1, TASK_0_3.formatted("submitted"));

        assertThat(heard.event(2, STATUS_0_3.formatted("input-required", false)))
                .isTrue();
        assertThat(heard.closed(3).outcome().label()).isEqualTo("input-required");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "closed at once              |                                                            | empty-stream",
                "closed in the middle of 1.0 | {'statusUpdate':{'taskId':'t','status':{'state':'TASK_STATE_WORKING'}}} | no-end",
                "failed                      | {'statusUpdate':{'taskId':'t','status':{'state':'TASK_STATE_FAILED'}}}  | task-failed",
                "another member              | {'progress':{'taskId':'t'}}                                | malformed"
            })
    void everyWayAStreamFails(String way, String result, String outcome) {
        Heard heard = new Heard(V1_0.stream("x"), "text/event-stream");
        if (result != null) {
            heard.event(1, result);
        }

        assertThat(heard.closed(2).outcome().label()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{0}, then the close: {1}")
    @CsvSource({
        "completed, ok",
        "Completed, ok",
        "failed, task-failed",
        "cancelled, task-canceled",
        "working, no-end",
        "thinking, no-end"
    })
    void aStatusOf03ThatIsNotFinalEndsWithTheCloseIfItsStateIsAnEnd(String state, String outcome) {
        Heard heard = new Heard(V0_3.stream("x"), "text/event-stream");

        assertThat(heard.event(1, STATUS_0_3.formatted(state, false))).isFalse();
        assertThat(heard.closed(2).outcome().label()).isEqualTo(outcome);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{'jsonrpc':'2.0','id':'$ID','error':{'code':-32603,'message':'java.lang.IllegalStateException'}} | rpc-32603",
                "{'jsonrpc':'2.0','id':'other','result':{}} | wrong-id",
                "tick                                       | malformed"
            })
    void anErrorInAStreamEndsIt(String data, String outcome) {
        Heard heard = new Heard(V0_3.stream("x"), "text/event-stream");
        heard.event(1, STATUS_0_3.formatted("working", false));

        assertThat(heard.data(2, data)).isTrue();
        assertThat(heard.closed(2).outcome().label()).isEqualTo(outcome);
    }

    @Test
    void anEmptyEventIsNone() {
        Heard heard = new Heard(V1_0.stream("x"), "text/event-stream");

        assertThat(heard.data(1, "")).isFalse();
        assertThat(heard.closed(2).outcome().label()).isEqualTo("empty-stream");
    }

    @Test
    void aFailureQuotesTheAgent() {
        Reply reply = answered(
                V1_0.send("x"),
                "{'task':{'id':'t','status':{'state':'TASK_STATE_FAILED','message':{'parts':"
                        + "[{'text':'Agent execution error: the agent threw as asked'}]}}}}");

        assertThat(reply.detail())
                .isEqualTo("the task ended as failed: Agent execution error: the agent threw as asked");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void toBeCanceledIsWhatCancelingWants(Dialect dialect) {
        Call cancel = new A2aCalls(AGENT, dialect).cancel("t1");
        String state = dialect == Dialect.V1_0 ? "TASK_STATE_CANCELED" : "canceled";

        assertThat(answered(cancel, "{'id':'t1','kind':'task','status':{'state':'" + state + "'}}")
                        .isOk())
                .isTrue();
        assertThat(answered(cancel, "{'id':'t1','status':{'state':'completed'}}")
                        .outcome()
                        .label())
                .isEqualTo("check");
    }

    private static Reply answered(Call call, String result) {
        return new Heard(call, "application/json").body("{'jsonrpc':'2.0','id':'$ID','result':" + result + "}");
    }

    /** One exchange, sent at 1 s on its clock; milliseconds are from then. */
    private static final class Heard {
        private static final long SENT_NANOS = 1_000_000_000;

        private final List<Reply> replies = new ArrayList<>();
        private final Answer answer;
        private final String id;

        Heard(Call call, String contentType) {
            id = request(call).path("id").asText();
            answer = call.answer().get();
            answer.begin(SENT_NANOS, (reply, nanos) -> replies.add(reply));
            answer.head(200, Map.of("content-type", contentType), SENT_NANOS);
        }

        boolean event(long millis, String result) {
            return data(millis, "{'id':'$ID','jsonrpc':'2.0','result':" + result + "}");
        }

        boolean data(long millis, String data) {
            return answer.event(new SseEvent(SseEvent.MESSAGE, text(data), ""), SENT_NANOS + millis * 1_000_000);
        }

        Reply closed(long millis) {
            answer.end(Ending.COMPLETE, new byte[0], SENT_NANOS + millis * 1_000_000);
            return replies.get(replies.size() - 1);
        }

        Reply body(String json) {
            answer.end(Ending.COMPLETE, text(json).getBytes(UTF_8), SENT_NANOS + 1);
            return replies.get(replies.size() - 1);
        }

        private String text(String quotedSingly) {
            return quotedSingly.replace('\'', '"').replace("$ID", id);
        }
    }

    static JsonNode request(Call call) {
        try {
            return new ObjectMapper().readTree(((Outbound.Http) call.request()).body());
        } catch (java.io.IOException e) {
            throw new AssertionError(Arrays.toString(((Outbound.Http) call.request()).body()), e);
        }
    }
}
