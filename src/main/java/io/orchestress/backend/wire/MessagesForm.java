package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.backend.call.Call;
import io.orchestress.backend.limit.Limiter;
import io.orchestress.backend.limit.Quota;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anthropic's Messages. */
public final class MessagesForm implements Form {
    public static final String REQUEST_ID = "request-id";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MILLIS_PER_SECOND = 1_000;

    @Override
    public Call.Kind kind() {
        return Call.Kind.MESSAGES;
    }

    @Override
    public ModelCall read(JsonNode body) throws Refusal {
        return read(body, true);
    }

    /** The tokens of a call that is not made: {@code count_tokens}. */
    public static int countedTokens(JsonNode body) throws Refusal {
        return read(body, false).tokensIn();
    }

    private static ModelCall read(JsonNode body, boolean bounded) throws Refusal {
        Bodies.object(body);
        String model = Bodies.model(body);
        if (bounded && !body.hasNonNull("max_tokens")) {
            throw Refusal.of("max_tokens", "max_tokens: Field required");
        }
        Conversation conversation = new Conversation();
        conversation.system(Conversation.text(body.path("system")));
        for (JsonNode message : Bodies.list(body, "messages")) {
            if (message.path("role").asText().equals("assistant")) {
                addAnswer(conversation, message.path("content"));
            } else {
                addQuestion(conversation, message.path("content"));
            }
        }
        if (!conversation.unanswered().isEmpty()) {
            throw Refusal.of(
                    "messages",
                    "messages: `tool_use` ids were found without `tool_result` blocks immediately after: "
                            + String.join(", ", conversation.unanswered())
                            + ". Each `tool_use` block must have a corresponding `tool_result` block in the next message.");
        }
        return new ModelCall(
                model,
                Bodies.flag(body, "stream"),
                true,
                Bodies.mostTokens(body, "max_tokens"),
                conversation.prompt(),
                conversation.toolResults(),
                Bodies.tools(body, tool -> tool, "input_schema"),
                choice(body.path("tool_choice")),
                schema(body),
                conversation.tokens(),
                null);
    }

    private static void addAnswer(Conversation conversation, JsonNode content) {
        boolean asks = false;
        for (JsonNode block : content) {
            if (block.path("type").asText().equals("tool_use")) {
                asks = true;
                conversation.asked(
                        block.path("id").asText(), block.path("input").toString());
            }
        }
        if (asks) {
            conversation.system(Conversation.text(content));
        } else {
            conversation.answer(Conversation.text(content));
        }
    }

    /** Results of tools are said by users; what they say beside them is no new task. */
    private static void addQuestion(Conversation conversation, JsonNode content) {
        boolean results = false;
        for (JsonNode block : content) {
            if (block.path("type").asText().equals("tool_result")) {
                results = true;
                conversation.result(block.path("tool_use_id").asText(), Conversation.text(block.path("content")));
            }
        }
        String text = Conversation.text(content);
        if (results) {
            conversation.system(text);
        } else {
            conversation.user(text);
        }
    }

    private static String choice(JsonNode choice) {
        return switch (choice.path("type").asText()) {
            case "none" -> ModelCall.NONE;
            case "any" -> ModelCall.REQUIRED;
            case "tool" -> choice.path("name").asText(ModelCall.REQUIRED);
            default -> ModelCall.AUTO;
        };
    }

    private static @Nullable JsonNode schema(JsonNode body) {
        JsonNode format = body.path("output_config").path("format");
        JsonNode before = format.isObject() ? format : body.path("output_format");
        return before.path("type").asText().equals("json_schema") ? before.path("schema") : null;
    }

    @Override
    public String whole(Reply reply) {
        StringBuilder out = new StringBuilder(1_024);
        message(out, reply, true);
        return out.toString();
    }

    /** @param over else it has only begun */
    private static void message(StringBuilder out, Reply reply, boolean over) {
        out.append("{\"id\":\"msg_").append(reply.unique()).append("\",\"type\":\"message\",\"role\":\"assistant\",");
        out.append("\"model\":");
        JsonWords.quoted(out, reply.call().model()).append(",\"content\":[");
        for (int i = 0; over && i < reply.items().size(); i++) {
            block(out.append(i == 0 ? "" : ","), reply, i, true);
        }
        out.append("],\"stop_reason\":").append(over ? "\"" + stop(reply) + "\"" : "null");
        out.append(",\"stop_sequence\":null,\"usage\":{\"input_tokens\":")
                .append(reply.call().tokensIn());
        out.append(",\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":");
        out.append(over ? reply.tokensOut() : 1).append(",\"service_tier\":\"standard\"}}");
    }

    private static void block(StringBuilder out, Reply reply, int item, boolean whole) {
        if (reply.items().get(item) instanceof Reply.Use use) {
            out.append("{\"type\":\"tool_use\",\"id\":\"toolu_")
                    .append(reply.idOf(item))
                    .append("\",\"name\":");
            JsonWords.quoted(out, use.name()).append(",\"input\":");
            out.append(whole ? String.join("", use.pieces()) : "{}").append('}');
        } else {
            out.append("{\"type\":\"text\",\"text\":");
            JsonWords.quoted(
                            out, whole ? String.join("", reply.items().get(item).pieces()) : "")
                    .append('}');
        }
    }

    private static String stop(Reply reply) {
        return switch (reply.finish()) {
            case ANSWERED -> "end_turn";
            case ASKED -> "tool_use";
            case CUT -> "max_tokens";
        };
    }

    @Override
    public Events events(Reply reply) {
        return new Blocks(reply);
    }

    @Override
    public String error(Refusal refusal, String requestId) {
        return "{\"type\":\"error\",\"error\":{\"type\":" + JsonWords.quoted(type(refusal)) + ",\"message\":"
                + JsonWords.quoted(refusal.words()) + "},\"request_id\":" + JsonWords.orNull(requestId) + "}";
    }

    private static String type(Refusal refusal) {
        return switch (refusal.status()) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 413 -> "request_too_large";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> refusal.status() >= 500 ? "api_error" : "invalid_request_error";
        };
    }

    @Override
    public String errorEvent(Refusal refusal) {
        return "event: error\ndata: " + error(refusal, "") + "\n\n";
    }

    @Override
    public String requestIdHeader() {
        return REQUEST_ID;
    }

    @Override
    public Map<String, String> quota(Limiter.Decision decision, Instant now) {
        Map<String, String> headers = new LinkedHashMap<>();
        add(headers, "requests", decision.requests(), now);
        add(headers, "tokens", decision.tokens(), now);
        if (!decision.isLetThrough()) {
            headers.putAll(retryAfter((decision.retryAfterNanos() + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI));
        }
        return headers;
    }

    @Override
    public Map<String, String> retryAfter(long millis) {
        return Map.of("retry-after", Long.toString((millis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND));
    }

    private static void add(Map<String, String> headers, String what, @Nullable Quota quota, Instant now) {
        if (quota != null) {
            String name = "anthropic-ratelimit-" + what;
            headers.put(name + "-limit", Long.toString(quota.limit()));
            headers.put(name + "-remaining", Long.toString(quota.remaining()));
            headers.put(
                    name + "-reset",
                    now.plusNanos(quota.untilFullNanos())
                            .truncatedTo(ChronoUnit.SECONDS)
                            .toString());
        }
    }

    /** Events with the names of their types: a message of blocks, each with its deltas. */
    private static final class Blocks implements Events {
        private final Reply reply;

        Blocks(Reply reply) {
            this.reply = reply;
        }

        private static StringBuilder event(StringBuilder out, String type) {
            return out.append("event: ")
                    .append(type)
                    .append("\ndata: {\"type\":\"")
                    .append(type)
                    .append('"');
        }

        @Override
        public void begin(StringBuilder out) {
            event(out, "message_start").append(",\"message\":");
            message(out, reply, false);
            out.append("}\n\n");
        }

        @Override
        public void open(StringBuilder out, int item) {
            event(out, "content_block_start").append(",\"index\":").append(item).append(",\"content_block\":");
            block(out, reply, item, false);
            out.append("}\n\n");
            if (item == 0) {
                event(out, "ping").append("}\n\n");
            }
        }

        @Override
        public void delta(StringBuilder out, int item, String text) {
            boolean use = reply.items().get(item) instanceof Reply.Use;
            event(out, "content_block_delta").append(",\"index\":").append(item).append(",\"delta\":{\"type\":");
            out.append(use ? "\"input_json_delta\",\"partial_json\":" : "\"text_delta\",\"text\":");
            JsonWords.quoted(out, text).append("}}\n\n");
        }

        @Override
        public void close(StringBuilder out, int item) {
            event(out, "content_block_stop").append(",\"index\":").append(item).append("}\n\n");
        }

        @Override
        public void end(StringBuilder out) {
            event(out, "message_delta").append(",\"delta\":{\"stop_reason\":\"").append(stop(reply));
            out.append("\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":")
                    .append(reply.tokensOut());
            out.append("}}\n\n");
            event(out, "message_stop").append("}\n\n");
        }
    }
}
