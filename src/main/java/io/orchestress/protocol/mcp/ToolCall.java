package io.orchestress.protocol.mcp;

import io.orchestress.config.Section;

/**
 * Which tool is called, and with what.
 *
 * @param arguments template, in JSON
 */
public record ToolCall(String tool, String arguments) {
    static ToolCall read(Section s) {
        return new ToolCall(s.text("tool"), s.text("arguments"));
    }
}
