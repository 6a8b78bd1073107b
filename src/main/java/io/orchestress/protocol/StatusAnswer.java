package io.orchestress.protocol;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.transport.SseEvent;

/** An answer whose status says all of it, such as that to a cancel: any success is one. */
public class StatusAnswer extends Answer {
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
