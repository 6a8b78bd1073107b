package io.orchestress.protocol.langgraph;

import io.orchestress.metrics.FailureClass;
import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.SseEvent;

/** The answer to a request for a thread: its id. */
final class ThreadAnswer extends Answer {
    @Override
    public boolean event(SseEvent event, long nanos) {
        return false;
    }

    @Override
    protected Reply judge(byte[] body, long nanos) {
        return json(body)
                .map(thread -> thread.path("thread_id"))
                .filter(id -> id.isValueNode() && !id.asText("").isEmpty())
                .map(id -> Reply.ok(id).keeping(id.asText()))
                .orElseGet(() -> Reply.failed(FailureClass.MALFORMED, "no thread_id in the response" + quoted(body)));
    }
}
