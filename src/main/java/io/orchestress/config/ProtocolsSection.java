package io.orchestress.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                rest(s.section("rest")),
                s.duration("poll-interval", Duration.ofMillis(1)));
        s.end();
        return protocols;
    }

    private static Protocols.OpenAi openai(Section s) {
        Protocols.OpenAi openai = new Protocols.OpenAi(
                path(s, "path"),
                s.text("model"),
                s.flag("stream"),
                s.flag("include-usage"),
                s.integer("max-tokens", 0, 10_000_000),
                s.integer("turns", 1, 1000));
        s.end();
        return openai;
    }

    private static Protocols.LangGraph langgraph(Section s) {
        Protocols.LangGraph langgraph = new Protocols.LangGraph(
                s.text("assistant"),
                s.oneOf("mode", Protocols.RunMode.values()),
                s.texts("stream-modes"),
                s.text("input"),
                s.pointer("token"));
        s.end();
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
                s.command("command", commandUsed));
        s.end();
        return mcp;
    }

    private static Protocols.ToolCall toolCall(Section s) {
        Protocols.ToolCall call = new Protocols.ToolCall(s.text("tool"), s.text("arguments"));
        s.end();
        return call;
    }

    private static Protocols.A2a a2a(Section s) {
        Protocols.A2a a2a = new Protocols.A2a(
                path(s, "card"),
                s.oneOf("version", Protocols.A2aVersion.values()),
                s.oneOf("mode", Protocols.A2aMode.values()),
                s.text("text"));
        s.end();
        return a2a;
    }

    private static Protocols.Process process(Section s, boolean used) {
        Protocols.Process process = new Protocols.Process(
                s.command("command", used),
                s.text("input"),
                s.pattern("output"),
                s.integers("success-exit-codes", 0, 255),
                s.integer("concurrent", 1, 10_000));
        s.end();
        return process;
    }

    private static Protocols.Rest rest(Section s) {
        Map<String, Protocols.RestCall> calls = new LinkedHashMap<>();
        s.section("calls").named().forEach((name, call) -> calls.put(name, restCall(call)));
        Map<String, String> sizes = s.section("sizes").namedTexts();
        String spawn = s.text("spawn");
        if (!spawn.isEmpty() && !calls.containsKey(spawn)) {
            s.problem("spawn", "expected one of " + String.join(", ", calls.keySet()) + ", or nothing");
        }
        for (String size : List.of("simple", "medium", "complex", "workflow")) {
            if (!calls.containsKey(sizes.getOrDefault(size, ""))) {
                s.problem("sizes", size + ": expected one of " + String.join(", ", calls.keySet()));
            }
        }
        s.end();
        return new Protocols.Rest(spawn, sizes, calls);
    }

    private static Protocols.RestCall restCall(Section s) {
        Protocols.Follow follow =
                s.has("follow") ? s.oneOf("follow", Protocols.Follow.values()) : Protocols.Follow.NONE;
        Protocols.RestCall call = new Protocols.RestCall(
                request(s, "request"),
                s.has("body") ? s.text("body") : "",
                id(s),
                s.optionalPointer("state"),
                s.optionalTexts("done"),
                s.optionalTexts("failed"),
                s.optionalPointer("error"),
                s.optionalPointer("output"),
                s.optionalPointer("agent"),
                s.optionalPointer("model"),
                s.optionalPointer("tokens-in"),
                s.optionalPointer("tokens-out"),
                s.optionalPointer("queue-millis"),
                s.optionalPointer("steps"),
                s.optionalPointer("step-name"),
                s.optionalPointer("step-millis"),
                follow,
                s.has("next") ? request(s, "next") : "",
                s.has("pending-status") ? s.integers("pending-status", 100, 999) : List.of(),
                s.optionalTexts("content-events"),
                s.optionalPointer("content"),
                s.optionalTexts("end-events"),
                s.optionalTexts("error-events"));
        if (follow != Protocols.Follow.NONE && call.next().isEmpty()) {
            s.problem("next", "is missing: what to " + follow.configName());
        }
        if (follow == Protocols.Follow.POLL
                && (call.state().isEmpty() || call.done().isEmpty())) {
            s.problem("state", "a task that is polled needs state and done");
        }
        s.end();
        return call;
    }

    private static String id(Section s) {
        return s.has("id") && s.text("id").equals(Protocols.RestCall.WHOLE_TEXT)
                ? Protocols.RestCall.WHOLE_TEXT
                : s.optionalPointer("id");
    }

    private static String request(Section s, String key) {
        String text = s.text(key);
        if (!text.matches("[A-Z]+ /\\S*")) {
            s.problem(key, "expected a method and a path, such as \"POST /v1/tasks\"");
        }
        return text;
    }

    private static String path(Section s, String key) {
        String text = s.text(key);
        if (!text.startsWith("/")) {
            s.problem(key, "expected a path that begins with /");
        }
        return text;
    }
}
