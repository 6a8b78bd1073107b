package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tool of a server.
 *
 * @param headers name of a header → where in the arguments its value is: the properties that the tool's schema marks with
 *     {@code x-mcp-header}, which since 2026-07-28 are sent as headers, too
 */
public record McpTool(String name, Map<String, JsonPointer> headers) {
    private static final String SENTINEL_START = "=?base64?";
    private static final String SENTINEL_END = "?=";

    public McpTool {
        headers = Map.copyOf(headers);
    }

    /** @param described as an element of {@code tools} in the answer to {@code tools/list} */
    static McpTool of(JsonNode described) {
        Map<String, JsonPointer> headers = new LinkedHashMap<>();
        collect(described.path("inputSchema"), JsonPointer.empty(), headers);
        return new McpTool(described.path("name").asText(), headers);
    }

    private static void collect(JsonNode schema, JsonPointer at, Map<String, JsonPointer> headers) {
        String header = schema.path("x-mcp-header").asText();
        if (!header.isEmpty()) {
            headers.put("Mcp-Param-" + header, at);
        }
        schema.path("properties")
                .properties()
                .forEach(property -> collect(property.getValue(), at.appendProperty(property.getKey()), headers));
    }

    /** What a call with these arguments has to say in its headers. */
    Map<String, String> headersFor(JsonNode arguments) {
        Map<String, String> values = new LinkedHashMap<>();
        headers.forEach((header, at) -> {
            JsonNode value = arguments.at(at);
            if (!value.isMissingNode() && !value.isNull()) {
                values.put(header, headerValue(value.asText()));
            }
        });
        return values;
    }

    /** The text itself if a header can hold it, else in the form {@code =?base64?…?=}. */
    static String headerValue(String text) {
        boolean plain = text.chars().allMatch(c -> (c >= 0x20 && c <= 0x7E) || c == '\t')
                && text.equals(text.strip())
                && !(text.startsWith(SENTINEL_START) && text.endsWith(SENTINEL_END));
        return plain
                ? text
                : SENTINEL_START
                        + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))
                        + SENTINEL_END;
    }
}
