package io.orchestress.protocol.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * All that was said so far, oldest first, as the {@code messages} of the next request.
 *
 * @param messages in the form of the protocol
 */
public record Conversation(List<JsonNode> messages) {
    public static final Conversation EMPTY = new Conversation(List.of());

    /** What every tool is said to have answered: a conversation goes on only when each tool call has an answer. */
    private static final String TOOL_RESULT = "done";

    public Conversation {
        messages = List.copyOf(messages);
    }

    /** With one more message of the user. */
    public Conversation asked(String text) {
        return with(List.of(message("user", text)));
    }

    /** @param message of the assistant, as {@code Reply.value()} of a chat call holds it */
    public Conversation answered(JsonNode message) {
        List<JsonNode> added = new ArrayList<>(List.of(message));
        for (JsonNode call : message.path("tool_calls")) {
            added.add(message("tool", TOOL_RESULT)
                    .put("tool_call_id", call.path("id").asText()));
        }
        return with(added);
    }

    private Conversation with(List<JsonNode> added) {
        List<JsonNode> all = new ArrayList<>(messages);
        all.addAll(added);
        return new Conversation(all);
    }

    private static ObjectNode message(String role, String content) {
        return JsonNodeFactory.instance.objectNode().put("role", role).put("content", content);
    }
}
