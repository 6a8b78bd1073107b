package io.orchestress.sut.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** JSON in and out; what a client got wrong is a {@link ApiException} with status 400. */
final class Json {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final JsonNode object;

    private Json(JsonNode object) {
        this.object = object;
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Object value) {
        return new String(bytes(value), StandardCharsets.UTF_8);
    }

    /** The body of a request, which must be one JSON object. */
    static Json object(byte[] body) {
        JsonNode node = any(body);
        if (!node.isObject()) {
            throw ApiException.badRequest("the body must be a JSON object");
        }
        return new Json(node);
    }

    /** A JSON object that has been read before. */
    static Json object(JsonNode node, String name) {
        if (!node.isObject()) {
            throw ApiException.badRequest(name + " must be a JSON object");
        }
        return new Json(node);
    }

    /** The body of a request, which must be one JSON value of any kind. */
    static JsonNode any(byte[] body) {
        try {
            JsonNode node = MAPPER.readTree(body);
            if (node == null || node.isMissingNode()) {
                throw ApiException.badRequest("the body is empty, must be JSON");
            }
            return node;
        } catch (JsonProcessingException e) {
            throw ApiException.badRequest("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body as a record; a field it does not know, or a value its checks refuse, is the client's mistake. */
    static <T> T record(byte[] body, Class<T> type) {
        try {
            return MAPPER.treeToValue(object(body).object, type);
        } catch (JsonProcessingException e) {
            Throwable cause = e.getCause();
            throw ApiException.badRequest(
                    cause instanceof IllegalArgumentException && cause.getMessage() != null
                            ? cause.getMessage()
                            : e.getOriginalMessage());
        }
    }

    /** A text that must be there. */
    String text(String field) {
        return optionalText(field)
                .orElseThrow(() -> ApiException.badRequest(field + " is missing, must be a text that is not empty"));
    }

    /** A text that may be left out or null. */
    Optional<String> optionalText(String field) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw ApiException.badRequest(field + " is " + value + ", must be a text that is not empty");
        }
        return Optional.of(value.textValue());
    }

    /** A whole number that may be left out or null. */
    OptionalInt optionalWhole(String field, int min, int max) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return OptionalInt.empty();
        }
        if (!value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            throw ApiException.badRequest(
                    "%s is %s, must be a whole number from %d to %d".formatted(field, value, min, max));
        }
        return OptionalInt.of(value.intValue());
    }

    /** True or false; {@code otherwise} when it is left out or null. */
    boolean flag(String field, boolean otherwise) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw ApiException.badRequest(field + " is " + value + ", must be true or false");
        }
        return value.booleanValue();
    }

    /** An object that may be left out or null, and is empty then. */
    Json child(String field) {
        JsonNode value = object.path(field);
        return value.isMissingNode() || value.isNull()
                ? new Json(JsonNodeFactory.instance.objectNode())
                : object(value, field);
    }

    /** Whatever is there, as it was sent; a missing node when nothing is. */
    JsonNode raw(String field) {
        return object.path(field);
    }

    static ObjectNode newObject() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    static ApiException notOneOf(String field, String value, List<String> valid) {
        return ApiException.badRequest(field + " is '" + value + "', must be one of " + String.join(", ", valid));
    }
}
