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
    private static final int LONGEST_NOTED = 60;

    private CompletionReader() {}

    /** Something good and whole, and then something more. */
    static final class FollowedException extends JsonParseException {
        private static final long serialVersionUID = 1L;
        private final long at;

        FollowedException(JsonParser parser, long at) {
            super(parser, "something follows the JSON object");
            this.at = at;
        }

        /** Where it begins, in bytes or characters. */
        int at() {
            return (int) Math.max(0, at);
        }
    }

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
        ErrorReader error = new ErrorReader();
        boolean[] isKnown = {false};
        Members.each(parser, (name, at) -> {
            switch (name) {
                case "model" -> into.model(text(at));
                case "choices" -> {
                    isKnown[0] = true;
                    choices(at, into);
                }
                case "usage" -> {
                    isKnown[0] = true;
                    usage(at, into);
                }
                case "x_groq" ->
                    Members.each(at, (member, value) -> {
                        if (member.equals("usage")) {
                            usage(value, into);
                        }
                    });
                case "error" -> {
                    isKnown[0] = true;
                    error.error(at);
                }
                case "object" -> error.object(at);
                case "message", "code", "status", "status_code" -> error.beside(name, at.getValueAsString(""));
                default -> {}
            }
        });
        error.tell(into);
        if (!isKnown[0]) {
            into.isUnknown();
        }
        ends(parser);
        return into.contents() > before;
    }

    private static void ends(JsonParser parser) throws IOException {
        long end = parser.currentLocation().getByteOffset();
        long at = end >= 0 ? end : parser.currentLocation().getCharOffset();
        JsonToken next;
        try {
            next = parser.nextToken();
        } catch (JsonParseException e) {
            throw new FollowedException(parser, at);
        }
        if (next != null) {
            throw new FollowedException(parser, at);
        }
    }

    private static void choices(JsonParser choices, Completion into) throws IOException {
        int[] place = {0};
        Members.elements(choices, choice -> {
            Part part = new Part(place[0]++);
            Part[] whole = new Part[1];
            boolean[] hasDelta = {false};
            Members.each(choice, (name, at) -> {
                switch (name) {
                    case "index" -> part.index(at.getValueAsInt(part.index()));
                    case "delta" -> hasDelta[0] |= MessageReader.read(name, at, part, into);
                    case "message" -> {
                        whole[0] = new Part(0);
                        MessageReader.read(name, at, whole[0], into);
                    }
                    case "finish_reason" -> finishReason(at, part, into);
                    case "usage" -> usage(at, into);
                    default -> {}
                }
            });
            if (!hasDelta[0] && whole[0] != null) {
                part.takesMessageOf(whole[0]); // beside a delta it repeats what was said so far
            }
            into.add(part);
        });
    }

    private static void finishReason(JsonParser at, Part part, Completion into) throws IOException {
        if (at.currentToken() == JsonToken.VALUE_STRING) {
            part.finishReason(at.getText());
        } else if (at.currentToken() != JsonToken.VALUE_NULL) {
            into.note("finish_reason is no text: " + shown(at));
        }
    }

    private static void usage(JsonParser usage, Completion into) throws IOException {
        Members.each(usage, (name, at) -> {
            TokenCount kind = TokenCount.named(name);
            if (kind != null) {
                count(kind, name, at, into);
            } else if (at.currentToken() == JsonToken.START_OBJECT && name.endsWith("_details")) {
                Members.each(at, (member, value) -> {
                    TokenCount part = TokenCount.named(member);
                    if (part == TokenCount.CACHED || part == TokenCount.REASONING) {
                        count(part, member, value, into);
                    }
                });
            }
        });
    }

    /** A whole number, in whatever way it is written. */
    private static void count(TokenCount kind, String name, JsonParser at, Completion into) throws IOException {
        switch (at.currentToken()) {
            case VALUE_NULL -> {}
            case VALUE_NUMBER_INT ->
                into.tokens(
                        kind,
                        at.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? Long.MAX_VALUE : at.getLongValue());
            case VALUE_NUMBER_FLOAT -> whole(kind, name, at.getDoubleValue(), into);
            case VALUE_STRING -> {
                String digits = at.getText().strip();
                if (digits.matches("-?\\d{1,40}(\\.\\d{1,40})?")) {
                    whole(kind, name, Double.parseDouble(digits), into);
                } else {
                    into.note("usage." + name + " is not understood: " + shown(at));
                }
            }
            default -> into.note("usage." + name + " is no number: " + shown(at));
        }
    }

    private static void whole(TokenCount kind, String name, double count, Completion into) {
        if (count == Math.rint(count)) {
            into.tokens(kind, (long) count); // what is too large becomes the largest
        } else {
            into.note("usage." + name + " is no whole number: " + count);
        }
    }

    /** The text at hand; empty when it is none. */
    static String text(JsonParser at) throws IOException {
        return at.currentToken() == JsonToken.VALUE_STRING ? at.getText() : "";
    }

    /** The beginning of the value at hand, for people. */
    static String shown(JsonParser at) throws IOException {
        String text = at.currentToken().isStructStart()
                ? at.currentToken() == JsonToken.START_OBJECT ? "an object" : "a list"
                : at.getText();
        return text.length() > LONGEST_NOTED ? text.substring(0, LONGEST_NOTED) + "…" : text;
    }
}
