package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/**
 * The properties of a server that are asked for before the load. The era is a property of the server (2026-07-28, Versioning), so it is asked for once,
 * not by every user.
 *
 * @param stateless whether 2026-07-28 is spoken
 * @param tools by name, in the order of the server
 * @param remarks what a reader of the console should know: a sentence each
 */
public record McpServer(boolean stateless, Map<String, McpTool> tools, List<String> remarks) {
    private static final int MAX_PAGES = 1000;

    public McpServer {
        tools = Collections.unmodifiableMap(new LinkedHashMap<>(tools));
        remarks = List.copyOf(remarks);
    }

    /** Of a server of which nothing is known. */
    public static McpServer unknown() {
        return new McpServer(false, Map.of(), List.of());
    }

    /** The server refused a step on the way to its list of tools; the message says which, and what it answered. */
    public static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient FailureClass outcome;

        RefusedException(String step, Reply reply) {
            super("'" + step + "' failed as " + reply.outcome() + ": " + reply.detail());
            outcome = reply.outcome();
        }

        /** Whether the status was this one. */
        public boolean isStatus(int status) {
            return outcome == FailureClass.http(status);
        }
    }

    /**
     * Learns which era the server speaks and which tools it has. The session that this takes is ended again.
     *
     * @param ask makes a call and waits for its reply
     */
    public static McpServer ask(McpTransport transport, McpEra era, Function<Call, Reply> ask) throws RefusedException {
        List<String> remarks = new ArrayList<>();
        boolean stateless = switch (era) {
            case SESSION -> false;
            case STATELESS -> true;
            case AUTO -> speaksStateless(ask.apply(new McpClient(transport, true).discover()), remarks);
        };
        McpClient client = new McpClient(transport, stateless);
        try {
            if (!stateless) {
                granted("initialize", ask.apply(client.initialize()));
                granted("notifications/initialized", ask.apply(client.initialized()));
            }
            return new McpServer(stateless, tools(client, ask, remarks), remarks);
        } finally {
            leave(client, ask);
        }
    }

    /** Whatever that comes to. */
    @SuppressWarnings("ReturnValueIgnored")
    private static void leave(McpClient client, Function<Call, Reply> ask) {
        client.farewell().ifPresent(ask::apply);
    }

    /**
     * All pages. Only a cursor that is missing, or null, ends the list. An empty one is by the specification a cursor like others and to many
     * servers the end: it is asked for once, and what comes of it refuses nothing.
     */
    private static Map<String, McpTool> tools(McpClient client, Function<Call, Reply> ask, List<String> remarks)
            throws RefusedException {
        Map<String, McpTool> tools = new LinkedHashMap<>();
        Set<JsonNode> seen = new HashSet<>();
        JsonNode cursor = MissingNode.getInstance();
        for (int page = 1; ; page++) {
            Reply reply = ask.apply(client.listTools(cursor));
            if (!reply.isOk() && isEmpty(cursor)) {
                return tools;
            }
            if (reply.outcome() == FailureClass.TIMEOUT && page > 1) {
                remarks.add("the list of tools did not end in time; only the first " + (page - 1) + " pages are used");
                return tools;
            }
            JsonNode list = granted("tools/list", reply);
            for (JsonNode described : list.path("tools")) {
                McpTool tool = McpTool.of(described);
                tools.put(tool.name(), tool);
            }
            cursor = list.path("nextCursor");
            if (cursor.isMissingNode() || cursor.isNull()) {
                return tools;
            }
            if (!seen.add(cursor)) {
                if (!isEmpty(cursor)) {
                    remarks.add("the list of tools does not end: after " + page + " pages its cursor " + shown(cursor)
                            + " came again; only those pages are used");
                }
                return tools;
            }
            if (page == MAX_PAGES) {
                remarks.add("the list of tools has more than " + MAX_PAGES + " pages; the rest is not read");
                return tools;
            }
        }
    }

    private static boolean isEmpty(JsonNode cursor) {
        return cursor.isTextual() && cursor.textValue().isEmpty();
    }

    private static String shown(JsonNode cursor) {
        String text = cursor.toString();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }

    /** Whatever a server of the sessions' era says to a question that it does not know: an error, a status, nothing. */
    private static boolean speaksStateless(Reply discovered, List<String> remarks) {
        if (discovered.outcome() == FailureClass.TIMEOUT) {
            remarks.add(
                    "'server/discover' was not answered within "
                            + McpClient.LONGEST_DISCOVERY.toSeconds()
                            + " s: the server is treated as one with sessions (orchestress.protocols.mcp.era = session skips this request)");
        }
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
