package io.orchestress.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import io.orchestress.metrics.Metric;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.Usage;
import io.orchestress.transport.Ending;
import java.net.URI;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One row for each judgement; the answers are those that the servers gave. */
class RestAnswerTest {
    private static final URI TARGET = URI.create("http://127.0.0.1:1");
    private static final Map<String, String> VALUES =
            Map.of("prompt", "p", "size", "simple", "uuid", "u", "user", "1", "expected_agent", "coder", "id", "i 1");
    private static final long NEVER = Long.MAX_VALUE;

    private static final RestCall RUN = Mappings.of("", "run");
    private static final RestCall SUBMIT = Mappings.of("", "submit");
    private static final RestCall START = Mappings.of("conf/targets/conductor.conf", "start");
    private static final RestCall SEND = Mappings.of("conf/targets/restate.conf", "send");

    @ParameterizedTest(name = "{0}: HTTP {1} {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            done                        | 200 | {"state":"completed","output":"x"}            | ok            |
            null is no error            | 200 | {"state":"completed","output":"x","error":null} | ok          |
            false is no error           | 200 | {"state":"completed","output":"x","error":false} | ok         |
            a failed task               | 200 | {"state":"failed"}                            | task-failed   | the task ended as failed
            its own error               | 200 | {"state":"failed","error":{"type":"boom"}}    | task-failed   | the task ended as failed: {"type":"boom"}
            a cancelled task            | 200 | {"state":"cancelled"}                         | task-canceled | the task ended as cancelled
            an error of the API         | 200 | {"error":{"type":"overload"}}                 | protocol      | an error inside HTTP 200: {"type":"overload"}
            an error beside success     | 200 | {"state":"completed","output":"x","error":"e"} | protocol     | an error inside HTTP 200: e
            still running               | 202 | {"state":"running"}                           | check         | the task is not done: state running
            done without an output      | 200 | {"state":"completed"}                         | malformed     | no output at /output
            no state                    | 200 | {"output":"x"}                                | malformed     | no state at /state
            no JSON                     | 200 | <html>sorry</html>                            | malformed     | not JSON: <html>sorry</html>
            JSON cut short              | 200 | {"state":"compl                               | malformed     | not JSON
            nothing                     | 200 | ``                                            | malformed     | not JSON
            an array                    | 200 | []                                            | malformed     | no state
            a server error              | 500 | {"state":"completed","output":"x"}            | http-500      | HTTP 500: {"state"
            a limit                     | 429 | slow down                                     | http-429      | HTTP 429: slow down
            a redirect                  | 302 | ``                                            | http-302      | HTTP 302
            """)
    void waitedFor(String what, int status, String body, String outcome, String detail) {
        assertJudged(answered(new RestTask(RUN).first(TARGET, VALUES), status, body), outcome, detail);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            accepted                  | {"taskId":"task-1","state":"queued"}          | ok          | true  |
            ended at once             | {"state":"completed","output":"x"}            | ok          | false |
            no state yet              | {"taskId":"task-1"}                           | ok          | true  |
            no id                     | {"state":"queued"}                            | malformed   | true  | no id at /taskId: {"state":"queued"}
            failed at once            | {"taskId":"task-1","state":"failed"}          | task-failed | true  | ended as failed
            an error                  | {"taskId":"task-1","error":"full"}            | protocol    | true  | an error inside HTTP 200: full
            no JSON                   | task-1                                        | malformed   | true  | not JSON: task-1
            """)
    void submitted(String what, String body, String outcome, boolean goesOn, String detail) {
        Reply reply = answered(new RestTask(SUBMIT).first(TARGET, VALUES), 200, body);

        assertJudged(reply, outcome, detail);
        assertThat(RestTask.goesOn(reply)).isEqualTo(goesOn);
        assertThat(RestTask.id(reply)).isEqualTo(reply.isOk() && goesOn ? "task-1" : "");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            plain text         | b42db2c2-432e                | ok        | b42db2c2-432e |
            with a line break  | `b42db2c2-432e
            `                                                 | ok        | b42db2c2-432e |
            a JSON text        | "b42db2c2-432e"              | ok        | b42db2c2-432e |
            a number           | 42                           | ok        | 42            |
            nothing            | ``                           | malformed | ``            | no id: the response is empty
            an object          | {"status":404}               | malformed | ``            | no id: {"status":404}
            an error           | {"reasonForIncompletion":"x"} | protocol | ``            | an error inside HTTP 200: x
            """)
    void theWholeAnswerIsTheId(String what, String body, String outcome, String id, String detail) {
        Reply reply = answered(new RestTask(START).first(TARGET, VALUES), 200, body);

        assertJudged(reply, outcome, detail);
        assertThat(RestTask.id(reply)).isEqualTo(id);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            goes on           | 200 | {"status":"RUNNING"}                                   | ok            | true  |
            paused, too       | 200 | {"status":"PAUSED"}                                    | ok            | true  |
            done              | 200 | {"status":"COMPLETED","output":{"answer":"a"}}         | ok            | false |
            failed            | 200 | {"status":"FAILED","reasonForIncompletion":"no tokens"} | task-failed  | true  | the task ended as FAILED: no tokens
            timed out         | 200 | {"status":"TIMED_OUT"}                                 | task-failed   | true  | the task ended as TIMED_OUT
            terminated        | 200 | {"status":"TERMINATED","reasonForIncompletion":"Cancelled by user"} | task-canceled | true | TERMINATED: Cancelled by user
            gone              | 404 | {"status":404,"message":"No such workflow"}            | http-404      | true  | No such workflow
            no state          | 200 | {"workflowId":"x"}                                     | malformed     | true  | no state at /status
            """)
    void polledByState(String what, int status, String body, String outcome, boolean goesOn, String detail) {
        Reply reply = answered(new RestTask(START).poll(TARGET, VALUES, NEVER), status, body);

        assertJudged(reply, outcome, detail);
        assertThat(RestTask.goesOn(reply)).isEqualTo(goesOn);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not yet      | 470 | {"code":470,"message":"the invocation exists but has not completed yet"} | ok        | true  |
            done         | 200 | {"output":"done:x","agent":"a1","steps":2,"runs":2}                      | ok        | false |
            failed       | 422 | {"code":422,"message":"the agent failed as asked"}                       | http-422  | true  | the agent failed as asked
            no output    | 200 | {"agent":"a1"}                                                           | malformed | true  | no output at /output
            """)
    void polledByStatus(String what, int status, String body, String outcome, boolean goesOn, String detail) {
        Reply reply = answered(new RestTask(SEND).poll(TARGET, VALUES, NEVER), status, body);

        assertJudged(reply, outcome, detail);
        assertThat(RestTask.goesOn(reply)).isEqualTo(goesOn);
    }

    @Test
    void aPendingStatusIsASuccessOfPollsOnly() {
        assertJudged(answered(new RestTask(SEND).first(TARGET, VALUES), 470, "{}"), "http-470", "HTTP 470");
    }

    @Test
    void aTaskThatGoesOnForTooLongIsATimeout() {
        assertJudged(
                answered(new RestTask(START).poll(TARGET, VALUES, 5_000), 200, "{\"status\":\"RUNNING\"}"),
                "timeout",
                "last state RUNNING");
        assertJudged(
                answered(new RestTask(SEND).poll(TARGET, VALUES, 5_000), 470, ""), "timeout", "last state HTTP 470");
        assertJudged(
                answered(
                        new RestTask(START).poll(TARGET, VALUES, 5_000),
                        200,
                        "{\"status\":\"COMPLETED\",\"output\":{\"answer\":1}}"),
                "ok",
                null);
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT, timeout", "CONNECTION, connection", "TRUNCATED, truncated", "TOO_LONG, too-long"})
    void theTransportIsJudgedFirst(Ending ending, String outcome) {
        Played played = new Played(new RestTask(RUN).first(TARGET, VALUES), 1_000);
        played.head(500, "application/json", 2_000);

        assertThat(played.end(ending, "", 3_000).outcome()).hasToString(outcome);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "failed, task-failed",
        "CANCELLED, task-canceled",
        "canceled, task-canceled",
        "aborted, task-canceled",
        "rejected, task-rejected",
        "expired, task-failed",
    })
    void aStateOfFailureIsClassedByItsName(String state, String outcome) {
        RestCall call = Mappings.keys("request = \"POST /x\", state = \"/s\", done = [ok], failed = [" + state + "]");

        assertJudged(
                answered(new RestTask(call).first(TARGET, VALUES), 200, "{\"s\":\"" + state + "\"}"), outcome, state);
    }

    @Test
    void withoutPointersAnySuccessIsOne() {
        RestCall call = Mappings.keys("request = \"POST /x\"");

        assertJudged(answered(new RestTask(call).first(TARGET, VALUES), 204, ""), "ok", null);
        assertJudged(answered(new RestTask(call).first(TARGET, VALUES), 200, "fine"), "ok", null);
    }

    @Test
    void readsWhatTheTaskCost() {
        Reply done = answered(
                new RestTask(RUN).first(TARGET, VALUES),
                200,
                "{\"state\":\"completed\",\"agent\":\"coder\",\"model\":\"swift\",\"output\":\"x\",\"tokensIn\":12,"
                        + "\"tokensOut\":16,\"queueMillis\":1.5}");
        Reply failed = answered(
                new RestTask(RUN).first(TARGET, VALUES),
                200,
                "{\"state\":\"failed\",\"model\":\"swift\",\"tokensIn\":12,\"tokensOut\":-1}");

        assertThat(done.usage()).isEqualTo(new Usage("swift", OptionalLong.of(12), OptionalLong.of(16)));
        assertThat(done.agent()).isEqualTo("coder");
        assertThat(done.timings()).containsExactly(new Reply.Timing(Metric.QUEUE_WAIT, "", 1_500));
        assertThat(failed.usage())
                .as("it is paid for, too")
                .isEqualTo(new Usage("swift", OptionalLong.of(12), OptionalLong.of(-1)));
    }

    @Test
    void aPollThatGoesOnCostsNothingYet() {
        Reply reply = answered(
                new RestTask(SUBMIT).poll(TARGET, VALUES, NEVER),
                200,
                "{\"state\":\"running\",\"model\":\"swift\",\"tokensIn\":12,\"tokensOut\":3,\"queueMillis\":7}");

        assertThat(reply.usage()).isEqualTo(Usage.UNKNOWN);
        assertThat(reply.timings()).isEmpty();
    }

    @Test
    void readsTheStepsOfAWorkflow() {
        Reply embedded = answered(
                new RestTask(Mappings.of("", "workflow")).first(TARGET, VALUES),
                200,
                "{\"state\":\"completed\",\"steps\":[{\"name\":\"find\",\"serviceMillis\":12.25},"
                        + "{\"name\":\"sum\",\"serviceMillis\":\"?\"},{\"serviceMillis\":3}]}");
        Reply conductor = answered(
                new RestTask(START).poll(TARGET, VALUES, NEVER),
                200,
                "{\"status\":\"COMPLETED\",\"output\":{\"answer\":1},\"tasks\":["
                        + "{\"referenceTaskName\":\"plan\",\"startTime\":1795243849581,\"endTime\":1795243849772},"
                        + "{\"referenceTaskName\":\"join\",\"startTime\":1795243849840,\"endTime\":0}]}");

        assertThat(embedded.timings())
                .containsExactly(
                        new Reply.Timing(Metric.STEP, "find", 12_250), new Reply.Timing(Metric.STEP, "step 3", 3_000));
        assertThat(conductor.timings())
                .as("a time before its beginning is unknown")
                .containsExactly(new Reply.Timing(Metric.STEP, "plan", 191_000));
    }

    @Test
    void stepsMayBeAnObject() {
        RestCall call = Mappings.keys("request = \"POST /x\", steps = \"/steps\", step-millis = \"/took/ms\"");

        assertThat(answered(
                                new RestTask(call).first(TARGET, VALUES),
                                200,
                                "{\"steps\":{\"plan\":{\"took\":{\"ms\":4}},\"act\":{\"took\":{\"ms\":5}}}}")
                        .timings())
                .containsExactly(
                        new Reply.Timing(Metric.STEP, "plan", 4_000), new Reply.Timing(Metric.STEP, "act", 5_000));
    }

    @Test
    void anAgentIsThereWhenItHasAnId() {
        RestTask agent = new RestTask(Mappings.of("", "spawn"));

        assertThat(answered(agent.spawn(TARGET, VALUES), 201, "{\"agentId\":\"agent-1\"}")
                        .timings())
                .containsExactly(new Reply.Timing(Metric.SPAWN, "", 2));
        assertJudged(answered(agent.spawn(TARGET, VALUES), 201, "{}"), "malformed", "no id at /agentId: {}");
        assertJudged(answered(agent.spawn(TARGET, VALUES), 429, ""), "http-429", "HTTP 429");
    }

    private static void assertJudged(Reply reply, String outcome, String detail) {
        assertThat(reply.outcome()).as(reply.detail()).hasToString(outcome);
        assertThat(reply.detail()).contains(detail == null ? "" : detail);
        assertThat(reply.detail().isEmpty()).isEqualTo(reply.outcome() == FailureClass.OK);
    }

    /** Sent at 7 µs, answered at 9 µs. */
    private static Reply answered(Call call, int status, String body) {
        Played played = new Played(call, 7_000);
        played.head(status, "application/json", 8_000);
        return played.end(Ending.COMPLETE, body, 9_000);
    }
}
