package io.orchestress.protocol.mcp;

import io.orchestress.config.Section;
import io.orchestress.protocol.Address;
import java.util.List;
import java.util.Optional;

/**
 * The section {@code orchestress.protocols.mcp}.
 *
 * @param spawn called once by each user; absent: nothing
 * @param success JSON pointer into a tool's answer, where it is JSON, that must not be false; empty: not looked at
 * @param error JSON pointer into a tool's answer, where it is JSON, where nothing must be, or null, false or an empty text; empty: not
 *     looked at
 * @param progress whether calls of tools ask to be told of progress
 * @param command of protocol mcp-stdio: program and arguments
 */
public record McpSettings(
        String path,
        McpEra era,
        Optional<ToolCall> spawn,
        ToolCall task,
        String success,
        String error,
        boolean progress,
        List<String> command) {

    /** @param commandUsed whether the command must be there */
    public static McpSettings read(Section s, boolean commandUsed) {
        ToolCall spawn = ToolCall.read(s.section("spawn"));
        ToolCall task = ToolCall.read(s.section("task"));
        if (task.tool().isEmpty()) {
            s.problem("task", "tool is missing: expected the name of the tool to call");
        }
        return new McpSettings(
                Address.path(s, "path"),
                s.oneOf("era", McpEra.values()),
                spawn.tool().isEmpty() ? Optional.empty() : Optional.of(spawn),
                task,
                s.pointer("success"),
                s.pointer("error"),
                s.flag("progress"),
                s.command("command", commandUsed));
    }
}
