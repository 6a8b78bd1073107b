package io.orchestress.sut.embedded.agent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What an agent is to do.
 *
 * @param messages of the user, as OpenAI's chat completions have them; sent as they are
 * @param model name
 * @param streamed whether somebody watches as it is said
 * @param mostTokens of an answer; 0: as many as the model likes
 * @param traceParent header of W3C Trace Context, which is passed on; empty: none
 * @param baggage header of W3C Baggage, which is passed on; empty: none
 * @param conversation what messages of one conversation have in common; empty: none
 * @param goesOn whether there were messages in it before
 * @param tenant for whom it is; empty: of nobody in particular
 */
public record Assignment(
        ArrayNode messages,
        String model,
        boolean streamed,
        int mostTokens,
        String traceParent,
        String baggage,
        String conversation,
        boolean goesOn,
        String tenant) {

    /** The same by another model. */
    public Assignment by(String otherModel) {
        return new Assignment(
                messages, otherModel, streamed, mostTokens, traceParent, baggage, conversation, goesOn, tenant);
    }

    /** One message of the user. */
    public static ArrayNode says(String prompt) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        messages.addObject().put("role", "user").put("content", prompt);
        return messages;
    }
}
