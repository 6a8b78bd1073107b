package io.orchestress.backend.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orchestress.backend.limit.Limiter;
import io.orchestress.backend.limit.Quota;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against samples in the form of OpenAI's API reference. */
class ChatFormTest {
    private static final String WITH_TOOLS = """
            {"model":"gpt-4o","stream":true,"stream_options":{"include_usage":true},"max_tokens":50,
             "messages":[
               {"role":"system","content":"Be brief."},
               {"role":"user","content":"first"},
               {"role":"assistant","content":"answered"},
               {"role":"user","content":[{"type":"text","text":"second"},{"type":"image_url","image_url":{"url":"x"}}]},
               {"role":"assistant","content":null,"tool_calls":[
                 {"id":"call_1","type":"function","function":{"name":"find","arguments":"{}"}},
                 {"id":"call_2","type":"function","function":{"name":"get","arguments":"{}"}}]},
               {"role":"tool","tool_call_id":"call_1","content":"r1"},
               {"role":"tool","tool_call_id":"call_2","content":"r2"}],
             "tools":[{"type":"function","function":{"name":"find","parameters":{"type":"object"}}},
                      {"type":"function","function":{"name":"get"}}],
             "tool_choice":{"type":"function","function":{"name":"get"}}}""";

    private final ChatForm form = new ChatForm();

    private ModelCall read(String json) throws Refusal {
        return form.read(Bodies.ours(json));
    }

    @Test
    void aCallWithToolsIsRead() throws Refusal {
        ModelCall call = read(WITH_TOOLS);
        assertThat(call.model()).isEqualTo("gpt-4o");
        assertThat(call.stream()).isTrue();
        assertThat(call.includeUsage()).isTrue();
        assertThat(call.mostTokens()).isEqualTo(50);
        assertThat(call.prompt()).isEqualTo("second");
        assertThat(call.toolResults()).isEqualTo(2);
        assertThat(call.tools()).extracting(ModelCall.Offered::name).containsExactly("find", "get");
        assertThat(call.choice()).isEqualTo("get");
        // 9 + 5 + 8 + 6 + 2 + 2 + 2 + 2 characters
        assertThat(call.tokensIn()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [] | The body must be a JSON object.
            {} | you must provide a model parameter
            {"model":"m"} | Invalid 'messages'
            {"model":"m","messages":[]} | Invalid 'messages'
            {"model":"m","messages":"x"} | Invalid 'messages'
            {"model":"m","messages":[{}],"n":2} | n must be 1
            {"model":"m","messages":[{}],"stream":"yes"} | Invalid type for 'stream'
            {"model":"m","messages":[{}],"max_tokens":0} | Invalid 'max_tokens'
            {"model":"m","messages":[{"role":"user","content":"x"},{"role":"assistant","tool_calls":[{"id":"call_9"}]}]} | did not have response messages: call_9
            """)
    void aCallThatIsNoneIsRefused(String json, String expected) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Refusal.class).hasMessageContaining(expected);
    }

    @Test
    void wholeText() throws Refusal {
        assertThat(form.whole(Replies.text(read(WITH_TOOLS))))
                .isEqualTo(
                        "{\"id\":\"chatcmpl-00000000000000ab\",\"object\":\"chat.completion\",\"created\":1700000000,"
                                + "\"model\":\"gpt-4o\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_orchestress\","
                                + "\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi \\\"youé\","
                                + "\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"stop\"}],"
                                + "\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,\"total_tokens\":11,"
                                + "\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
                                + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
                                + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}}");
    }

    @Test
    void wholeTools() throws Refusal {
        assertThat(form.whole(Replies.tools(read(WITH_TOOLS))))
                .contains(
                        "\"content\":null,\"tool_calls\":[{\"id\":\"call_00000000000000ab0000\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"find\",\"arguments\":\"{\\\"a\\\":1}\"}},"
                                + "{\"id\":\"call_00000000000000ab0001\",\"type\":\"function\","
                                + "\"function\":{\"name\":\"get\",\"arguments\":\"{}\"}}]")
                .contains("\"finish_reason\":\"tool_calls\"");
        assertThat(form.whole(Replies.cut(read(WITH_TOOLS)))).contains("\"finish_reason\":\"length\"");
    }

    @Test
    void streamOfText() throws Refusal {
        String head = "data: {\"id\":\"chatcmpl-00000000000000ab\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1700000000,\"model\":\"gpt-4o\",\"service_tier\":\"default\","
                + "\"system_fingerprint\":\"fp_orchestress\",\"choices\":[";
        String tail = ",\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n";
        String stream = Replies.stream(form, Replies.text(read(WITH_TOOLS)));
        assertThat(stream)
                .startsWith(head + "{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}"
                        + tail
                        + head + "{\"index\":0,\"delta\":{\"content\":\"Hi \\\"\"}" + tail
                        + head + "{\"index\":0,\"delta\":{\"content\":\"youé\"}" + tail
                        + head
                        + "{\"index\":0,\"delta\":{},\"logprobs\":null,\"finish_reason\":\"stop\"}],\"usage\":null}\n\n"
                        + head + "],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,")
                .endsWith("\n\ndata: [DONE]\n\n");
    }

    @Test
    void streamOfTools() throws Refusal {
        assertThat(Replies.stream(form, Replies.tools(read(WITH_TOOLS.replace("true}", "false}")))))
                .contains("\"delta\":{\"role\":\"assistant\",\"content\":null,")
                .contains("\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_00000000000000ab0000\","
                        + "\"type\":\"function\",\"function\":{\"name\":\"find\",\"arguments\":\"\"}}]}")
                .contains("\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\":\"}}]}")
                .contains("\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":\"{}\"}}]}")
                .contains("\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]")
                .doesNotContain("usage");
    }

    @Test
    void errors() {
        Refusal refusal = new Refusal(429, "requests", "Slow \"down\"", "", "rate_limit_exceeded");
        assertThat(form.error(refusal, "req_1"))
                .isEqualTo("{\"error\":{\"message\":\"Slow \\\"down\\\"\",\"type\":\"requests\",\"param\":null,"
                        + "\"code\":\"rate_limit_exceeded\"}}");
        assertThat(form.error(Refusal.of("n", "no"), ""))
                .isEqualTo(
                        "{\"error\":{\"message\":\"no\",\"type\":\"invalid_request_error\",\"param\":\"n\",\"code\":null}}");
    }

    @Test
    void anErrorInAStream() {
        assertThat(form.errorEvent(new Refusal(500, "", "broke", "", "")))
                .isEqualTo(
                        "data: {\"error\":{\"message\":\"broke\",\"type\":\"server_error\",\"param\":null,\"code\":null}}\n\n");
        assertThat(new ResponsesForm().errorEvent(new Refusal(500, "", "broke", "", "")))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"sequence_number\":0,\"code\":\"server_error\","
                        + "\"message\":\"broke\",\"param\":null}\n\n");
        assertThat(new MessagesForm().errorEvent(new Refusal(529, "", "broke", "", "")))
                .isEqualTo("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
                        + "\"message\":\"broke\"},\"request_id\":null}\n\n");
    }

    @Test
    void headersOfLimits() {
        Limiter.Decision refused = new Limiter.Decision(
                "x", 1_200_000_001, new Quota(60, 3, 57_000_000_000L), new Quota(1000, 0, 12_000_000));
        assertThat(form.quota(refused, Instant.EPOCH))
                .isEqualTo(Map.of(
                        "x-ratelimit-limit-requests", "60",
                        "x-ratelimit-remaining-requests", "3",
                        "x-ratelimit-reset-requests", "57s",
                        "x-ratelimit-limit-tokens", "1000",
                        "x-ratelimit-remaining-tokens", "0",
                        "x-ratelimit-reset-tokens", "12ms",
                        "retry-after", "2",
                        "retry-after-ms", "1201"));
        assertThat(form.quota(new Limiter.Decision("", 0, null, null), Instant.EPOCH))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0ms", "1, 1ms", "12000000, 12ms", "8640000000, 8.64s", "360000000000, 6m0s", "59999999999, 1m0s"})
    void durations(long nanos, String expected) {
        assertThat(OpenAi.duration(nanos)).isEqualTo(expected);
    }
}
