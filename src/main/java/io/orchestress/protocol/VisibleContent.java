package io.orchestress.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/** Finds the content of an event that a user, or a tool, gets to see. */
public final class VisibleContent {
    private static final int DEEPEST = 16;

    /** Say what a part is or belongs to, not what is in it. */
    private static final Set<String> LABELS = Set.of(
            "type", "kind", "id", "index", "role", "metadata", "mimeType", "mediaType", "filename", "annotations");

    private VisibleContent() {}

    /** Whether there is any: a text that is not empty, a number or true, or one of these anywhere in it besides labels. */
    public static boolean isIn(JsonNode node) {
        return isIn(node, 0);
    }

    private static boolean isIn(JsonNode node, int depth) {
        if (depth > DEEPEST) {
            return true;
        }
        if (node.isTextual()) {
            return !node.textValue().isEmpty();
        }
        if (node.isArray()) {
            for (JsonNode part : node) {
                if (isIn(part, depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            if (!LABELS.contains(member.getKey()) && isIn(member.getValue(), depth + 1)) {
                return true;
            }
        }
        return node.isNumber() || (node.isBoolean() && node.booleanValue());
    }
}
