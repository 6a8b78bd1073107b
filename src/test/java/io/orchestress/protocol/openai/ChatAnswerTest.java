package io.orchestress.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Reply;
import io.orchestress.protocol.StreamTimes;
import io.orchestress.protocol.Usage;
import io.orchestress.testkit.Played;
import io.orchestress.transport.Ending;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Streams and bodies as aimock 1.43.0 sent them, and what other servers are known to do. */
class ChatAnswerTest {
    private static final String ROLE = chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null");
    private static final String HELLO = chunk("{\"content\":\"simple: done in one \"}", "null");
    private static final String WORLD = chunk("{\"content\":\"step.\"}", "null");
    private static final String STOP = chunk("{}", "\"stop\"");
    private static final String USAGE =
            "data: {\"id\":\"chatcmpl-XafZuvJwXerAVlgv\",\"object\":\"chat.completion.chunk\",\"created\":1795243599,"
                    + "\"model\":\"swift\",\"choices\":[],"
                    + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7,\"total_tokens\":19}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final Usage COUNTED = new Usage("swift", OptionalLong.of(12), OptionalLong.of(7));
    private static final Usage MODEL_ONLY = new Usage("swift", OptionalLong.empty(), OptionalLong.empty());

    @Test
    void aStreamThatIsWhole() {
        Reply reply = Played.stream(ROLE + HELLO + WORLD + STOP + USAGE + DONE).to(new ChatAnswer(false));

        assertThat(reply.outcome()).isEqualTo(FailureClass.OK);
        assertThat(reply.value().toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"simple: done in one step.\"}");
        assertThat(reply.usage()).isEqualTo(COUNTED);
        assertThat(reply.stream())
                .as("the role is no content; [DONE] is the sixth event")
                .hasValue(new StreamTimes(
                        2 * Played.EVERY_NANOS, new long[] {Played.EVERY_NANOS}, 6 * Played.EVERY_NANOS));
    }

    @Test
    void aStreamOfReasoningBeginsWithItsFirstThought() {
        Reply reply = Played.stream(chunk("{\"reasoning_content\":\"They ask for one ste\"}", "null")
                        + chunk("{\"reasoning_content\":\"p.\"}", "null")
                        + ROLE
                        + chunk("{\"content\":\"think: one step.\"}", "null")
                        + STOP
                        + DONE)
                .to(new ChatAnswer(false));

        assertThat(reply.outcome()).isEqualTo(FailureClass.OK);
        assertThat(reply.value().path("content").asText()).isEqualTo("think: one step.");
        assertThat(reply.stream().orElseThrow().firstContentNanos()).isEqualTo(Played.EVERY_NANOS);
        assertThat(reply.stream().orElseThrow().chunks()).isEqualTo(3);
    }

    @Test
    void aToolCallInFragments() {
        String call = "{\"tool_calls\":[{\"index\":0,\"id\":\"call_wbiwY9e9ZmmE-KVU\",\"type\":\"function\","
                + "\"function\":{\"name\":\"look_up\",\"arguments\":\"\"}}]}";
        Reply reply = Played.stream(chunk("{\"role\":\"assistant\",\"content\":null}", "null")
                        + chunk(call, "null")
                        + chunk(fragment("{\\\"topic\\\":\\\"retry budg"), "null")
                        + chunk(fragment("ets\\\"}"), "null")
                        + chunk("{}", "\"tool_calls\"")
                        + DONE)
                .to(new ChatAnswer(false));

        assertThat(reply.outcome()).isEqualTo(FailureClass.OK);
        assertThat(reply.value().path("content").isNull()).isTrue();
        assertThat(reply.value().at("/tool_calls/0/id").asText()).isEqualTo("call_wbiwY9e9ZmmE-KVU");
        assertThat(reply.value().at("/tool_calls/0/function").toString())
                .isEqualTo("{\"name\":\"look_up\",\"arguments\":\"{\\\"topic\\\":\\\"retry budgets\\\"}\"}");
        assertThat(reply.stream().orElseThrow().chunks()).isEqualTo(3);
    }

    /** The index is the server's own way to count: from 1, or with gaps. */
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"0, 1", "1, 2", "7, 3"})
    void toolCallsAreTheirIndexNotTheirPlace(int first, int second) {
        Reply reply = Played.stream(chunk(begun(first, "a"), "null")
                        + chunk(begun(second, "b"), "null")
                        + chunk(fragment(first, "one"), "null")
                        + chunk(fragment(second, "two"), "null")
                        + chunk("{}", "\"tool_calls\"")
                        + DONE)
                .to(new ChatAnswer(false));

        assertThat(reply.value().path("tool_calls").toString())
                .isEqualTo(
                        "[{\"id\":\"call-a\",\"type\":\"function\",\"function\":{\"name\":\"a\",\"arguments\":\"one\"}},"
                                + "{\"id\":\"call-b\",\"type\":\"function\",\"function\":{\"name\":\"b\",\"arguments\":\"two\"}}]");
    }

    private static String begun(int index, String name) {
        return "{\"tool_calls\":[{\"index\":" + index + ",\"id\":\"call-" + name + "\",\"function\":{\"name\":\"" + name
                + "\",\"arguments\":\"\"}}]}";
    }

    private static String fragment(String text) {
        return fragment(0, text);
    }

    private static String fragment(int index, String text) {
        return "{\"tool_calls\":[{\"index\":" + index + ",\"function\":{\"arguments\":\"" + text + "\"}}]}";
    }

    @Test
    void oneBody() {
        Reply reply = Played.body(200, "application/json", completion("\"simple: done in one step.\"", "\"stop\""))
                .to(new ChatAnswer(false));

        assertThat(reply.outcome()).isEqualTo(FailureClass.OK);
        assertThat(reply.value().toString())
                .isEqualTo("{\"role\":\"assistant\",\"content\":\"simple: done in one step.\"}");
        assertThat(reply.usage()).isEqualTo(COUNTED);
        assertThat(reply.stream()).isEmpty();
    }

    static Stream<Arguments> failures() {
        String rateLimit =
                "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"rate_limit_error\",\"param\":null,\"code\":\"rate_limit_exceeded\"}}";
        return Stream.of(
                // transport
                row("cut off by the server", cut(ROLE + HELLO, Ending.TRUNCATED), "truncated", MODEL_ONLY),
                row("too slow, tokens known", cut(HELLO + USAGE, Ending.TIMEOUT), "timeout", COUNTED),
                row("nothing came", cut("", Ending.CONNECTION), "connection", Usage.UNKNOWN),
                row("the user ended", cut(HELLO, Ending.CLOSED), "unfinished", MODEL_ONLY),
                // status
                row("429", Played.body(429, "application/json", rateLimit), "http-429", Usage.UNKNOWN),
                row("500", Played.body(500, "application/json", "oops"), "http-500", Usage.UNKNOWN),
                // envelope of a stream
                row("no event", Played.stream(""), "empty-stream", Usage.UNKNOWN),
                row("end without a reason", Played.stream(ROLE + HELLO), "no-end", MODEL_ONLY),
                row("end before [DONE]", Played.stream(HELLO + STOP + USAGE), "no-end", COUNTED),
                row("[DONE] without a reason", Played.stream(HELLO + DONE), "no-finish-reason", MODEL_ONLY),
                row(
                        "chunk cut short",
                        Played.stream(HELLO + "data: {\"choices\":[{\"ind\n\n" + STOP + DONE),
                        "malformed",
                        MODEL_ONLY),
                row(
                        "two objects in a chunk",
                        Played.stream(HELLO + "data: {} {}\n\n" + STOP + DONE),
                        "malformed",
                        MODEL_ONLY),
                row("chunk that is a list", Played.stream("data: []\n\n" + DONE), "malformed", Usage.UNKNOWN),
                row(
                        "error in the middle",
                        Played.stream(HELLO + "data: " + rateLimit + "\n\n" + DONE),
                        "rate-limited",
                        MODEL_ONLY),
                row(
                        "error that is a text",
                        Played.stream(HELLO + "data: {\"error\":\"overloaded\"}\n\n"),
                        "error-event",
                        MODEL_ONLY),
                row(
                        "error by its type",
                        Played.stream(HELLO + "event: error\ndata: worker died\n\n"),
                        "error-event",
                        MODEL_ONLY),
                row(
                        "error after usage",
                        Played.stream(HELLO + USAGE + "data: {\"error\":{\"code\":502}}\n\n"),
                        "error-event",
                        COUNTED),
                // envelope of a body
                row(
                        "body of chaos",
                        Played.body(200, "application/json", "{malformed json: <<<chaos>>>"),
                        "malformed",
                        Usage.UNKNOWN),
                row("no body", Played.body(200, "application/json", ""), "malformed", Usage.UNKNOWN),
                row(
                        "no choices",
                        Played.body(200, "application/json", "{\"object\":\"list\"}"),
                        "malformed",
                        Usage.UNKNOWN),
                row(
                        "error instead of a stream",
                        Played.body(200, "application/json", "{\"error\":{\"message\":\"no such model\"}}"),
                        "protocol",
                        Usage.UNKNOWN),
                row(
                        "rate limit inside 200",
                        Played.body(200, "application/json", rateLimit),
                        "rate-limited",
                        Usage.UNKNOWN),
                row(
                        "body without a reason",
                        Played.body(200, "application/json", completion("\"x\"", "null")),
                        "no-finish-reason",
                        COUNTED),
                // domain
                row("length", Played.stream(HELLO + chunk("{}", "\"length\"") + USAGE + DONE), "length", COUNTED),
                row(
                        "filter",
                        Played.stream(HELLO + chunk("{}", "\"content_filter\"") + USAGE + DONE),
                        "content-filter",
                        COUNTED),
                row(
                        "filter, one body",
                        Played.body(200, "application/json", completion("\"\"", "\"content_filter\"")),
                        "content-filter",
                        COUNTED),
                row("no content", Played.stream(ROLE + STOP + USAGE + DONE), "no-content", COUNTED),
                row(
                        "thoughts only",
                        Played.stream(chunk("{\"reasoning\":\"hm\"}", "null") + STOP + DONE),
                        "no-content",
                        MODEL_ONLY),
                row(
                        "no content, one body",
                        Played.body(200, "application/json", completion("null", "\"stop\"")),
                        "no-content",
                        COUNTED),
                row("reason error", Played.stream(HELLO + chunk("{}", "\"error\"") + DONE), "protocol", MODEL_ONLY),
                row("given up", Played.stream(HELLO + chunk("{}", "\"abort\"") + DONE), "protocol", MODEL_ONLY));
    }

    private static Arguments row(String name, Played played, String outcome, Usage usage) {
        return arguments(name, played, outcome, usage);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("failures")
    void eachFailureIsOfItsOwnClass(String name, Played played, String outcome, Usage usage) {
        Reply reply = played.to(new ChatAnswer(false));

        assertThat(reply.outcome().label()).isEqualTo(outcome);
        assertThat(reply.detail()).isNotBlank();
        assertThat(reply.usage())
                .as("tokens are paid for, whatever came of them")
                .isEqualTo(usage);
        assertThat(reply.stream())
                .as("times of failures would be no times of tokens")
                .isEmpty();
        assertThat(reply.value().isMissingNode()).isTrue();
    }

    @Test
    void aLengthThatWasAskedForIsNoFailure() {
        String stream = HELLO + chunk("{}", "\"length\"") + DONE;

        assertThat(Played.stream(stream).to(new ChatAnswer(true)).outcome()).isEqualTo(FailureClass.OK);
        assertThat(Played.stream(chunk("{}", "\"length\"") + DONE)
                        .to(new ChatAnswer(true))
                        .outcome())
                .as("but to say nothing is one")
                .isEqualTo(FailureClass.NO_CONTENT);
    }

    @Test
    void theErrorIsToldInTheTargetsWords() {
        Reply reply = Played.stream(HELLO + "data: {\"error\":{\"message\":\"out of memory\"}}\n\n")
                .to(new ChatAnswer(false));

        assertThat(reply.detail()).isEqualTo("an error event: out of memory");
    }

    @Test
    void aRateLimitSaysWhenToComeBack() {
        Reply reply = Played.body(429, "application/json", "{}")
                .header("retry-after", "2")
                .to(new ChatAnswer(false));

        assertThat(reply.retryAfter()).hasValue(Duration.ofSeconds(2));
    }

    @Test
    void anEndlessServerIsLeftAtDone() {
        Played played = Played.stream(HELLO + STOP + DONE + "data: never looked at\n\n");

        assertThat(played.to(new ChatAnswer(false)).outcome()).isEqualTo(FailureClass.OK);
    }

    private static Played cut(String stream, Ending ending) {
        return Played.stream(stream).ending(ending);
    }

    private static String chunk(String delta, String finishReason) {
        return "data: {\"id\":\"chatcmpl-XafZuvJwXerAVlgv\",\"object\":\"chat.completion.chunk\",\"created\":1795243599,"
                + "\"model\":\"swift\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"logprobs\":null,\"finish_reason\":"
                + finishReason + "}]}\n\n";
    }

    private static String completion(String content, String finishReason) {
        return "{\"id\":\"chatcmpl-BXtj1gGfwzri1FYf\",\"object\":\"chat.completion\",\"created\":1795232473,\"model\":\"swift\","
                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":" + content
                + ",\"refusal\":null},\"logprobs\":null,\"finish_reason\":" + finishReason + "}],"
                + "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7,\"total_tokens\":19}}";
    }
}
