package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.SseEvent;

/** What comes of the end of a session: a server that allows no DELETE says 405, one that has forgotten the session 404. */
final class McpFarewell extends Answer {
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    @Override
    protected boolean statusIsSuccess(int newStatus) {
        return super.statusIsSuccess(newStatus) || newStatus == NOT_FOUND || newStatus == NOT_ALLOWED;
    }

    @Override
    public boolean hasEnough() {
        return true;
    }

    @Override
    public boolean event(SseEvent event, long nanos) {
        return true;
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        return Reply.ok(MissingNode.getInstance());
    }
}
