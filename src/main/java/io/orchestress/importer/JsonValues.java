package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Values of JSON fields, of the kind that they must be; each method takes the parser at the value. */
final class JsonValues {
    /** Of numbers with a fraction or an exponent. */
    private static final double LARGEST = 9e18;

    private JsonValues() {}

    /** @throws IllegalArgumentException when it is no number, or none that fits */
    static long whole(JsonParser parser, String field) throws IOException {
        requireNumber(parser, field);
        boolean fits = switch (parser.getNumberType()) {
            case INT, LONG -> true;
            case BIG_INTEGER -> false;
            default -> Math.abs(parser.getDoubleValue()) < LARGEST;
        };
        if (!fits) {
            throw new IllegalArgumentException("'" + field + "' is too large: " + parser.getDoubleValue());
        }
        return parser.getLongValue();
    }

    /** @throws IllegalArgumentException when it is no number */
    static double number(JsonParser parser, String field) throws IOException {
        requireNumber(parser, field);
        return parser.getDoubleValue();
    }

    /**
     * Empty for null.
     *
     * @throws IllegalArgumentException when it is an object or an array
     */
    static String text(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return "";
        }
        if (parser.currentToken().isStructStart()) {
            throw new IllegalArgumentException("'" + field + "' is " + kind(parser.currentToken()) + ", not a text");
        }
        return parser.getText();
    }

    /** @throws IllegalArgumentException when the object that is being read does not end here */
    static void requireEnd(JsonParser parser) {
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IllegalArgumentException("the JSON object does not end");
        }
    }

    private static void requireNumber(JsonParser parser, String field) {
        if (!parser.currentToken().isNumeric()) {
            throw new IllegalArgumentException("'" + field + "' is " + kind(parser.currentToken()) + ", not a number");
        }
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case VALUE_STRING -> "a text";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "true or false";
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> "a number";
        };
    }
}
