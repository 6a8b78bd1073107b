package io.orchestress.backend.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest value that a JSON schema allows, with a text of ours wherever it allows one: required members only, or the first where none is
 * required. Of what a schema may say it goes by types, constants, enumerations, required members, references within it, first alternatives,
 * and bounds; patterns are passed over. The schema comes from a target: depth and size of the value are bounded.
 */
public final class SchemaSample {
    private static final int DEEPEST = 16;
    private static final int MOST_NODES = 2_000;
    private static final int LONGEST_TEXT = 10_000;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;
    private final String text;
    private int nodes;

    private SchemaSample(JsonNode root, String text) {
        this.root = root;
        this.text = text;
    }

    /** An object, whatever the schema says. */
    public static ObjectNode object(JsonNode schema, String text) {
        JsonNode sample = new SchemaSample(schema, text).of(schema, 0);
        return sample instanceof ObjectNode object ? object : NODES.objectNode();
    }

    private JsonNode of(JsonNode schema, int depth) {
        nodes++;
        if (depth > DEEPEST || nodes > MOST_NODES) {
            return NullNode.instance;
        }
        if (schema.has("const")) {
            return schema.path("const");
        }
        if (schema.path("enum").isArray() && !schema.path("enum").isEmpty()) {
            return schema.path("enum").get(0);
        }
        if (schema.path("$ref").asText().startsWith("#/")) {
            return of(root.at(pointer(schema.path("$ref").asText())), depth + 1);
        }
        for (String choice : List.of("anyOf", "oneOf", "allOf")) {
            if (schema.path(choice).isArray() && !schema.path(choice).isEmpty()) {
                return of(first(schema.path(choice)), depth + 1);
            }
        }
        return switch (type(schema)) {
            case "string" -> TextNode.valueOf(string(schema));
            case "integer" -> LongNode.valueOf((long) Math.ceil(number(schema)));
            case "number" -> DoubleNode.valueOf(number(schema));
            case "boolean" -> BooleanNode.TRUE;
            case "array" -> array(schema, depth);
            case "null" -> NullNode.instance;
            default -> members(schema, depth);
        };
    }

    private static String pointer(String reference) {
        return reference.substring(1).replace("%24", "$");
    }

    private static JsonNode first(JsonNode alternatives) {
        for (JsonNode alternative : alternatives) {
            if (!alternative.path("type").asText().equals("null")) {
                return alternative;
            }
        }
        return alternatives.get(0);
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        for (JsonNode each : type) {
            if (!each.asText().equals("null")) {
                return each.asText();
            }
        }
        return type.asText(schema.has("items") ? "array" : "object");
    }

    private String string(JsonNode schema) {
        String value = switch (schema.path("format").asText()) {
            case "date-time" -> "2026-01-01T00:00:00Z";
            case "date" -> "2026-01-01";
            case "time" -> "00:00:00Z";
            case "uuid" -> "00000000-0000-4000-8000-000000000000";
            case "uri", "url" -> "https://example.com/" + text;
            case "email" -> "someone@example.com";
            default -> text;
        };
        int least = Math.min(LONGEST_TEXT, schema.path("minLength").asInt(0));
        int most = schema.path("maxLength").asInt(Integer.MAX_VALUE);
        String padded = value.length() < least ? value + ".".repeat(least - value.length()) : value;
        return padded.length() > most ? padded.substring(0, Math.max(0, most)) : padded;
    }

    private static double number(JsonNode schema) {
        double least = schema.path("minimum").asDouble(Double.NEGATIVE_INFINITY);
        double above = schema.path("exclusiveMinimum").asDouble(Double.NEGATIVE_INFINITY);
        double most = schema.path("maximum").asDouble(Double.POSITIVE_INFINITY);
        return Math.min(most, Math.max(1, Math.max(least, above + 1)));
    }

    private ArrayNode array(JsonNode schema, int depth) {
        ArrayNode array = NODES.arrayNode();
        int items = Math.min(MOST_NODES, schema.path("minItems").asInt(0));
        for (int i = 0; i < items && nodes <= MOST_NODES; i++) {
            array.add(of(schema.path("items"), depth + 1));
        }
        return array;
    }

    private ObjectNode members(JsonNode schema, int depth) {
        ObjectNode object = NODES.objectNode();
        JsonNode properties = schema.path("properties");
        List<String> wanted = new ArrayList<>();
        for (JsonNode name : schema.path("required")) {
            wanted.add(name.asText());
        }
        if (wanted.isEmpty() && !properties.isEmpty()) {
            wanted.add(properties.fieldNames().next());
        }
        for (String name : wanted) {
            object.set(name, of(properties.path(name), depth + 1));
        }
        return object;
    }
}
