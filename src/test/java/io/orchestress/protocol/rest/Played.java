package io.orchestress.protocol.rest;

import io.orchestress.protocol.Answer;
import io.orchestress.protocol.Call;
import io.orchestress.protocol.Reply;
import io.orchestress.transport.Ending;
import io.orchestress.transport.SseEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** An answer to a call, played as a wire does. */
final class Played {
    private final AtomicReference<Reply> reply = new AtomicReference<>();
    private final Answer answer;

    Played(Call call, long startNanos) {
        answer = call.answer().get();
        answer.begin(startNanos, (came, nanos) -> reply.set(came));
    }

    void head(int status, String contentType, long nanos) {
        answer.head(status, Map.of("content-type", contentType), nanos);
    }

    /** Returns whether that was enough. */
    boolean event(String type, String data, long nanos) {
        return answer.event(new SseEvent(type, data, ""), nanos);
    }

    Reply end(Ending ending, String body, long nanos) {
        answer.end(ending, body.getBytes(StandardCharsets.UTF_8), nanos);
        return reply.get();
    }
}
