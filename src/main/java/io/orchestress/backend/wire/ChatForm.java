package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.backend.call.Call;
import io.orchestress.backend.limit.Limiter;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** OpenAI's chat completions. */
public final class ChatForm implements Form {
    static final String FINGERPRINT = "fp_orchestress";

    @Override
    public Call.Kind kind() {
        return Call.Kind.CHAT;
    }

    @Override
    public ModelCall read(JsonNode body) throws Refusal {
        Bodies.object(body);
        String model = Bodies.model(body);
        if (body.path("n").asInt(1) != 1) {
            throw Refusal.of("n", "This backend gives one choice: n must be 1.");
        }
        Conversation conversation = new Conversation();
        for (JsonNode message : Bodies.list(body, "messages")) {
            add(conversation, message);
        }
        if (!conversation.unanswered().isEmpty()) {
            throw Refusal.of(
                    "messages",
                    "An assistant message with 'tool_calls' must be followed by tool messages responding to each"
                            + " 'tool_call_id'. The following tool_call_ids did not have response messages: "
                            + String.join(", ", conversation.unanswered()));
        }
        int most = Bodies.mostTokens(body, "max_completion_tokens");
        return new ModelCall(
                model,
                Bodies.flag(body, "stream"),
                Bodies.flag(body.path("stream_options"), "include_usage"),
                most > 0 ? most : Bodies.mostTokens(body, "max_tokens"),
                conversation.prompt(),
                conversation.toolResults(),
                Bodies.tools(body, tool -> tool.path("function"), "parameters"),
                choice(body.path("tool_choice")),
                schema(body.path("response_format")),
                conversation.tokens(),
                null);
    }

    private static void add(Conversation conversation, JsonNode message) {
        String text = Conversation.text(message.path("content"));
        switch (message.path("role").asText()) {
            case "user" -> conversation.user(text);
            case "tool", "function" ->
                conversation.result(message.path("tool_call_id").asText(), text);
            case "assistant" -> {
                if (message.path("tool_calls").isEmpty()) {
                    conversation.answer(text);
                } else {
                    conversation.system(text);
                }
                for (JsonNode call : message.path("tool_calls")) {
                    conversation.asked(
                            call.path("id").asText(),
                            call.path("function").path("arguments").asText());
                }
            }
            default -> conversation.system(text);
        }
    }

    private static String choice(JsonNode choice) {
        if (choice.isObject()) {
            return choice.path("function").path("name").asText(ModelCall.REQUIRED);
        }
        return named(choice.asText());
    }

    static String named(String choice) {
        return switch (choice) {
            case "none" -> ModelCall.NONE;
            case "required" -> ModelCall.REQUIRED;
            default -> ModelCall.AUTO;
        };
    }

    private static @Nullable JsonNode schema(JsonNode format) {
        return switch (format.path("type").asText()) {
            case "json_schema" -> format.path("json_schema").path("schema");
            case "json_object" -> format.path("schema"); // an object of any kind
            default -> null;
        };
    }

    @Override
    public String whole(Reply reply) {
        StringBuilder out = new StringBuilder(1_024);
        head(out, reply, "chat.completion");
        out.append(",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":");
        if (reply.items().get(0) instanceof Reply.Text text) {
            JsonWords.quoted(out, text.pieces());
        } else {
            out.append("null,\"tool_calls\":[");
            for (int i = 0; i < reply.items().size(); i++) {
                Reply.Use use = (Reply.Use) reply.items().get(i);
                out.append(i == 0 ? "" : ",").append("{\"id\":").append(callId(reply, i));
                out.append(",\"type\":\"function\",\"function\":{\"name\":");
                JsonWords.quoted(out, use.name()).append(",\"arguments\":");
                JsonWords.quoted(out, use.pieces()).append("}}");
            }
            out.append(']');
        }
        out.append(",\"refusal\":null,\"annotations\":[]},\"logprobs\":null,\"finish_reason\":\"")
                .append(finish(reply))
                .append("\"}],\"usage\":");
        return usage(out, reply).append('}').toString();
    }

    private static void head(StringBuilder out, Reply reply, String object) {
        out.append("{\"id\":\"chatcmpl-")
                .append(reply.unique())
                .append("\",\"object\":\"")
                .append(object);
        out.append("\",\"created\":").append(reply.createdSeconds()).append(",\"model\":");
        JsonWords.quoted(out, reply.call().model());
        out.append(",\"service_tier\":\"default\",\"system_fingerprint\":\"")
                .append(FINGERPRINT)
                .append('"');
    }

    static String callId(Reply reply, int item) {
        return "\"call_" + reply.idOf(item) + "\"";
    }

    private static String finish(Reply reply) {
        return switch (reply.finish()) {
            case ANSWERED -> "stop";
            case ASKED -> "tool_calls";
            case CUT -> "length";
        };
    }

    private static StringBuilder usage(StringBuilder out, Reply reply) {
        int in = reply.call().tokensIn();
        return out.append("{\"prompt_tokens\":")
                .append(in)
                .append(",\"completion_tokens\":")
                .append(reply.tokensOut())
                .append(",\"total_tokens\":")
                .append(in + reply.tokensOut())
                .append(",\"prompt_tokens_details\":{\"cached_tokens\":0,\"audio_tokens\":0},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":0,\"audio_tokens\":0,"
                        + "\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}");
    }

    @Override
    public Events events(Reply reply) {
        return new Chunks(reply);
    }

    @Override
    public String error(Refusal refusal, String requestId) {
        return OpenAi.error(refusal);
    }

    @Override
    public String errorEvent(Refusal refusal) {
        return "data: " + OpenAi.error(refusal) + "\n\n";
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

    /** Events with data only, and {@code [DONE]} at their end. */
    private static final class Chunks implements Events {
        private final Reply reply;
        private final String head;
        private final String tail;

        Chunks(Reply reply) {
            this.reply = reply;
            StringBuilder out = new StringBuilder("data: ");
            head(out, reply, "chat.completion.chunk");
            head = out.toString();
            tail = ",\"logprobs\":null,\"finish_reason\":null}]" + noUsage() + "}\n\n";
        }

        private String noUsage() {
            return reply.call().includeUsage() ? ",\"usage\":null" : "";
        }

        private StringBuilder delta(StringBuilder out) {
            return out.append(head).append(",\"choices\":[{\"index\":0,\"delta\":{");
        }

        @Override
        public void begin(StringBuilder out) {
            boolean text = reply.finish() != Reply.Finish.ASKED;
            delta(out).append("\"role\":\"assistant\",\"content\":").append(text ? "\"\"" : "null");
            out.append(",\"refusal\":null}").append(tail);
        }

        @Override
        public void open(StringBuilder out, int item) {
            if (reply.items().get(item) instanceof Reply.Use use) {
                delta(out).append("\"tool_calls\":[{\"index\":").append(item).append(",\"id\":");
                out.append(callId(reply, item)).append(",\"type\":\"function\",\"function\":{\"name\":");
                JsonWords.quoted(out, use.name())
                        .append(",\"arguments\":\"\"}}]}")
                        .append(tail);
            }
        }

        @Override
        public void delta(StringBuilder out, int item, String text) {
            if (reply.items().get(item) instanceof Reply.Use) {
                delta(out).append("\"tool_calls\":[{\"index\":").append(item).append(",\"function\":{\"arguments\":");
                JsonWords.quoted(out, text).append("}}]}").append(tail);
            } else {
                delta(out).append("\"content\":");
                JsonWords.quoted(out, text).append('}').append(tail);
            }
        }

        @Override
        public void close(StringBuilder out, int item) {
            // the next one begins by itself
        }

        @Override
        public void end(StringBuilder out) {
            delta(out)
                    .append("},\"logprobs\":null,\"finish_reason\":\"")
                    .append(finish(reply))
                    .append("\"}]");
            out.append(noUsage()).append("}\n\n");
            if (reply.call().includeUsage()) {
                out.append(head).append(",\"choices\":[],\"usage\":");
                usage(out, reply).append("}\n\n");
            }
            out.append("data: [DONE]\n\n");
        }
    }
}
