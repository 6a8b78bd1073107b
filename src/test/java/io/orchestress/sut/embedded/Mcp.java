package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.Client.Reply;
import java.util.ArrayList;
import java.util.List;

/** Requests as MCP clients send them. */
final class Mcp {
    static final List<String> TYPES =
            List.of("accept", "application/json, text/event-stream", "content-type", "application/json");
    static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private Mcp() {}

    static Reply post(Client client, String body, String... headers) throws Exception {
        List<String> all = new ArrayList<>(TYPES);
        all.addAll(List.of(headers));
        return client.send("POST", "/mcp", body, all.toArray(String[]::new));
    }

    static String request(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"%s\",\"params\":{%s}}".formatted(id, method, params);
    }

    static String call(int id, String tool, String arguments, String more) {
        return request(id, "tools/call", "\"name\":\"" + tool + "\",\"arguments\":" + arguments + more);
    }
}
