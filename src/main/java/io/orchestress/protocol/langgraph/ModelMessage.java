package io.orchestress.protocol.langgraph;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.protocol.VisibleContent;
import java.util.List;
import java.util.Set;

/** One message, or part of one, of a {@code messages} event: {@code [message, metadata]}. */
final class ModelMessage {
    private static final Set<String> OF_THE_MODEL = Set.of("AIMessageChunk", "AIMessage", "ai", "assistant");

    /** Where LangChain puts what a model puts out: text, parts of tool calls, and what has no place of its own, such as its reasoning. */
    private static final List<String> OUTPUT = List.of(
            "content",
            "tool_call_chunks",
            "tool_calls",
            "invalid_tool_calls",
            "reasoning_content",
            "reasoning",
            "refusal");

    private static final Set<String> MORE_OUTPUT = Set.of(
            "reasoning_content",
            "reasoning",
            "reasoning_details",
            "thinking",
            "tool_calls",
            "function_call",
            "refusal",
            "audio");

    private ModelMessage() {}

    /** Whether the model put out anything with it: text, reasoning, a part of a tool call. */
    static boolean hasOutput(JsonNode data) {
        JsonNode message = data.isArray() ? data.path(0) : data;
        String type = message.path("type").asText();
        if (type.equals("constructor")) { // as LangChain serialises a message whole
            JsonNode name = message.path("id");
            type = name.path(name.size() - 1).asText();
            message = message.path("kwargs");
        }
        if (!OF_THE_MODEL.contains(type)) {
            return false;
        }
        for (String member : OUTPUT) {
            if (VisibleContent.isIn(message.path(member))) {
                return true;
            }
        }
        JsonNode more = message.path("additional_kwargs");
        return MORE_OUTPUT.stream().anyMatch(member -> VisibleContent.isIn(more.path(member)));
    }
}
