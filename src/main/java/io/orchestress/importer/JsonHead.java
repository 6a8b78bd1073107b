package io.orchestress.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields that a file's first JSON object begins with, as far as the head of the file shows them.
 *
 * @param fields token with which each value begins, by {@code name} or, one level down, {@code name.inner}
 */
public record JsonHead(Map<String, JsonToken> fields) {
    private static final int DEEPEST = 2;

    /** Of the first line that begins with a brace; without any field where it is no JSON object. */
    static JsonHead of(String head) {
        Map<String, JsonToken> fields = new LinkedHashMap<>();
        int later = head.indexOf("\n{");
        String text = head.stripLeading().startsWith("{") || later < 0 ? head : head.substring(later + 1);
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                read(parser, "", fields, 1);
            }
        } catch (IOException headEndsOrIsNoJson) {
            // What was read until there is what there is.
        }
        return new JsonHead(fields);
    }

    private static void read(JsonParser parser, String prefix, Map<String, JsonToken> fields, int depth)
            throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = prefix + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == null) {
                return;
            }
            fields.put(name, value);
            if (value == JsonToken.START_OBJECT && depth < DEEPEST) {
                read(parser, name + ".", fields, depth + 1);
            } else {
                parser.skipChildren();
            }
        }
    }

    /** Whether all of these are there. */
    public boolean has(String... names) {
        for (String name : names) {
            if (!fields.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is an object or an array; false also where it is not there. */
    public boolean isStructure(String name) {
        JsonToken token = fields.get(name);
        return token != null && token.isStructStart();
    }

    /** Whether some field of the object is an object with these fields. */
    public boolean hasInside(String... names) {
        return fields.keySet().stream()
                .filter(name -> name.endsWith("." + names[0]))
                .map(name -> name.substring(0, name.length() - names[0].length()))
                .anyMatch(prefix -> {
                    for (String name : names) {
                        if (!fields.containsKey(prefix + name)) {
                            return false;
                        }
                    }
                    return true;
                });
    }
}
