package io.orchestress.protocol;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.orchestress.transport.SseEvent;

/** What comes of a cancel in a protocol whose status says all of it: any success is one. */
public final class CancelAnswer extends Answer {
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
