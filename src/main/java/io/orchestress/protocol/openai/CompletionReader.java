package io.orchestress.protocol.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code chat.completion} and {@code chat.completion.chunk} objects into a {@link Completion}. Members that say nothing of
 * outcome, content or tokens are passed over unread: a stream brings thousands of chunks, so none becomes a tree.
 */
final class CompletionReader {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,40}(\\.\\d{1,40})?");
    private static final int LONGEST_NOTED = 60;

    private final Completion into;
    private final MessageReader messages;
    private final Members.Member members = this::member;
    private final Members.Member ofGroq = this::ofGroq;
    private final Members.Member ofUsage = this::ofUsage;
    private final Members.Member ofDetails = this::ofDetails;
    private final Members.Member ofChoice = this::ofChoice;
    private final Members.Element choices = this::choice;
    private @Nullable ErrorReader error;
    private boolean isKnown;
    private int place;
    private final Part part = new Part(0);
    private @Nullable Part whole;
    private boolean hasDelta;

    /** For one answer; what it reads the parts of JSON with is made once, not for each event. */
    CompletionReader(Completion into) {
        this.into = into;
        messages = new MessageReader(into);
    }

    /** Something good and whole, and then something more. */
    static final class FollowedException extends JsonParseException {
        private static final long serialVersionUID = 1L;

        FollowedException(JsonParser parser) {
            super(parser, "extra content after the JSON object");
        }
    }

    /**
     * Returns whether it held content.
     *
     * @throws IOException when it is not one JSON object
     */
    boolean read(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return read(parser, () -> FACTORY.createParser(json));
        }
    }

    boolean read(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return read(parser, () -> FACTORY.createParser(json));
        }
    }

    /** From its beginning. */
    @FunctionalInterface
    private interface Again {
        JsonParser parser() throws IOException;
    }

    /** Where a JSON object ends that something follows, in bytes. */
    static int endOfObject(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            parser.skipChildren();
            return (int) Math.max(0, parser.currentLocation().getByteOffset());
        }
    }

    private boolean read(JsonParser parser, Again again) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(parser, "not a JSON object");
        }
        long before = into.contents();
        error = null;
        isKnown = false;
        Members.each(parser, members);
        if (error != null || !isKnown) {
            // The kind of the whole stands in each chunk of a stream, and is a text for nothing but this.
            try (JsonParser second = again.parser()) {
                second.nextToken();
                Members.each(second, this::kind);
            }
        }
        if (error != null) {
            error.tell(into);
        }
        if (!isKnown) {
            into.isUnknown();
        }
        ends(parser);
        return into.contents() > before;
    }

    private void member(String name, JsonParser at) throws IOException {
        switch (name) {
            case "model" -> into.model(text(at));
            case "choices" -> {
                isKnown = true;
                place = 0;
                Members.elements(at, choices);
            }
            case "usage" -> {
                isKnown = true;
                Members.each(at, ofUsage);
            }
            case "x_groq" -> Members.each(at, ofGroq);
            case "error" -> {
                isKnown = true;
                error().error(at);
            }
            case "message", "code", "status", "status_code" -> error().beside(name, at.getValueAsString(""));
            default -> {}
        }
    }

    private void kind(String name, JsonParser at) throws IOException {
        if (name.equals("object") && ErrorReader.isErrorObject(at)) {
            error().isObject();
        }
    }

    private ErrorReader error() {
        ErrorReader known = error;
        if (known == null) {
            known = new ErrorReader();
            error = known;
        }
        return known;
    }

    private void ofGroq(String name, JsonParser at) throws IOException {
        if (name.equals("usage")) {
            Members.each(at, ofUsage);
        }
    }

    private static void ends(JsonParser parser) throws IOException {
        JsonToken next;
        try {
            next = parser.nextToken();
        } catch (JsonParseException e) {
            throw new FollowedException(parser);
        }
        if (next != null) {
            throw new FollowedException(parser);
        }
    }

    private void choice(JsonParser choice) throws IOException {
        part.reset(place++);
        whole = null;
        hasDelta = false;
        Members.each(choice, ofChoice);
        if (!hasDelta && whole != null) {
            part.takesMessageOf(whole); // beside a delta it repeats what was said so far
        }
        into.add(part);
    }

    private void ofChoice(String name, JsonParser at) throws IOException {
        switch (name) {
            case "index" -> part.index(at.getValueAsInt(part.index()));
            case "delta" -> hasDelta |= messages.read(name, at, part);
            case "message" -> {
                whole = new Part(0);
                messages.read(name, at, whole);
            }
            case "finish_reason" -> finishReason(at);
            case "usage" -> Members.each(at, ofUsage);
            default -> {}
        }
    }

    private void finishReason(JsonParser at) throws IOException {
        if (at.currentToken() == JsonToken.VALUE_STRING) {
            part.finishReason(at.getText());
        } else if (at.currentToken() != JsonToken.VALUE_NULL) {
            into.note("finish_reason is not a string: " + shown(at));
        }
    }

    private void ofUsage(String name, JsonParser at) throws IOException {
        TokenCount kind = TokenCount.named(name);
        if (kind != null) {
            count(kind, name, at);
        } else if (at.currentToken() == JsonToken.START_OBJECT && name.endsWith("_details")) {
            Members.each(at, ofDetails);
        }
    }

    private void ofDetails(String name, JsonParser at) throws IOException {
        TokenCount part = TokenCount.named(name);
        if (part == TokenCount.CACHED || part == TokenCount.REASONING) {
            count(part, name, at);
        }
    }

    /** A whole number, in whatever way it is written. */
    private void count(TokenCount kind, String name, JsonParser at) throws IOException {
        switch (at.currentToken()) {
            case VALUE_NULL -> {}
            case VALUE_NUMBER_INT ->
                into.tokens(
                        kind,
                        at.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? Long.MAX_VALUE : at.getLongValue());
            case VALUE_NUMBER_FLOAT -> whole(kind, name, at.getDoubleValue());
            case VALUE_STRING -> {
                String digits = at.getText().strip();
                if (NUMBER.matcher(digits).matches()) {
                    whole(kind, name, Double.parseDouble(digits));
                } else {
                    into.note("usage." + name + " cannot be read: " + shown(at));
                }
            }
            default -> into.note("usage." + name + " is not a number: " + shown(at));
        }
    }

    private void whole(TokenCount kind, String name, double count) {
        if (count == Math.rint(count)) {
            into.tokens(kind, (long) count); // what is too large becomes the largest
        } else {
            into.note("usage." + name + " is not a whole number: " + count);
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
