package io.orchestress.sut.embedded;

/** A task's stream in the words of {@code /v1/tasks}: {@code state} when it changes, {@code token}, {@code done} with the whole task. */
final class TaskEvents implements TokenStreams.Words {
    private final Task task;
    private final EventStream out;

    private record StateChange(String taskId, TaskState state) {}

    /** @param index of its last token, counted from 1 */
    private record Token(int index, String text) {}

    private TaskEvents(Task task, EventStream out) {
        this.task = task;
        this.out = out;
    }

    static void start(Task task, TokenStreams streams, Exchange exchange) {
        EventStream out = exchange.openStream();
        TaskEvents events = new TaskEvents(task, out);
        if (task.state() == TaskState.QUEUED) {
            events.sendState(TaskState.QUEUED);
        }
        streams.start(task, exchange, out, events);
    }

    @Override
    public void running() {
        sendState(TaskState.RUNNING);
    }

    @Override
    public void tokens(TokenStreams.Chunk chunk) {
        out.send("token", new Token(chunk.to(), chunk.text()));
    }

    @Override
    public void ended(TaskView whole) {
        sendState(whole.state());
        out.send("done", whole);
    }

    @Override
    public void broken() {
        out.send("error", TokenStreams.BROKEN);
    }

    private void sendState(TaskState state) {
        out.send("state", new StateChange(task.id(), state));
    }
}
