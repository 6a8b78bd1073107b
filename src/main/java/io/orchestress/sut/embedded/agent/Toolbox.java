package io.orchestress.sut.embedded.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tools over MCP, version 2026-07-28: which there are, asked for once, and calls of them. */
final class Toolbox {
    private static final String PATH = "/mcp";
    private static final String VERSION = "2026-07-28";
    private static final int OK = 200;

    private final Connections connections;
    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable String offered;
    private long ids;

    private record Waiting(Consumer<String> tools, Consumer<String> failed) {}

    Toolbox(Connections connections) {
        this.connections = connections;
    }

    /**
     * Which tools there are, as the member {@code tools} of a chat completion, with a comma before it; empty: none.
     *
     * @param failed is told why it is not known; the next one asks again
     */
    void list(Consumer<String> tools, Consumer<String> failed) {
        if (offered != null) {
            tools.accept(offered);
            return;
        }
        waiting.add(new Waiting(tools, failed));
        if (waiting.size() == 1) {
            ObjectNode params = JsonNodeFactory.instance.objectNode();
            call("tools/list", "", params, Map.of(), new CallTime(System::nanoTime), this::listed, this::notListed);
        }
    }

    private void listed(JsonNode result) {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        for (JsonNode tool : result.path("tools")) {
            ObjectNode function = tools.addObject().put("type", "function").putObject("function");
            function.put("name", tool.path("name").asText())
                    .put("description", tool.path("description").asText());
            function.set("parameters", tool.path("inputSchema"));
        }
        String known = tools.isEmpty() ? "" : ",\"tools\":" + tools;
        offered = known;
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> one.tools.accept(known));
    }

    private void notListed(String why) {
        List<Waiting> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(one -> one.failed.accept("the tools are not known: " + why));
    }

    /**
     * Calls a tool once, whatever comes of it: it may have changed something.
     *
     * @param arguments JSON, as the model gave them
     * @param time of the task
     * @param answer is told what it says, or why it says nothing
     */
    @Nullable
    HttpCall call(String name, String arguments, Map<String, String> headers, CallTime time, Consumer<String> answer) {
        JsonNode given;
        try {
            given = Tree.of(arguments.isBlank() ? "{}" : arguments);
        } catch (ModelReply.Unreadable e) {
            answer.accept("Error: the arguments of " + name + ": " + e.getMessage());
            return null;
        }
        ObjectNode params = JsonNodeFactory.instance.objectNode().put("name", name);
        params.set("arguments", given);
        return call(
                "tools/call",
                name,
                params,
                headers,
                time,
                result -> answer.accept(text(result)),
                why -> answer.accept("Error: " + why));
    }

    private static String text(JsonNode result) {
        StringBuilder text = new StringBuilder(result.path("isError").asBoolean() ? "Error: " : "");
        result.path("content").forEach(part -> text.append(part.path("text").asText("")));
        return text.toString();
    }

    private HttpCall call(
            String method,
            String name,
            ObjectNode params,
            Map<String, String> more,
            CallTime time,
            Consumer<JsonNode> result,
            Consumer<String> failed) {
        ObjectNode meta = params.putObject("_meta");
        meta.put("io.modelcontextprotocol/protocolVersion", VERSION);
        meta.putObject("io.modelcontextprotocol/clientCapabilities");
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("jsonrpc", "2.0").put("id", ++ids).put("method", method).set("params", params);
        Map<String, String> headers = new HashMap<>(more);
        headers.put("accept", "application/json, text/event-stream");
        headers.put("mcp-protocol-version", VERSION);
        headers.put("mcp-method", method);
        if (!name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            headers.put("mcp-name", name);
        }
        HttpCall call = new HttpCall(PATH, message.toString(), headers, time, new HttpCall.Receiver() {
            private final ModelReply.Body body = new ModelReply.Body();
            private int status;
            private @Nullable String tooLong;

            @Override
            public void begun(int code, HttpHeaders answerHeaders) {
                status = code;
            }

            @Override
            public void data(ByteBuf bytes) {
                try {
                    body.add(bytes);
                } catch (ModelReply.Unreadable e) {
                    tooLong = e.getMessage();
                }
            }

            @Override
            public void ended() {
                if (status != OK) {
                    failed.accept("the tools' provider answered HTTP " + status + ": " + Tree.words(body.text()));
                    return;
                }
                try {
                    if (tooLong != null) {
                        throw new ModelReply.Unreadable(tooLong);
                    }
                    JsonNode answer = Tree.of(body.text());
                    if (answer.path("result").isObject()) {
                        result.accept(answer.path("result"));
                    } else {
                        failed.accept(Tree.words(body.text()));
                    }
                } catch (ModelReply.Unreadable e) {
                    failed.accept("the tool's answer cannot be used: " + e.getMessage());
                }
            }

            @Override
            public void failed(String why) {
                failed.accept("the tools' provider: " + why);
            }
        });
        connections.send(call);
        return call;
    }
}
