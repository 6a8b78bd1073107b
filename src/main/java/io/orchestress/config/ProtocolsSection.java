package io.orchestress.config;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads {@code orchestress.protocols}. */
final class ProtocolsSection {
    private ProtocolsSection() {}

    /** @param used of which the command must be there */
    static Protocols read(Section s, Protocol used) {
        Protocols protocols = new Protocols(
                openai(s.section("openai")),
                langgraph(s.section("langgraph")),
                mcp(s.section("mcp"), used == Protocol.MCP_STDIO),
                a2a(s.section("a2a")),
                process(s.section("process"), used == Protocol.PROCESS),
                RestSection.read(s.section("rest")),
                s.duration("poll-interval", Duration.ofMillis(1)));
        return protocols;
    }

    private static Protocols.OpenAi openai(Section s) {
        Protocols.OpenAi openai = new Protocols.OpenAi(
                path(s, "path"),
                s.text("model"),
                s.template("message", List.of("turn")),
                s.flag("stream"),
                s.flag("include-usage"),
                s.integer("max-tokens", 0, 10_000_000),
                s.text("max-tokens-name"),
                s.integer("turns", 1, 1000),
                s.flag("first-call"));
        if (!openai.maxTokensName().matches("[A-Za-z_]\\w*")) {
            s.problem("max-tokens-name", "expected the name of a member, such as max_tokens or max_completion_tokens");
        }
        return openai;
    }

    private static Protocols.LangGraph langgraph(Section s) {
        Protocols.LangGraph langgraph = new Protocols.LangGraph(
                s.text("assistant"),
                s.oneOf("mode", Protocols.RunMode.values()),
                s.texts("stream-modes"),
                s.jsonTemplate("input"),
                s.pointer("token"));
        if (langgraph.mode() == Protocols.RunMode.STREAM
                && Collections.disjoint(langgraph.streamModes(), List.of("values", "updates"))) {
            s.problem("stream-modes", "expected values or updates among them, for the end of a run to be known");
        }
        return langgraph;
    }

    private static Protocols.Mcp mcp(Section s, boolean commandUsed) {
        Protocols.ToolCall spawn = toolCall(s.section("spawn"));
        Protocols.ToolCall task = toolCall(s.section("task"));
        if (task.tool().isEmpty()) {
            s.problem("task", "its tool must be named");
        }
        Protocols.Mcp mcp = new Protocols.Mcp(
                path(s, "path"),
                s.oneOf("era", Protocols.McpEra.values()),
                spawn.tool().isEmpty() ? Optional.empty() : Optional.of(spawn),
                task,
                s.pointer("success"),
                s.pointer("error"),
                s.flag("progress"),
                s.command("command", commandUsed));
        return mcp;
    }

    private static Protocols.ToolCall toolCall(Section s) {
        Protocols.ToolCall call = new Protocols.ToolCall(s.text("tool"), s.text("arguments"));
        return call;
    }

    private static Protocols.A2a a2a(Section s) {
        Protocols.A2a a2a = new Protocols.A2a(
                path(s, "card"),
                s.oneOf("version", Protocols.A2aVersion.values()),
                s.oneOf("mode", Protocols.A2aMode.values()),
                s.text("text"));
        return a2a;
    }

    private static Protocols.Process process(Section s, boolean used) {
        Protocols.Process process = new Protocols.Process(
                s.command("command", used),
                s.text("input"),
                s.pattern("output"),
                s.integers("success-exit-codes", 0, 255),
                s.integer("concurrent", 1, 10_000));
        return process;
    }

    private static String path(Section s, String key) {
        String text = s.text(key);
        if (!text.startsWith("/")) {
            s.problem(key, "expected a path that begins with /");
        }
        return text;
    }
}
