package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.orchestress.sut.embedded.TaskSpec.Pacing;
import java.util.OptionalInt;

/**
 * What a chat completion asks for. The model decides the size, unless {@code metadata.size} does: swift answers as long as a
 * medium task, sage as long as a complex one; {@code max_completion_tokens} or {@code max_tokens} makes the answer shorter.
 *
 * @param messages as they were sent
 * @param mostTokens of the answer; 0: not said
 * @param includeUsage whether the stream is to tell the token counts at its end
 * @param cut whether the answer is shorter than it would have been
 */
record ChatRequest(
        TaskSpec task, ArrayNode messages, int mostTokens, boolean stream, boolean includeUsage, boolean cut) {
    private static final int MAX_TOKENS = 1_000_000;

    static ChatRequest read(byte[] body) {
        Json json = Json.object(body);
        String modelName = json.text("model");
        Model model = Model.of(modelName).orElseThrow(() -> ApiException.notFound("model", modelName));
        json.optionalWhole("n", 1, 1);
        TaskSize size = json.child("metadata")
                .optionalText("size")
                .map(text ->
                        TaskSize.of(text).orElseThrow(() -> Json.notOneOf("metadata.size", text, TaskSize.texts())))
                .orElse(model == Model.SAGE ? TaskSize.COMPLEX : TaskSize.MEDIUM);
        OptionalInt newer = json.optionalWhole("max_completion_tokens", 1, MAX_TOKENS);
        OptionalInt most = newer.isPresent() ? newer : json.optionalWhole("max_tokens", 1, MAX_TOKENS);
        int tokensOut = Math.min(size.tokensOut, most.orElse(size.tokensOut));
        String prompt = prompt(json.raw("messages"));
        boolean stream = json.flag("stream", false);
        return new ChatRequest(
                new TaskSpec(
                        AgentRouter.route(prompt),
                        model,
                        size,
                        TaskSpec.tokensOf(prompt),
                        tokensOut,
                        Pacing.AFTER_SERVICE),
                (ArrayNode) json.raw("messages"),
                most.orElse(0),
                stream,
                json.child("stream_options").flag("include_usage", false),
                tokensOut < size.tokensOut);
    }

    /** Every text of every message, with a line for each. */
    private static String prompt(JsonNode messages) {
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiException.badRequest("messages is " + shown(messages) + ", must be a list that is not empty");
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode message : messages) {
            if (!message.path("role").isTextual()) {
                throw ApiException.badRequest("messages has " + message + ", must have a role and content");
            }
            JsonNode content = message.path("content");
            if (content.isTextual()) {
                text.append(content.textValue());
            } else if (content.isArray()) {
                content.forEach(part -> text.append(part.path("text").asText("")));
            } else if (!message.has("tool_calls")) {
                throw ApiException.badRequest("content is " + shown(content) + ", must be a text or a list of parts");
            }
            text.append('\n');
        }
        return text.toString().strip();
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "missing" : value.toString();
    }
}
