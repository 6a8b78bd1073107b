package io.orchestress.protocol.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * Reads {@code chat.completion} and {@code chat.completion.chunk} objects into a {@link Completion}. Members that say nothing of
 * outcome, content or tokens are passed over unread: a stream brings thousands of chunks, so none becomes a tree.
 */
final class CompletionReader {
    private static final JsonFactory FACTORY = new JsonFactory();

    private CompletionReader() {}

    /**
     * Returns whether it held content.
     *
     * @throws IOException when it is not one JSON object
     */
    static boolean read(String json, Completion into) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return read(parser, into);
        }
    }

    static boolean read(byte[] json, Completion into) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return read(parser, into);
        }
    }

    private static boolean read(JsonParser parser, Completion into) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "not a JSON object");
        }
        long before = into.contents();
        object(parser, (name, at) -> {
            switch (name) {
                case "model" -> into.model(text(at));
                case "choices" -> array(at, choice -> choice(choice, into));
                case "usage" ->
                    object(at, (counted, value) -> {
                        if (value.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                            into.tokens(counted, value.getLongValue());
                        }
                    });
                case "error" -> error(at, into);
                default -> {}
            }
        });
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "something follows the JSON object");
        }
        return into.contents() > before;
    }

    private static void choice(JsonParser choice, Completion into) throws IOException {
        into.choice();
        object(choice, (name, at) -> {
            switch (name) {
                case "delta", "message" -> object(at, (part, value) -> message(part, value, into));
                case "finish_reason" -> into.finishReason(text(at));
                default -> {}
            }
        });
    }

    private static void message(String name, JsonParser at, Completion into) throws IOException {
        switch (name) {
            case "content", "refusal" -> into.text(text(at));
            case "reasoning_content", "reasoning" -> into.reasoning(text(at));
            case "tool_calls" -> array(at, call -> toolCall(call, into));
            default -> {}
        }
    }

    /** A server may send a call whole or in fragments, of which only the first has an id and a name. */
    private static void toolCall(JsonParser call, Completion into) throws IOException {
        Completion.ToolCall[] fragment = {Completion.ToolCall.NOTHING};
        int[] index = {-1};
        object(call, (name, at) -> {
            switch (name) {
                case "index" -> index[0] = at.getValueAsInt(-1);
                case "id" -> fragment[0] = fragment[0].withId(text(at));
                case "function" ->
                    object(at, (part, value) -> {
                        switch (part) {
                            case "name" -> fragment[0] = fragment[0].withName(text(value));
                            case "arguments" -> fragment[0] = fragment[0].withArguments(text(value));
                            default -> {}
                        }
                    });
                default -> {}
            }
        });
        into.toolCall(index[0], fragment[0]);
    }

    private static void error(JsonParser at, Completion into) throws IOException {
        if (at.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        StringBuilder said = new StringBuilder(text(at));
        boolean[] rateLimited = {false};
        object(at, (name, value) -> {
            String text = value.getValueAsString("");
            switch (name) {
                case "message" -> said.append(text);
                case "type", "code" -> rateLimited[0] |= text.startsWith("rate_limit") || text.equals("429");
                default -> {}
            }
        });
        into.error(said.isEmpty() ? "an error without a message" : said.toString(), rateLimited[0]);
    }

    /** The text at hand; empty when it is none. */
    private static String text(JsonParser at) throws IOException {
        return at.currentToken() == JsonToken.VALUE_STRING ? at.getText() : "";
    }

    /** Hands over each member of the object at hand, if it is one; what is left unread of a value is skipped. */
    private static void object(JsonParser at, Member member) throws IOException {
        if (at.currentToken() != JsonToken.START_OBJECT) {
            return;
        }
        while (at.nextToken() != JsonToken.END_OBJECT) {
            String name = at.currentName();
            at.nextToken();
            member.read(name, at);
            at.skipChildren();
        }
    }

    private static void array(JsonParser at, Element element) throws IOException {
        if (at.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (at.nextToken() != JsonToken.END_ARRAY) {
            element.read(at);
            at.skipChildren();
        }
    }

    private interface Member {
        void read(String name, JsonParser at) throws IOException;
    }

    private interface Element {
        void read(JsonParser at) throws IOException;
    }
}
