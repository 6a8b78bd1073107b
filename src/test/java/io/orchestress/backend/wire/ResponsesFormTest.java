package io.orchestress.backend.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against samples in the form of OpenAI's API reference. */
class ResponsesFormTest {
    private final ResponsesForm form = new ResponsesForm();

    private ModelCall read(String json) throws Refusal {
        return form.read(Bodies.ours(json));
    }

    @Test
    void aCallWithItemsIsRead() throws Refusal {
        ModelCall call = read("""
                {"model":"gpt-4o","instructions":"Be brief.","max_output_tokens":9,"tool_choice":"required",
                 "input":[{"role":"user","content":"old"},{"role":"assistant","content":[{"type":"output_text","text":"said"}]},
                          {"type":"message","role":"user","content":[{"type":"input_text","text":"new"}]},
                          {"type":"reasoning","id":"rs_1","summary":[]},
                          {"type":"function_call","call_id":"call_1","name":"find","arguments":"{}"},
                          {"type":"function_call_output","call_id":"call_1","output":"r"}],
                 "tools":[{"type":"function","name":"find","parameters":{"type":"object"}},{"type":"web_search"}]}""");
        assertThat(call.prompt()).isEqualTo("new");
        assertThat(call.toolResults()).isEqualTo(1);
        assertThat(call.mostTokens()).isEqualTo(9);
        assertThat(call.choice()).isEqualTo(ModelCall.REQUIRED);
        assertThat(call.tools()).extracting(ModelCall.Offered::name).containsExactly("find");
        assertThat(call.continued()).isNull();
    }

    @Test
    void itGoesOnWithAnAnswerThatOnlyItsIdRemembers() throws Refusal {
        Reply asked = Replies.tools(read("{\"model\":\"m\",\"input\":\"x\"}"));
        String id = Bodies.ours(form.whole(asked)).path("id").asText();
        ModelCall next = read("{\"model\":\"m\",\"previous_response_id\":\"" + id
                + "\",\"input\":[{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"r\"}]}");
        assertThat(next.continued()).isEqualTo(new Continued(0, 1, 255, 7, "", false));
        assertThat(next.toolResults()).isEqualTo(2);
        Reply over = Replies.text(next);
        String last = Bodies.ours(form.whole(over)).path("id").asText();
        assertThat(read("{\"model\":\"m\",\"previous_response_id\":\"" + last + "\",\"input\":\"more\"}")
                        .toolResults())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 1, '', false",
        "3, 70000, -1, -1, orc-00000000000000ff, true",
        "65535, 65535, 9223372036854775807, 305419896, orc-ffffffffffffffff, false"
    })
    void anIdHoldsWhatGoesOn(int task, int results, long key, int said, String nonce, boolean over) {
        Continued continued = new Continued(task, results, key, said, nonce, over);
        assertThat(Continued.of(continued.id("0123456789abcdef")))
                .contains(new Continued(task, Math.min(65_535, results), key, said, nonce, over));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"model":"m"} | Invalid 'input'
            {"model":"m","input":[]} | Invalid 'input'
            {"model":"m","input":"x","previous_response_id":"resp_1"} | Previous response with id 'resp_1' not found
            {"model":"m","input":"x","conversation":"conv_1"} | keeps no conversations
            {"model":"m","input":[{"type":"function_call","call_id":"call_7"}]} | No tool output found for function call call_7
            """)
    void aCallThatIsNoneIsRefused(String json, String expected) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(Refusal.class).hasMessageContaining(expected);
    }

    @Test
    void whole() throws Refusal {
        JsonNode text = Bodies.ours(form.whole(Replies.text(read("{\"model\":\"m\",\"input\":\"12345678\"}"))));
        assertThat(text.path("object").asText()).isEqualTo("response");
        assertThat(text.path("status").asText()).isEqualTo("completed");
        assertThat(text.at("/output/0/type").asText()).isEqualTo("message");
        assertThat(text.at("/output/0/content/0/text").asText()).isEqualTo("Hi \"youé");
        assertThat(text.path("usage"))
                .isEqualTo(Bodies.ours(
                        "{\"input_tokens\":2,\"input_tokens_details\":{\"cached_tokens\":0},\"output_tokens\":2,"
                                + "\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":4}"));
        JsonNode tools = Bodies.ours(form.whole(Replies.tools(read("{\"model\":\"m\",\"input\":\"x\"}"))));
        assertThat(tools.at("/output/0"))
                .isEqualTo(
                        Bodies.ours(
                                "{\"id\":\"fc_00000000000000ab0000\",\"type\":\"function_call\",\"status\":\"completed\","
                                        + "\"call_id\":\"call_00000000000000ab0000\",\"name\":\"find\",\"arguments\":\"{\\\"a\\\":1}\"}"));
        JsonNode cut = Bodies.ours(form.whole(Replies.cut(read("{\"model\":\"m\",\"input\":\"x\"}"))));
        assertThat(cut.path("status").asText()).isEqualTo("incomplete");
        assertThat(cut.at("/incomplete_details/reason").asText()).isEqualTo("max_output_tokens");
    }

    @Test
    void eventsHaveTheNamesOfTheirTypesAndNumbers() throws Refusal {
        String stream = Replies.stream(form, Replies.text(read("{\"model\":\"m\",\"input\":\"x\"}")));
        List<String> types = new ArrayList<>();
        for (String event : stream.split("\n\n", -1)) {
            if (event.isEmpty()) {
                continue;
            }
            String[] lines = event.split("\n", -1);
            JsonNode data = Bodies.ours(lines[1].substring("data: ".length()));
            assertThat(lines[0]).isEqualTo("event: " + data.path("type").asText());
            assertThat(data.path("sequence_number").asInt(-1)).isEqualTo(types.size());
            types.add(data.path("type").asText());
        }
        assertThat(types)
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(Replies.stream(form, Replies.tools(read("{\"model\":\"m\",\"input\":\"x\"}"))))
                .contains("event: response.function_call_arguments.delta\ndata: {\"type\":"
                        + "\"response.function_call_arguments.delta\",\"sequence_number\":3,"
                        + "\"item_id\":\"fc_00000000000000ab0000\",\"output_index\":0,\"delta\":\"{\\\"a\\\":\"}\n\n")
                .contains("\"name\":\"find\",\"arguments\":\"{\\\"a\\\":1}\"}\n\n")
                .doesNotContain("[DONE]");
    }
}
