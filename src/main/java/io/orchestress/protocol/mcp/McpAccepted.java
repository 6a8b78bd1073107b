package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.protocol.Reply;
import io.orchestress.wire.SseEvent;

/** What comes after a notification: nothing, but for a status. 202 by the specification, 204 and 200 by some servers. */
final class McpAccepted extends McpAnswer {
    private final McpClient client;

    McpAccepted(McpClient client) {
        super(client);
        this.client = client;
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        return false;
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        return json(body)
                .map(message -> message.path("error"))
                .filter(JsonNode::isObject)
                .map(McpAnswer::error)
                .orElseGet(this::accepted);
    }

    private Reply accepted() {
        client.told();
        return Reply.ok(MissingNode.getInstance());
    }
}
