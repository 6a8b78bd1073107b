package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where a conversation stands: what users said and what tools answered since the model last answered without asking for a tool. Whatever users
 * say afterwards begins a new task.
 */
final class Conversation {
    private static final int CHARACTERS_PER_TOKEN = 4;

    private final StringBuilder prompt = new StringBuilder();
    private final Set<String> unanswered = new LinkedHashSet<>();
    private int toolResults;
    private boolean answered;
    private long characters;

    /** Whatever is said that neither begins nor ends a task. */
    void system(String text) {
        characters += text.length();
    }

    void user(String text) {
        if (answered) {
            prompt.setLength(0);
            unanswered.clear();
            toolResults = 0;
            answered = false;
        }
        if (!prompt.isEmpty()) {
            prompt.append('\n');
        }
        prompt.append(text);
        characters += text.length();
    }

    /** The model answered without asking for a tool. */
    void answer(String text) {
        answered = true;
        characters += text.length();
    }

    /** The model asked for a tool, with this id. */
    void asked(String id, String arguments) {
        unanswered.add(id);
        characters += arguments.length();
    }

    /** A tool answered what was asked with this id. */
    void result(String id, String text) {
        unanswered.remove(id);
        toolResults++;
        characters += text.length();
    }

    /** It goes on after so many results of tools. */
    void continues(Continued from) {
        toolResults += from.over() ? 0 : from.toolResults();
    }

    /** Ids of what was asked and never answered. */
    Set<String> unanswered() {
        return unanswered;
    }

    String prompt() {
        return prompt.toString();
    }

    int toolResults() {
        return toolResults;
    }

    int tokens() {
        return tokens(characters);
    }

    /** A fourth of the characters, rounded up. */
    static int tokens(long characters) {
        return (int) Math.min(Integer.MAX_VALUE, (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN);
    }

    /** The text of a message, which is a text itself or a list of parts of which some are; other parts are passed over. */
    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            JsonNode words = part.isTextual() ? part : part.path("text");
            if (words.isTextual()) {
                text.append(text.isEmpty() ? "" : "\n").append(words.textValue());
            }
        }
        return text.toString();
    }
}
