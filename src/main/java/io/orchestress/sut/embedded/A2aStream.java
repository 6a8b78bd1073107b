package io.orchestress.sut.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A task's stream as A2A has it: the task, its changes of state, pieces of its output. */
final class A2aStream implements TokenStreams.Words {
    private static final int INTERNAL_ERROR = -32_603;

    private final JsonRpc request;
    private final A2aView view;
    private final EventStream out;
    private final ChunkTemplate between;

    private A2aStream(JsonRpc request, A2aView view, EventStream out) {
        this.request = request;
        this.view = view;
        this.out = out;
        between = view.artifactUpdate(request.id().toString(), true, false);
    }

    /** @param first the event that it begins with, which has the task */
    static void start(
            JsonRpc request, A2aView view, ObjectNode first, Task task, TokenStreams streams, Exchange exchange) {
        EventStream out = exchange.openStream();
        A2aStream stream = new A2aStream(request, view, out);
        stream.send(view.version.sent(first));
        streams.start(task, exchange, out, stream);
    }

    @Override
    public void running() {
        send(view.statusUpdate(TaskState.RUNNING, null));
    }

    @Override
    public void tokens(TokenStreams.Chunk chunk) {
        boolean goesOn = chunk.from() > 1;
        ChunkTemplate template = goesOn && !chunk.last()
                ? between
                : view.artifactUpdate(request.id().toString(), goesOn, chunk.last());
        template.write(out, chunk.text(), chunk.sentNanos());
    }

    @Override
    public void ended(TaskView whole) {
        send(view.statusUpdate(whole.state(), whole.error()));
    }

    @Override
    public void broken() {
        out.sendData(Json.text(request.error(TokenStreams.BROKEN, INTERNAL_ERROR)));
    }

    private void send(ObjectNode result) {
        out.sendData(Json.text(request.result(result)));
    }
}
