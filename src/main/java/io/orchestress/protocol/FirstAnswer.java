package io.orchestress.protocol;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.metrics.FailureClass;
import io.orchestress.transport.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The answer to one request before the load, of which only matters whether the target takes it at all. Of a stream the first event is enough, so
 * that a server that notices need not do the rest. The value of a success is its JSON, if it is a body.
 */
public class FirstAnswer extends Answer {
    protected FirstAnswer() {}

    /** The request of a call. */
    public static Call to(Call call) {
        return new Call(call.request(), FirstAnswer::new);
    }

    @Override
    public final boolean event(SseEvent event, long nanos) {
        return true;
    }

    @Override
    protected final Reply judge(byte[] body, long nanos) {
        boolean isPage = header("content-type").toLowerCase(Locale.ROOT).contains("html")
                || new String(body, 0, Math.min(body.length, 64), StandardCharsets.UTF_8)
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .matches("(?s)<(!doctype html|html)\\b.*");
        return isPage
                ? Reply.failed(FailureClass.MALFORMED, Objection.A_PAGE + quoted(body))
                : Reply.ok(json(body).orElse(MissingNode.getInstance()));
    }
}
