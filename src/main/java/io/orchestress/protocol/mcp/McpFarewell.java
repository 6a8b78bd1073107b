package io.orchestress.protocol.mcp;

import io.orchestress.protocol.StatusAnswer;

/** What comes of the end of a session: a server that allows no DELETE says 405, one that has forgotten the session 404. */
final class McpFarewell extends StatusAnswer {
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    @Override
    protected boolean statusIsSuccess(int newStatus) {
        return super.statusIsSuccess(newStatus) || newStatus == NOT_FOUND || newStatus == NOT_ALLOWED;
    }
}
