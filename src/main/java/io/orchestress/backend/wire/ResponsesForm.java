package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.backend.call.Call;
import io.orchestress.backend.limit.Limiter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI's Responses. */
public final class ResponsesForm implements Form {
    @Override
    public Call.Kind kind() {
        return Call.Kind.RESPONSES;
    }

    @Override
    public ModelCall read(JsonNode body) throws Refusal {
        Bodies.object(body);
        String model = Bodies.model(body);
        Conversation conversation = new Conversation();
        Continued continued = continued(body);
        if (continued != null) {
            conversation.continues(continued);
        }
        conversation.system(body.path("instructions").asText(""));
        if (body.path("input").isTextual()) {
            conversation.user(body.path("input").textValue());
        } else {
            for (JsonNode item : Bodies.list(body, "input")) {
                add(conversation, item);
            }
        }
        if (!conversation.unanswered().isEmpty()) {
            throw Refusal.of(
                    "input",
                    "No tool output found for function call "
                            + conversation.unanswered().iterator().next() + ".");
        }
        return new ModelCall(
                model,
                Bodies.flag(body, "stream"),
                true,
                Bodies.mostTokens(body, "max_output_tokens"),
                conversation.prompt(),
                conversation.toolResults(),
                Bodies.tools(body, tool -> tool, "parameters"),
                choice(body.path("tool_choice")),
                schema(body.path("text").path("format")),
                conversation.tokens(),
                continued);
    }

    private static @Nullable Continued continued(JsonNode body) throws Refusal {
        JsonNode previous = body.path("previous_response_id");
        if (previous.isMissingNode() || previous.isNull()) {
            if (body.hasNonNull("conversation")) {
                throw Refusal.of(
                        "conversation",
                        "This backend keeps no conversations; valid: previous_response_id, or the items in input.");
            }
            return null;
        }
        return Continued.of(previous.asText())
                .orElseThrow(() -> new Refusal(
                        400,
                        "",
                        "Previous response with id '" + previous.asText() + "' not found.",
                        "previous_response_id",
                        "previous_response_not_found"));
    }

    private static void add(Conversation conversation, JsonNode item) {
        switch (item.path("type").asText("message")) {
            case "function_call" ->
                conversation.asked(
                        item.path("call_id").asText(), item.path("arguments").asText());
            case "function_call_output" -> {
                JsonNode output = item.path("output");
                conversation.result(item.path("call_id").asText(), Conversation.text(output));
            }
            case "message" -> {
                String text = Conversation.text(item.path("content"));
                switch (item.path("role").asText()) {
                    case "user" -> conversation.user(text);
                    case "assistant" -> conversation.answer(text);
                    default -> conversation.system(text);
                }
            }
            default -> {
                // reasoning, references and the like say nothing that a script goes by
            }
        }
    }

    private static String choice(JsonNode choice) {
        return choice.isObject() ? choice.path("name").asText(ModelCall.REQUIRED) : ChatForm.named(choice.asText());
    }

    private static @Nullable JsonNode schema(JsonNode format) {
        return switch (format.path("type").asText()) {
            case "json_schema", "json_object" -> format.path("schema");
            default -> null;
        };
    }

    @Override
    public String whole(Reply reply) {
        return response(new StringBuilder(2_048), reply, true).toString();
    }

    static String id(Reply reply) {
        return reply.after().id(reply.unique());
    }

    /** @param over else it has only begun */
    static StringBuilder response(StringBuilder out, Reply reply, boolean over) {
        boolean cut = reply.finish() == Reply.Finish.CUT;
        out.append("{\"id\":\"").append(id(reply)).append("\",\"object\":\"response\",\"created_at\":");
        out.append(reply.createdSeconds()).append(",\"status\":\"");
        out.append(!over ? "in_progress" : cut ? "incomplete" : "completed");
        out.append("\",\"background\":false,\"error\":null,\"incomplete_details\":");
        out.append(over && cut ? "{\"reason\":\"max_output_tokens\"}" : "null");
        out.append(",\"instructions\":null,\"max_output_tokens\":");
        out.append(
                reply.call().mostTokens() == 0
                        ? "null"
                        : Integer.toString(reply.call().mostTokens()));
        out.append(",\"model\":");
        JsonWords.quoted(out, reply.call().model()).append(",\"output\":[");
        for (int i = 0; over && i < reply.items().size(); i++) {
            item(out.append(i == 0 ? "" : ","), reply, i, true);
        }
        out.append("],\"parallel_tool_calls\":true,\"previous_response_id\":null,"
                + "\"reasoning\":{\"effort\":null,\"summary\":null},\"service_tier\":\"default\",\"store\":true,"
                + "\"temperature\":1.0,\"text\":{\"format\":{\"type\":\"text\"}},\"tool_choice\":\"auto\",\"tools\":[],"
                + "\"top_p\":1.0,\"truncation\":\"disabled\",\"usage\":");
        usage(out, reply, over);
        return out.append(",\"user\":null,\"metadata\":{}}");
    }

    private static void usage(StringBuilder out, Reply reply, boolean over) {
        if (!over) {
            out.append("null");
            return;
        }
        int in = reply.call().tokensIn();
        out.append("{\"input_tokens\":").append(in).append(",\"input_tokens_details\":{\"cached_tokens\":0}");
        out.append(",\"output_tokens\":").append(reply.tokensOut());
        out.append(",\"output_tokens_details\":{\"reasoning_tokens\":0},\"total_tokens\":");
        out.append(in + reply.tokensOut()).append('}');
    }

    /** @param whole else it has only begun */
    static void item(StringBuilder out, Reply reply, int item, boolean whole) {
        String status = whole ? "completed" : "in_progress";
        if (reply.items().get(item) instanceof Reply.Use use) {
            out.append("{\"id\":\"").append(itemId(reply, item)).append("\",\"type\":\"function_call\",\"status\":\"");
            out.append(status)
                    .append("\",\"call_id\":")
                    .append(ChatForm.callId(reply, item))
                    .append(",\"name\":");
            JsonWords.quoted(out, use.name()).append(",\"arguments\":");
            JsonWords.quoted(out, whole ? use.pieces() : List.of()).append('}');
            return;
        }
        boolean cut = whole && reply.finish() == Reply.Finish.CUT;
        out.append("{\"id\":\"").append(itemId(reply, item)).append("\",\"type\":\"message\",\"status\":\"");
        out.append(cut ? "incomplete" : status).append("\",\"role\":\"assistant\",\"content\":[");
        if (whole) {
            part(out, reply.items().get(item).pieces());
        }
        out.append("]}");
    }

    static void part(StringBuilder out, List<String> pieces) {
        out.append("{\"type\":\"output_text\",\"annotations\":[],\"logprobs\":[],\"text\":");
        JsonWords.quoted(out, pieces).append('}');
    }

    static String itemId(Reply reply, int item) {
        return (reply.items().get(item) instanceof Reply.Use ? "fc_" : "msg_") + reply.idOf(item);
    }

    @Override
    public Events events(Reply reply) {
        return new ResponsesEvents(reply);
    }

    @Override
    public String error(Refusal refusal, String requestId) {
        return OpenAi.error(refusal);
    }

    @Override
    public String errorEvent(Refusal refusal) {
        return "event: error\ndata: {\"type\":\"error\",\"sequence_number\":0,\"code\":"
                + JsonWords.quoted(refusal.code().isEmpty() ? OpenAi.type(refusal) : refusal.code()) + ",\"message\":"
                + JsonWords.quoted(refusal.words()) + ",\"param\":" + JsonWords.orNull(refusal.param()) + "}\n\n";
    }

    @Override
    public String requestIdHeader() {
        return OpenAi.REQUEST_ID;
    }

    @Override
    public Map<String, String> quota(Limiter.Decision decision, Instant now) {
        return OpenAi.quota(decision, now);
    }

    @Override
    public Map<String, String> retryAfter(long millis) {
        return OpenAi.retryAfter(millis);
    }
}
