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

/** Against samples in the form of Anthropic's API reference. */
class MessagesFormTest {
    private static final String CALL = """
            {"model":"claude","max_tokens":64,"system":[{"type":"text","text":"Be brief."}],
             "messages":[
               {"role":"user","content":"old"},
               {"role":"assistant","content":[{"type":"text","text":"said"}]},
               {"role":"user","content":[{"type":"text","text":"new"}]},
               {"role":"assistant","content":[{"type":"text","text":"I look"},
                 {"type":"tool_use","id":"toolu_1","name":"find","input":{"a":1}}]},
               {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":[{"type":"text","text":"r"}]},
                 {"type":"text","text":"and hurry"}]}],
             "tools":[{"name":"find","input_schema":{"type":"object"}},{"type":"web_search_20250305","name":"web_search"}],
             "tool_choice":{"type":"tool","name":"find"}}""";

    private final MessagesForm form = new MessagesForm();

    private ModelCall read(String json) throws Refusal {
        return form.read(Bodies.ours(json));
    }

    @Test
    void aCallIsRead() throws Refusal {
        ModelCall call = read(CALL);
        assertThat(call.prompt()).isEqualTo("new");
        assertThat(call.toolResults()).isEqualTo(1);
        assertThat(call.mostTokens()).isEqualTo(64);
        assertThat(call.choice()).isEqualTo("find");
        assertThat(call.tools().get(0).name()).isEqualTo("find");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"model":"m","messages":[{"role":"user","content":"x"}]} | max_tokens: Field required
            {"model":"m","max_tokens":5,"messages":[]} | Invalid 'messages'
            {"model":"m","max_tokens":5,"messages":[{"role":"assistant","content":[{"type":"tool_use","id":"toolu_3","input":{}}]}]} | without `tool_result` blocks immediately after: toolu_3
            """)
    void aCallThatIsNoneIsRefused(String json, String expected) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Refusal.class).hasMessageContaining(expected);
    }

    @Test
    void whole() throws Refusal {
        assertThat(form.whole(Replies.text(read(CALL))))
                .isEqualTo(
                        "{\"id\":\"msg_00000000000000ab\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude\","
                                + "\"content\":[{\"type\":\"text\",\"text\":\"Hi \\\"youé\"}],\"stop_reason\":\"end_turn\","
                                + "\"stop_sequence\":null,\"usage\":{\"input_tokens\":11,\"cache_creation_input_tokens\":0,"
                                + "\"cache_read_input_tokens\":0,\"output_tokens\":2,\"service_tier\":\"standard\"}}");
        assertThat(form.whole(Replies.tools(read(CALL))))
                .contains("\"content\":[{\"type\":\"tool_use\",\"id\":\"toolu_00000000000000ab0000\",\"name\":\"find\","
                        + "\"input\":{\"a\":1}},{\"type\":\"tool_use\",\"id\":\"toolu_00000000000000ab0001\",\"name\":\"get\","
                        + "\"input\":{}}],\"stop_reason\":\"tool_use\"");
        assertThat(form.whole(Replies.cut(read(CALL)))).contains("\"stop_reason\":\"max_tokens\"");
    }

    @Test
    void stream() throws Refusal {
        assertThat(Replies.stream(form, Replies.text(read(CALL)))).isEqualTo("""
                        event: message_start
                        data: {"type":"message_start","message":{"id":"msg_00000000000000ab","type":"message","role":"assistant","model":"claude","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":11,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1,"service_tier":"standard"}}}

                        event: content_block_start
                        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

                        event: ping
                        data: {"type":"ping"}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi \\""}}

                        event: content_block_delta
                        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"youé"}}

                        event: content_block_stop
                        data: {"type":"content_block_stop","index":0}

                        event: message_delta
                        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}

                        event: message_stop
                        data: {"type":"message_stop"}

                        """);
        assertThat(Replies.stream(form, Replies.tools(read(CALL))))
                .contains(
                        "\"content_block\":{\"type\":\"tool_use\",\"id\":\"toolu_00000000000000ab0001\",\"name\":\"get\",\"input\":{}}")
                .contains("\"index\":0,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"a\\\":\"}}");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_request_error",
        "404, not_found_error",
        "413, request_too_large",
        "429, rate_limit_error",
        "500, api_error",
        "529, overloaded_error"
    })
    void errors(int status, String type) {
        assertThat(form.error(new Refusal(status, "", "no", "", ""), "req_1"))
                .isEqualTo("{\"type\":\"error\",\"error\":{\"type\":\"" + type
                        + "\",\"message\":\"no\"},\"request_id\":\"req_1\"}");
    }

    @Test
    void headersOfLimits() {
        Limiter.Decision refused = new Limiter.Decision("x", 1_000_000_001, new Quota(50, 0, 60_000_000_000L), null);
        assertThat(form.quota(refused, Instant.parse("2026-01-02T03:04:05.6Z")))
                .isEqualTo(Map.of(
                        "anthropic-ratelimit-requests-limit", "50",
                        "anthropic-ratelimit-requests-remaining", "0",
                        "anthropic-ratelimit-requests-reset", "2026-01-02T03:05:05Z",
                        "retry-after", "2"));
    }
}
