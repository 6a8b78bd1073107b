package io.orchestress.protocol.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import io.orchestress.transport.Outbound;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProcessAnswerTest {
    static Stream<Arguments> ends() {
        return Stream.of(
                row(Ending.COMPLETE, 0, "the answer is 42\n", "", FailureClass.OK, ""),
                row(Ending.COMPLETE, 4, "the answer is 42\n", "", FailureClass.OK, ""),
                row(Ending.COMPLETE, 3, "half\n", "disk full\n", FailureClass.exit(3), "exit code 3: disk full"),
                row(Ending.COMPLETE, 3, "half\n", "", FailureClass.exit(3), "exit code 3: half"),
                row(Ending.COMPLETE, 137, "", "", FailureClass.exit(137), "exit code 137"),
                row(
                        Ending.COMPLETE,
                        0,
                        "",
                        "only here\n",
                        FailureClass.CHECK,
                        "the output does not match answer is \\d+: only here"),
                row(Ending.COMPLETE, 0, "no\n", "", FailureClass.CHECK, "the output does not match answer is \\d+: no"),
                row(Ending.TIMEOUT, 0, "", "", FailureClass.TIMEOUT, "no complete response in time"),
                row(
                        Ending.TOO_LONG,
                        137,
                        "y",
                        "",
                        FailureClass.TOO_LONG,
                        "the response exceeds the size limit (begins: y)"));
    }

    private static Arguments row(Ending ending, int exit, String out, String err, FailureClass outcome, String detail) {
        return Arguments.of(ending, exit, out, err, outcome, detail);
    }

    @ParameterizedTest
    @MethodSource("ends")
    void judged(Ending ending, int exit, String out, String err, FailureClass outcome, String detail) {
        Reply reply = reply(ending, exit, out, Map.of("stderr", err));

        assertThat(reply.outcome()).isEqualTo(outcome);
        assertThat(reply.detail()).isEqualTo(detail);
        if (reply.isOk()) {
            assertThat(reply.value().asText()).isEqualTo(out);
        }
    }

    @Test
    void whatCouldNotBeStartedSaysWhy() {
        Reply reply = reply(Ending.CONNECTION, 127, "", Map.of("error", "Resource temporarily unavailable"));
        assertThat(reply.outcome()).isEqualTo(FailureClass.CONNECTION);
        assertThat(reply.detail()).isEqualTo("not started: Resource temporarily unavailable");
    }

    private static Reply reply(Ending ending, int exit, String out, Map<String, String> headers) {
        Answer answer = call().answer().get();
        List<Reply> replies = new ArrayList<>();
        answer.begin(1, (reply, nanos) -> replies.add(reply));
        answer.head(exit, headers, 2);
        answer.end(ending, out.getBytes(StandardCharsets.UTF_8), 3);
        assertThat(replies).hasSize(1);
        return replies.get(0);
    }

    private static Call call() {
        return protocol().task(Map.of("prompt", "6 × 7 = $(x)", "size", "simple"));
    }

    private static ProcessCalls protocol() {
        return new ProcessCalls(new ProcessSettings(
                List.of("agent", "--size=#{size}", "#{prompt}"), "Q: #{prompt}", "answer is \\d+", List.of(0, 4), 5));
    }

    @Test
    void theCommandIsFilledAsItIs() {
        assertThat(call().request()).isInstanceOfSatisfying(Outbound.Command.class, command -> {
            assertThat(command.command()).containsExactly("agent", "--size=simple", "6 × 7 = $(x)");
            assertThat(new String(command.input(), StandardCharsets.UTF_8)).isEqualTo("Q: 6 × 7 = $(x)");
        });
        assertThat(protocol().names()).containsExactly("prompt", "size");
    }
}
