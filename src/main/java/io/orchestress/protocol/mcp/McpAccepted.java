package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.SseEvent;

/**
 * What comes after a notification: nothing, but for a status. 202 by the specification, 204 and 200 by some servers, of which some answer by a
 * stream that they leave open: that it is a success is enough.
 */
final class McpAccepted extends McpAnswer {
    private final McpClient client;

    McpAccepted(McpClient client) {
        super(client);
        this.client = client;
    }

    @Override
    public boolean hasEnough() {
        return statusIsSuccess(status());
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        return true;
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        return json(body).flatMap(McpAnswer::error).orElseGet(this::accepted);
    }

    private Reply accepted() {
        client.told();
        return Reply.ok(MissingNode.getInstance());
    }
}
