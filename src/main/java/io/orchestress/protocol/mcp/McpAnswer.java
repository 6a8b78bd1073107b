package io.orchestress.protocol.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Errors;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** What answers to requests and to notifications have in common: sessions get lost, and errors look the same. */
abstract class McpAnswer extends Answer {
    private static final int NO_STATUS = 0;
    private static final int FIRST_SERVER_ERROR = -32000;
    private static final int LAST_SERVER_ERROR = -32099;

    private final McpClient client;
    private final boolean inSession;

    McpAnswer(McpClient client) {
        this.client = client;
        this.inSession = client.hasSession();
    }

    final boolean isPipe() {
        return client.isPipe();
    }

    /** Pipes have none. */
    @Override
    protected final boolean statusIsSuccess(int newStatus) {
        return newStatus == NO_STATUS || super.statusIsSuccess(newStatus);
    }

    /**
     * An unknown session is a 404 by the specification, and a 400 with "session" in its text by servers of its reference implementation.
     * The outcome of any other is its status, whatever JSON-RPC error came with it.
     */
    @Override
    protected Reply refused(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (inSession
                && (status() == 404
                        || (status() == 400 && text.toLowerCase(Locale.ROOT).contains("session")))) {
            client.lost();
            return Reply.failed(FailureClass.SESSION_LOST, "HTTP " + status() + said(body));
        }
        return Reply.failed(
                FailureClass.http(status()),
                "HTTP " + status() + Advice.on(status(), header("location"), client.endpoint()) + said(body));
    }

    private static String said(byte[] body) {
        return json(body)
                .map(message -> message.path("error"))
                .filter(JsonNode::isObject)
                .map(error -> ": " + words(error))
                .orElseGet(() -> quoted(body));
    }

    /** A process that has ended takes its session with it. */
    @Override
    protected Reply cutOff(Ending ending, long nanos) {
        if (isPipe() && ending == Ending.CLOSED) {
            client.closed();
        } else if (isPipe() && ending != Ending.TIMEOUT) {
            client.lost();
        }
        return super.cutOff(ending, nanos);
    }

    /** Of a JSON-RPC error inside a success; absent when there is none. An error that is null is none. */
    static Optional<Reply> error(JsonNode message) {
        JsonNode error = message.path("error");
        if (error.isMissingNode() || error.isNull()) {
            return Optional.empty();
        }
        return Optional.of(
                error.isObject()
                        ? coded(error)
                        : Reply.failed(FailureClass.MALFORMED, "error is not an object: " + error));
    }

    private static Reply coded(JsonNode error) {
        JsonNode code = error.path("code");
        if (!code.isIntegralNumber()) {
            return Reply.failed(FailureClass.MALFORMED, "error without a code: " + error);
        }
        Optional<Duration> retryAfter = RetryHint.in(error.path("data"));
        boolean limited = Errors.isRateLimit(error) || retryAfter.isPresent();
        Reply reply = Reply.failed(
                limited && isServerError(code.asLong()) ? FailureClass.RATE_LIMITED : FailureClass.rpc(code.asLong()),
                words(error));
        return retryAfter.map(reply::withRetryAfter).orElse(reply);
    }

    /** Those that JSON-RPC leaves to the server: from -32099 to -32000. */
    private static boolean isServerError(long code) {
        return code >= LAST_SERVER_ERROR && code <= FIRST_SERVER_ERROR;
    }

    private static String words(JsonNode error) {
        return "JSON-RPC " + rpcError(error);
    }
}
