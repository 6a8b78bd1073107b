package io.orchestress.protocol.openai;

import static io.orchestress.protocol.openai.CompletionReader.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Reads a message, or a part of one, in any of the shapes that servers give it. */
final class MessageReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Completion into;
    private final Members.Member members = this::member;
    private Part part = new Part(0);

    MessageReader(Completion into) {
        this.into = into;
    }

    /** Returns whether there was one. */
    boolean read(String kind, JsonParser message, Part to) throws IOException {
        if (message.currentToken() != JsonToken.START_OBJECT) {
            if (message.currentToken() != JsonToken.VALUE_NULL) {
                into.note(kind + " is not an object: " + CompletionReader.shown(message));
            }
            return false;
        }
        part = to;
        Members.each(message, members);
        return true;
    }

    private void member(String name, JsonParser at) throws IOException {
        switch (name) {
            case "content", "refusal" -> content(name, at);
            case "reasoning_content", "reasoning", "reasoning_details", "thinking" -> part.reasoning(holdsText(at));
            case "tool_calls" -> toolCalls(at);
            case "function_call" -> {
                if (at.currentToken() == JsonToken.START_OBJECT) {
                    part.functionCall(call(at));
                }
            }
            case "audio" -> audio(at);
            case "images" -> Members.elements(at, this::image);
            default -> {}
        }
    }

    private void image(JsonParser at) {
        if (at.currentToken() != JsonToken.VALUE_NULL) {
            part.other();
        }
    }

    private void toolCalls(JsonParser at) throws IOException {
        switch (at.currentToken()) {
            case VALUE_NULL -> {}
            case START_ARRAY ->
                Members.elements(at, call -> {
                    if (call.currentToken() == JsonToken.START_OBJECT) {
                        part.toolCall(call(call));
                    }
                });
            case START_OBJECT -> part.toolCall(call(at));
            default -> into.note("tool_calls is not a list: " + CompletionReader.shown(at));
        }
    }

    /** A text, or a list of parts, of which some are text and some are thoughts. */
    private void content(String name, JsonParser at) throws IOException {
        switch (at.currentToken()) {
            case VALUE_NULL -> {}
            case VALUE_STRING -> part.text(at.getText());
            case START_ARRAY -> Members.elements(at, this::contentPart);
            case START_OBJECT -> contentPart(at);
            default -> into.note(name + " is neither a string nor a list of parts: " + CompletionReader.shown(at));
        }
    }

    private void contentPart(JsonParser at) throws IOException {
        if (at.currentToken() == JsonToken.VALUE_STRING) {
            part.text(at.getText());
            return;
        }
        if (at.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        JsonNode node = JSON.readTree(at);
        String type = node.path("type").asText("text");
        if (type.contains("thinking") || type.contains("reasoning")) {
            part.reasoning(holdsText(node));
        } else if (node.hasNonNull("text")) {
            JsonNode text = node.path("text");
            part.text(text.isObject() ? text.path("value").asText("") : text.asText(""));
        } else if (node.hasNonNull("refusal")) {
            part.text(node.path("refusal").asText(""));
        } else if (node.hasNonNull("content") && node.path("content").isTextual()) {
            part.text(node.path("content").textValue());
        } else if (!type.equals("text") && !type.equals("output_text")) {
            part.other();
            into.note("content of type " + type + ": counted as output, not as text");
        }
    }

    private void audio(JsonParser at) throws IOException {
        Members.each(at, (name, value) -> {
            String text = text(value);
            if (name.equals("transcript")) {
                part.text(text);
            } else if (name.equals("data") && !text.isEmpty()) {
                part.other();
            }
        });
    }

    /** Whether there is any text in the value at hand: in a list or object, under whatever name but its type and its like. */
    private static boolean holdsText(JsonParser at) throws IOException {
        return at.currentToken() == JsonToken.VALUE_STRING
                ? at.getTextLength() > 0
                : at.currentToken().isStructStart() && holdsText((JsonNode) JSON.readTree(at));
    }

    private static boolean holdsText(JsonNode node) {
        if (node.isTextual()) {
            return !node.textValue().isEmpty();
        }
        for (var member : node.properties()) {
            boolean names = switch (member.getKey()) {
                case "type", "id", "format", "index", "signature" -> true;
                default -> false;
            };
            if (!names && holdsText(member.getValue())) {
                return true;
            }
        }
        if (node.isArray()) {
            for (JsonNode element : node) {
                if (holdsText(element)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A server may send a call whole or in fragments, of which only the first has an id and a name, or each. */
    private ToolCalls.Fragment call(JsonParser call) throws IOException {
        int[] index = {ToolCalls.NO_INDEX};
        String[] words = {"", "", ""};
        boolean[] custom = {false};
        Members.each(call, (name, at) -> {
            switch (name) {
                case "index" -> index[0] = index(at);
                case "id" -> words[0] = at.getValueAsString("");
                case "type" -> custom[0] |= text(at).equals("custom");
                case "name" -> words[1] = text(at);
                case "arguments", "input" -> words[2] = arguments(at);
                case "function", "custom" -> {
                    custom[0] |= name.equals("custom") && at.currentToken() == JsonToken.START_OBJECT;
                    Members.each(at, (part, value) -> {
                        switch (part) {
                            case "name" -> words[1] = text(value);
                            case "arguments", "input" -> words[2] = arguments(value);
                            default -> {}
                        }
                    });
                }
                default -> {}
            }
        });
        return new ToolCalls.Fragment(index[0], words[0], words[1], words[2], custom[0]);
    }

    private static int index(JsonParser at) throws IOException {
        return switch (at.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING -> at.getValueAsInt(ToolCalls.NO_INDEX);
            default -> ToolCalls.NO_INDEX;
        };
    }

    /** JSON as text, or, as of some servers, the JSON itself. */
    private String arguments(JsonParser at) throws IOException {
        return switch (at.currentToken()) {
            case VALUE_STRING -> at.getText();
            case VALUE_NULL -> "";
            case START_OBJECT, START_ARRAY -> {
                into.note("the arguments of a tool call are a JSON object instead of a string with JSON");
                yield JSON.readTree(at).toString();
            }
            default -> at.getValueAsString("");
        };
    }
}
