package io.orchestress.protocol.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.orchestress.protocol.FirstCall;
import io.orchestress.protocol.Objection;
import io.orchestress.protocol.Reply;
import io.orchestress.testkit.Played;
import io.orchestress.transport.Ending;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FirstChatTest {
    private static final String KEYS = "orchestress.protocols.openai.";
    private final FirstCall first = first("http://llm.example:8000", "/v1/chat/completions");

    private static FirstCall first(String target, String path) {
        return FirstChat.of(
                new OpenAiSettings(path, "swift", "", true, true, 100, "max_tokens", 1, true),
                URI.create(target),
                Conversation.EMPTY.asked("x"));
    }

    private Reply reply(Played played) {
        return played.to(first.call().answer().get());
    }

    /** What a target refuses, in the words of real ones, and the key that has to change. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "400, `{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.\"}}`, max-tokens-name, max_completion_tokens",
                "422, `{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"stream_options\"]}]}`, include-usage, stream_options",
                "400, `{\"error\":{\"message\":\"Streaming is not supported: stream\"}}`, stream, not supported",
                "404, `{\"error\":{\"message\":\"The model gone does not exist\",\"code\":\"model_not_found\"}}`, model, does not exist",
                "404, `{\"detail\":\"Not Found\"}`, path, http://llm.example:8000/v1/chat/completions",
                "405, `Method Not Allowed`, path, Check method and path.",
                "400, `no`, ``, docs/protocols/openai.md"
            })
    void whatIsRefusedNamesTheSetting(int status, String body, String key, String says) {
        Objection problem = first.objection()
                .apply(reply(Played.body(status, "application/json", body)))
                .orElseThrow();

        assertThat(problem.key()).isEqualTo(key.isEmpty() ? "orchestress.protocols.openai" : KEYS + key);
        assertThat(problem.message()).contains(says).contains("HTTP " + status);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"401, target.headers, authorization", "403, target.headers, authorization", "421, target.headers, Host"
    })
    void headersThatAreMissing(int status, String key, String says) {
        Objection problem = first.objection()
                .apply(reply(Played.body(status, "text/plain", "no")))
                .orElseThrow();

        assertThat(problem.key()).isEqualTo("orchestress." + key);
        assertThat(problem.message()).contains(says);
    }

    @ParameterizedTest
    @CsvSource({"301", "302", "307", "308"})
    void aRedirectSaysWhereTo(int status) {
        Objection problem = first.objection()
                .apply(reply(Played.body(status, "text/plain", "").header("location", "https://llm.example/")))
                .orElseThrow();

        assertThat(problem.key()).isEqualTo("orchestress.target.url");
        assertThat(problem.message()).contains("Location: https://llm.example/");
    }

    @Test
    void theVersionThatIsThereTwiceIsSaid() {
        FirstCall twice = first("http://llm.example/v1", "/v1/chat/completions");
        Reply reply =
                Played.body(404, "text/plain", "no").to(twice.call().answer().get());

        assertThat(twice.objection().apply(reply).orElseThrow().message())
                .contains("http://llm.example/v1/v1/chat/completions", "remove it from one of them");
    }

    @Test
    void aPageIsNoApi() {
        Objection problem = first.objection()
                .apply(reply(Played.body(200, "text/html", "<html>Sign in</html>")))
                .orElseThrow();

        assertThat(problem.key()).isEqualTo(KEYS + "path");
        assertThat(problem.message()).contains("HTML", "Sign in");
    }

    /** What says nothing of the request is for the load to measure. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({"200", "429", "500", "502", "503", "529"})
    void whatMayComeOfLoadIsNoProblem(int status) {
        assertThat(first.objection().apply(reply(Played.body(status, "application/json", "{}"))))
                .isEmpty();
    }

    @Test
    void noAnswerIsNoProblemOfTheConfiguration() {
        assertThat(first.objection().apply(reply(Played.stream("").ending(Ending.TIMEOUT))))
                .isEmpty();
        assertThat(first.objection().apply(reply(Played.stream("data: {}\n\n"))))
                .isEmpty();
    }
}
