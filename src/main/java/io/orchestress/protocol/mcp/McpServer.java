package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.config.Protocols.McpEra;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * What is known of a server before the load. The era is a property of the server (2026-07-28, Versioning), so it is asked for once,
 * not by every user.
 *
 * @param stateless whether 2026-07-28 is spoken
 * @param tools by name, in the order of the server
 */
public record McpServer(boolean stateless, Map<String, McpTool> tools) {
    private static final int MAX_PAGES = 1000;

    public McpServer {
        tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
    }

    /** The server refused a step on the way to its list of tools; the message says which, and what it answered. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedException(String step, Reply reply) {
            super("'" + step + "' came to " + reply.outcome() + ": " + reply.detail());
        }
    }

    /**
     * Learns which era the server speaks and which tools it has.
     *
     * @param ask makes a call and waits for its reply
     */
    public static McpServer ask(McpTransport transport, McpEra era, Function<Call, Reply> ask) throws RefusedException {
        boolean stateless = switch (era) {
            case SESSION -> false;
            case STATELESS -> true;
            case AUTO -> speaksStateless(ask.apply(new McpClient(transport, true).discover()));
        };
        McpClient client = new McpClient(transport, stateless);
        if (!stateless) {
            granted("initialize", ask.apply(client.initialize()));
            granted("notifications/initialized", ask.apply(client.initialized()));
        }
        Map<String, McpTool> tools = new LinkedHashMap<>();
        String cursor = "";
        for (int page = 0; page < MAX_PAGES && (page == 0 || !cursor.isEmpty()); page++) {
            JsonNode list = granted("tools/list", ask.apply(client.listTools(cursor)));
            for (JsonNode described : list.path("tools")) {
                McpTool tool = McpTool.of(described);
                tools.put(tool.name(), tool);
            }
            cursor = list.path("nextCursor").asText("");
        }
        return new McpServer(stateless, tools);
    }

    /** Whatever a server of the sessions' era says to a question that it does not know: an error, a status, nothing. */
    private static boolean speaksStateless(Reply discovered) {
        return discovered.isOk()
                && StreamSupport.stream(
                                discovered.value().path("supportedVersions").spliterator(), false)
                        .anyMatch(version -> version.asText().equals(McpClient.STATELESS_VERSION));
    }

    private static JsonNode granted(String step, Reply reply) throws RefusedException {
        if (!reply.isOk()) {
            throw new RefusedException(step, reply);
        }
        return reply.value();
    }
}
