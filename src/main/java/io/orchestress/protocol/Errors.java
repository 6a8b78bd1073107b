package io.orchestress.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the member of an answer that is for an error. */
public final class Errors {
    private static final int DEEPEST = 6;
    private static final int TOO_MANY_REQUESTS = 429;

    /** Names under which APIs hand on the status or the kind of what failed behind them. */
    private static final Set<String> STATUS_NAMES = Set.of("status", "statuscode", "httpstatus", "httpcode", "code");

    private static final Set<String> KIND_NAMES = Set.of("type", "code", "name", "status", "reason", "error");

    private static final Pattern WORDS = Pattern.compile(
            "rate[ _-]?limit|too[ _-]?many[ _-]?requests|(http|status|code|error)\\W{0,3}429\\b|^\\s*429\\b",
            Pattern.CASE_INSENSITIVE);

    private Errors() {}

    /** Whether it is one: not missing, null, false, an empty text, an empty object or list, by which APIs say that there is none. */
    public static boolean isOne(JsonNode error) {
        if (error.isContainerNode()) {
            return !error.isEmpty();
        }
        return !(error.isMissingNode()
                || error.isNull()
                || (error.isBoolean() && !error.booleanValue())
                || (error.isTextual() && error.textValue().isBlank()));
    }

    /**
     * Whether it says that too much was asked for: a status of 429 in a member for it, at any depth, or words for it in a text, in
     * a member for its message, or in one for the kind of error.
     */
    public static boolean isRateLimit(JsonNode error) {
        return error.isTextual() ? WORDS.matcher(error.textValue()).find() : isRateLimit(error, 0);
    }

    private static boolean isRateLimit(JsonNode error, int depth) {
        if (depth > DEEPEST) {
            return false;
        }
        for (Map.Entry<String, JsonNode> member : error.properties()) {
            String name =
                    member.getKey().toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
            JsonNode value = member.getValue();
            if (STATUS_NAMES.contains(name) && value.asInt() == TOO_MANY_REQUESTS) {
                return true;
            }
            boolean said = name.endsWith("message")
                    || name.endsWith("text")
                    || name.equals("detail")
                    || KIND_NAMES.contains(name);
            if (value.isTextual() && said && WORDS.matcher(value.textValue()).find()) {
                return true;
            }
            if (value.isContainerNode() && isRateLimit(value, depth + 1)) {
                return true;
            }
        }
        if (error.isArray()) {
            for (JsonNode one : error) {
                if (isRateLimit(one, depth + 1)) {
                    return true;
                }
            }
        }
        return false;
    }
}
