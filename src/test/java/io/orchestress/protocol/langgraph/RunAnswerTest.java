package io.orchestress.protocol.langgraph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonPointer;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StatusAnswer;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.testkit.Played;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Outbound;
import java.net.URI;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers as LangGraph dev server 1.4.6 gave them. */
class RunAnswerTest {
    private static final String METADATA =
            "event: metadata\ndata: {\"run_id\":\"01a1fcdb-6745-71ec-8090-7063588d5f61\",\"attempt\":1}\nid: 0\n\n";
    private static final String PLAN = "event: updates\ndata: {\"plan\":{\"log\":[\"plan:2\"]}}\nid: 1\n\n";
    private static final String TOKENS =
            "event: custom\ndata: {\"token\":\"tok0\"}\nid: 2\n\nevent: custom\ndata: {\"token\":\"tok1\"}\nid: 3\n\n";
    private static final String ANSWER = "event: updates\ndata: {\"answer\":{\"output\":\"done:x\"}}\nid: 5\n\n";
    private static final String ERROR =
            "event: error\ndata: {\"error\":\"Error\",\"message\":\"worker failed as asked\"}\nid: 4\n\n";
    private static final String INTERRUPT =
            "event: updates\ndata: {\"__interrupt__\":[{\"id\":\"f895f90d8cdd85b48119ebd67f14220f\",\"value\":\"go on?\"}]}\nid: 5\n\n";

    @Test
    void aStreamThatClosesAfterItsUpdates() {
        Reply reply = played(Played.stream(METADATA + PLAN + TOKENS + ANSWER));

        assertThat(reply.outcome()).isEqualTo(FailureClass.OK);
        assertThat(RunAnswer.result(reply).at("/answer/output").asText()).isEqualTo("done:x");
        assertThat(reply.stream())
                .as("tokens are the third and the fourth event, the last is the fifth")
                .hasValue(new StreamTimes(
                        3 * Played.EVERY_NANOS, new long[] {Played.EVERY_NANOS}, 5 * Played.EVERY_NANOS));
        assertThat(reply.usage().outputTokens()).as("chunks are not tokens").isEmpty();
    }

    @Test
    void aStreamWithoutTokensHasNoTimesOfThem() {
        Reply reply = played(Played.stream(METADATA + PLAN + ANSWER));

        assertThat(reply.outcome()).isEqualTo(FailureClass.OK);
        assertThat(reply.stream()).isEmpty();
    }

    @Test
    void messagesOfTheModelAreChunksAndThoseOfOthersAreNot() {
        String ai = "event: messages|agent:1\ndata: [{\"type\":\"AIMessageChunk\",\"content\":\"Hi\"},{}]\n\n";
        String parts =
                "event: messages\ndata: [{\"type\":\"ai\",\"content\":[{\"type\":\"text\",\"text\":\"!\"}]},{}]\n\n";
        String empty = "event: messages\ndata: [{\"type\":\"AIMessageChunk\",\"content\":\"\"},{}]\n\n";
        String tool = "event: messages\ndata: [{\"type\":\"tool\",\"content\":\"42\"},{}]\n\n";

        Reply reply = played(Played.stream(METADATA + empty + tool + ai + parts + ANSWER));

        assertThat(reply.stream().orElseThrow().chunks()).isEqualTo(2);
        assertThat(reply.stream().orElseThrow().firstContentNanos()).isEqualTo(4 * Played.EVERY_NANOS);
    }

    @Test
    void anEventThatEndsIsTheEnd() {
        Played played = Played.stream(METADATA + ANSWER + "event: end\ndata: null\n\ndata: never looked at\n\n");

        assertThat(played(played).outcome()).isEqualTo(FailureClass.OK);
    }

    @Test
    void aStateAfterThePulseOfAWaitingServer() {
        Reply reply = played(Played.body(
                200,
                "text/plain; charset=UTF-8",
                "\n\n{\"input\":\"x\",\"steps\":2,\"log\":[\"plan:2\"],\"output\":\"done:x\"}"));

        assertThat(reply.outcome()).isEqualTo(FailureClass.OK);
        assertThat(RunAnswer.result(reply).path("output").asText()).isEqualTo("done:x");
    }

    static Stream<Arguments> failures() {
        String failed =
                "{\"__error__\":{\"error\":\"Error\",\"message\":\"{\\\"error\\\":\\\"Error\\\",\\\"message\\\":\\\"worker failed as asked\\\"}\"}}";
        String busy =
                "Thread is already running a task. Wait for it to finish or choose a different multitask strategy.";
        return Stream.of(
                row("the run failed", text(200, failed), "task-failed", "worker failed as asked"),
                row("an error without a message", text(200, "{\"__error__\":{\"error\":\"X\"}}"), "task-failed", "X"),
                row(
                        "the run failed, streaming",
                        Played.stream(METADATA + PLAN + TOKENS + ERROR),
                        "error-event",
                        "worker failed as asked"),
                row(
                        "a graph inside failed",
                        Played.stream(METADATA + PLAN + ERROR.replace("error\n", "error|sub:1\n")),
                        "error-event",
                        "worker failed as asked"),
                row(
                        "a question",
                        text(200, "{\"__interrupt__\":[{\"id\":\"3cc8\",\"value\":\"go on?\"}]}"),
                        "input-required",
                        "interrupted"),
                row(
                        "a question, streaming",
                        Played.stream(METADATA + PLAN + TOKENS + INTERRUPT),
                        "input-required",
                        "interrupted"),
                row("the thread is busy", text(422, busy), "http-422", "Thread is already running a task"),
                row("no such assistant", text(404, "No assistant found for \"nosuch\"."), "http-404", "nosuch"),
                row("closed before an update", Played.stream(METADATA + TOKENS), "no-end", "without values or updates"),
                row("closed before any event", Played.stream(""), "empty-stream", "without an event"),
                row("cut off", Played.stream(METADATA + PLAN).ending(Ending.TRUNCATED), "truncated", "in the middle"),
                row(
                        "an event cut short",
                        Played.stream(METADATA + "event: updates\ndata: {\"plan\"\n\n" + ANSWER),
                        "malformed",
                        "{\"plan\""),
                row(
                        "an update of a graph inside only",
                        Played.stream(METADATA + PLAN.replace("updates", "updates|sub:1")),
                        "no-end",
                        "without values or updates"),
                row("no body", text(200, ""), "malformed", "not a JSON object"),
                row("no state", text(200, "null"), "malformed", "not a JSON object"));
    }

    private static Arguments row(String name, Played played, String outcome, String detail) {
        return arguments(name, played, outcome, detail);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("failures")
    void eachFailureIsOfItsOwnClass(String name, Played played, String outcome, String detail) {
        Reply reply = played(played);

        assertThat(reply.outcome().label()).isEqualTo(outcome);
        assertThat(reply.detail()).contains(detail);
        assertThat(reply.stream()).isEmpty();
    }

    private static Played text(int status, String body) {
        return Played.body(status, "text/plain; charset=UTF-8", body);
    }

    private static Reply played(Played played) {
        return played.to(new RunAnswer(
                JsonPointer.compile("/token"),
                run -> new Call(
                        new Outbound.Http("POST", URI.create("http://127.0.0.1/" + run), Map.of(), new byte[0]),
                        StatusAnswer::new)));
    }
}
