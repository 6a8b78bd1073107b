package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.orchestress.sut.embedded.agent.Assignment;

/** Makes of a request what an agent is to do. */
final class Orders {
    /** Names the tenant of a request. */
    private static final String TENANT = "X-Tenant";

    private Orders() {}

    /**
     * A prompt.
     *
     * @param streamed whether somebody may watch as it is said
     */
    static Assignment says(String prompt, Model model, boolean streamed, Exchange exchange) {
        return of(Assignment.says(prompt), model, streamed, 0, "", false, exchange);
    }

    /** A message of a conversation that goes by a name. */
    static Assignment says(
            String prompt, Model model, boolean streamed, String conversation, boolean goesOn, Exchange exchange) {
        return of(Assignment.says(prompt), model, streamed, 0, conversation, goesOn, exchange);
    }

    /** A whole conversation, which is known by its first message of a user. */
    static Assignment chat(ArrayNode messages, Model model, boolean streamed, int mostTokens, Exchange exchange) {
        String first = "";
        int users = 0;
        for (JsonNode message : messages) {
            if (message.path("role").asText().equals("user")) {
                users++;
                first = users == 1 ? message.path("content").toString() : first;
            }
        }
        return of(messages, model, streamed, mostTokens, first, users > 1, exchange);
    }

    private static Assignment of(
            ArrayNode messages,
            Model model,
            boolean streamed,
            int mostTokens,
            String conversation,
            boolean goesOn,
            Exchange exchange) {
        return new Assignment(
                messages,
                model.name(),
                streamed,
                mostTokens,
                exchange.header("traceparent").orElse(""),
                exchange.header("baggage").orElse(""),
                conversation,
                goesOn,
                exchange.header(TENANT).orElse(""));
    }
}
