package io.orchestress.protocol.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the {@code error} of an event or a body. What is empty is none: null, false, 0, an empty text, list or object. An object of kind
 * {@code error} is one by its {@code message}, as vLLM has it.
 */
final class ErrorReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> WORDS = List.of("message", "msg", "detail", "error", "description");
    private static final Pattern RATE_LIMIT =
            Pattern.compile("(?<!\\d)429(?!\\d)|rate[ _-]?limit|too[ _-]many[ _-]requests|resource[ _-]exhausted");

    private static final String ERROR = "error";

    private boolean isThere;
    private String message = "";
    private String code = "";
    private String words = "";
    private boolean rateLimited;
    private boolean isErrorObject;

    void error(JsonParser at) throws IOException {
        JsonToken token = at.currentToken();
        if (token == JsonToken.VALUE_NULL || token == JsonToken.VALUE_FALSE) {
            return;
        }
        read(JSON.readTree(at));
    }

    private void read(JsonNode error) {
        boolean empty =
                error.isContainerNode() ? error.isEmpty() : error.asText().isEmpty();
        if (empty || (error.isNumber() && error.asDouble() == 0)) {
            return;
        }
        isThere = true;
        if (error.isObject()) {
            for (String name : WORDS) {
                JsonNode said = error.path(name);
                if (words.isEmpty() && !said.isMissingNode() && !said.isNull()) {
                    words = said.isTextual() ? said.textValue() : said.toString();
                }
            }
            for (String name : List.of("type", "code", "status", "http_status", "status_code")) {
                rateLimited |= isRateLimit(error.path(name).asText());
            }
            rateLimited |= !error.hasNonNull("type") && !error.hasNonNull("code") && isRateLimit(words);
        } else if (error.isTextual()) {
            words = error.textValue();
            rateLimited |= isRateLimit(words);
        }
        words = words.isEmpty() && !error.isBoolean() ? error.toString() : words;
    }

    static boolean isRateLimit(String text) {
        return RATE_LIMIT.matcher(text.toLowerCase(Locale.ROOT)).find();
    }

    /** Whether the kind of an object is {@code error}. */
    static boolean isErrorObject(JsonParser at) throws IOException {
        return at.currentToken() == JsonToken.VALUE_STRING && at.getText().equals(ERROR);
    }

    void isObject() {
        isErrorObject = true;
    }

    /** A member beside it. */
    void beside(String name, String text) {
        switch (name) {
            case "message" -> message = text;
            default -> code = text;
        }
    }

    void tell(Completion into) {
        if (isThere || isErrorObject) {
            String said = words.isEmpty() ? message : words;
            into.error(
                    said.isEmpty() ? "an error without a message" : said,
                    rateLimited || isRateLimit(code) || (!isThere && isRateLimit(said)));
        }
    }
}
