package io.orchestress.sut.embedded.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** JSON of a provider, which may be anything. */
final class Tree {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST_WORDS = 300;

    private Tree() {}

    static JsonNode of(String json) throws ModelReply.Unreadable {
        try {
            JsonNode node = MAPPER.readTree(json);
            if (!node.isObject()) {
                throw new ModelReply.Unreadable("it is no JSON object: " + shortened(json));
            }
            return node;
        } catch (JsonProcessingException e) {
            throw new ModelReply.Unreadable("it is not JSON: " + shortened(json));
        }
    }

    /** What an answer that is an error says. */
    static String words(String body) {
        try {
            JsonNode error = of(body).path("error");
            String message = error.isTextual()
                    ? error.textValue()
                    : error.path("message").asText("");
            return message.isEmpty() ? shortened(body) : shortened(message);
        } catch (ModelReply.Unreadable e) {
            return shortened(body);
        }
    }

    static String shortened(String text) {
        return text.length() > LONGEST_WORDS ? text.substring(0, LONGEST_WORDS) + "…" : text;
    }
}
