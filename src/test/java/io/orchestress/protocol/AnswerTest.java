package io.orchestress.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.transport.Ending;
import io.orchestress.transport.SseEvent;
import io.orchestress.transport.SseRest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first two layers, which all protocols share. */
class AnswerTest {
    private final List<Reply> replies = new ArrayList<>();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "TIMEOUT, timeout",
        "CONNECTION, connection",
        "DNS, dns",
        "TLS, tls",
        "INJECTOR, injector",
        "TRUNCATED, truncated",
        "MALFORMED, malformed",
        "TOO_LONG, too-long",
        "CLOSED, unfinished"
    })
    void transportDecidesFirst(Ending ending, String outcome) {
        Reply reply = reply(200, Map.of(), ending, "fine");

        assertThat(reply.outcome().label()).isEqualTo(outcome);
        assertThat(reply.detail()).isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "200, ok",
        "204, ok",
        "299, ok",
        "199, http-199",
        "302, http-302",
        "404, http-404",
        "470, http-470",
        "503, http-503"
    })
    void thenTheStatus(int status, String outcome) {
        assertThat(reply(status, Map.of(), Ending.COMPLETE, "x").outcome().label())
                .isEqualTo(outcome);
    }

    @Test
    void aRefusalQuotesTheTargetOnOneLine() {
        Reply reply = reply(500, Map.of(), Ending.COMPLETE, "  no\n way" + "y".repeat(500));

        assertThat(reply.detail())
                .startsWith("HTTP 500: no wayyy")
                .endsWith(" …")
                .hasSizeLessThan(230);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "60, 60000",
        "0, 0",
        "' 7 ', 7000",
        "0.5, 500",
        ".25, 250",
        "1., 1000",
        "99999999, 31536000000",
        "99999999999, 31536000000",
        "'Wed, 21 Oct 1998 07:28:00 GMT', 0",
        "'Mon, 21 Oct 1998 07:28:00 GMT', 0",
        "'Wednesday, 21-Oct-98 07:28:00 GMT', 0",
        "'Wed Oct  7 07:28:00 1998', 0",
        "'wed, 07 oct 2198 07:28:00 gmt', 31536000000",
        "1998-10-21T07:28:00Z, 0",
        "-1,",
        "soon,",
        "'1,5',",
        "NaN,",
        "1e3,"
    })
    void keepsRetryAfter(String header, Long millis) {
        Reply reply = reply(429, Map.of("retry-after", header), Ending.COMPLETE, "");

        assertThat(reply.retryAfter().map(Duration::toMillis).orElse(null)).isEqualTo(millis);
    }

    @Test
    void millisecondsOfRetryAfterGoFirst() {
        assertThat(reply(429, Map.of("retry-after-ms", "1500", "retry-after", "2"), Ending.COMPLETE, "")
                        .retryAfter())
                .contains(Duration.ofMillis(1500));
    }

    /** By the standard what no blank line closes is no event; that it was there is told, and nothing passes on what was cut. */
    @Test
    void anEventThatWasNotClosedIsNoGoodEnd() {
        Reply reply = streamWith(new SseRest(Optional.of(new SseEvent("error", "boom", "")), "{\"error\": 1}"));

        assertThat(reply.outcome()).isEqualTo(FailureClass.NO_END);
        assertThat(reply.detail())
                .isEqualTo(
                        "the stream closed within an event (its last event lacks the closing blank line: error: boom;"
                                + " text outside of events: {\"error\": 1})");
        assertThat(streamWith(new SseRest(Optional.empty(), "whatever")).isOk()).isTrue();
    }

    private Reply streamWith(SseRest rest) {
        replies.clear();
        Answer answer = answer();
        answer.begin(1_000, (reply, nanos) -> replies.add(reply));
        answer.head(200, Map.of("content-type", "text/event-stream"), 2_000);
        answer.rest(rest);
        answer.end(Ending.COMPLETE, "fine".getBytes(UTF_8), 3_000);
        return replies.get(0);
    }

    @Test
    void whatASilentStreamHadBroughtIsInTheDetail() {
        Answer answer = answer();
        answer.begin(0, (reply, nanos) -> replies.add(reply));
        answer.head(200, Map.of("content-type", "text/event-stream"), 0);
        answer.chunk(1_000_000_000L);
        answer.chunk(2_000_000_000L);
        answer.end(Ending.TIMEOUT, new byte[0], 5_040_000_000L);

        assertThat(replies.get(0).detail())
                .isEqualTo("no complete response in time (2 chunks came, then nothing for 3 s)");
    }

    /** What explains a failure and is not in the body. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource({
        "302, location, https://login.example/?state=secret, 'HTTP 302: sorry (Location: https://login.example/?…)'",
        "401, www-authenticate, 'Bearer error=\"invalid_token\"', 'HTTP 401: sorry (WWW-Authenticate: Bearer error=\"invalid_token\")'",
        "407, proxy-authenticate, Basic, 'HTTP 407: sorry (Proxy-Authenticate: Basic)'",
        "405, allow, 'GET, HEAD', 'HTTP 405: sorry (Allow: GET, HEAD)'",
        "429, retry-after, 7, 'HTTP 429: sorry (Retry-After: 7)'",
        "500, content-encoding, zstd, 'HTTP 500: sorry (Content-Encoding: zstd)'",
        "500, location, /elsewhere, 'HTTP 500: sorry'"
    })
    void headersThatExplainAreInTheDetail(int status, String header, String value, String detail) {
        assertThat(reply(status, Map.of(header, value), Ending.COMPLETE, "sorry")
                        .detail())
                .isEqualTo(detail);
    }

    @Test
    void theCauseOfTheWireAndTheBeginningOfTheBodyAreInTheDetail() {
        Answer answer = answer();
        answer.begin(1_000, (reply, nanos) -> replies.add(reply));
        answer.head(200, Map.of("location", "x".repeat(10_000)), 2_000);
        answer.why("reset by 127.0.0.1:80");
        answer.end(Ending.TRUNCATED, "{\"half\": \u001b[31m\u202e".getBytes(UTF_8), 3_000);
        assertThat(replies.get(0).detail())
                .isEqualTo(
                        "the connection broke in the middle of the response: reset by 127.0.0.1:80 (begins: {\"half\": \ufffd[31m\ufffd)");
    }

    @Test
    void aDetailIsBoundedAndHarmless() {
        Reply reply = Reply.failed(FailureClass.PROTOCOL, "a\u0000b\u009b31m\u2028c\n\n d" + "😀".repeat(1 << 20));
        assertThat(reply.detail())
                .startsWith("a\ufffdb\ufffd31m c d😀")
                .endsWith("😀…")
                .hasSizeLessThanOrEqualTo(400);
        assertThat(Reply.failed(FailureClass.PROTOCOL, "\n").detail()).isEqualTo("protocol");
    }

    private Reply reply(int status, Map<String, String> headers, Ending ending, String body) {
        Answer answer = answer();
        answer.begin(1_000, (reply, nanos) -> replies.add(reply));
        answer.head(status, headers, 2_000);
        answer.end(ending, body.getBytes(UTF_8), 3_000);
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    private static Answer answer() {
        return new Answer() {
            @Override
            public boolean event(SseEvent event, long nanos) {
                return false;
            }

            @Override
            protected Reply judge(byte[] text, long nanos) {
                if (text.length == 0) {
                    throw new IllegalStateException("not foreseen");
                }
                return Reply.ok(TextNode.valueOf(new String(text, UTF_8)));
            }
        };
    }

    @Test
    void anAnswerThatNobodyForesawStillEnds() {
        Reply reply = reply(200, Map.of(), Ending.COMPLETE, "");

        assertThat(reply.outcome()).isEqualTo(FailureClass.MALFORMED);
        assertThat(reply.detail()).contains("not foreseen");
    }

    @Test
    void outcomesAreDistinctAndCounted() {
        assertThat(FailureClass.all()).extracting(FailureClass::label).doesNotHaveDuplicates();
        assertThat(FailureClass.rpc(-32601).label()).isEqualTo("rpc-32601");
        assertThat(FailureClass.rpc(-32768).label()).isEqualTo("rpc-32768");
        assertThat(FailureClass.rpc(-32000).label()).isEqualTo("rpc-32000");
        assertThat(FailureClass.rpc(-31999).label()).isEqualTo("rpc-other");
        assertThat(FailureClass.rpc(Long.MIN_VALUE).label()).isEqualTo("rpc-other");
        assertThat(FailureClass.exit(255).label()).isEqualTo("exit-255");
    }
}
