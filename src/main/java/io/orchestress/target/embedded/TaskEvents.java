package io.orchestress.target.embedded;

/**
 * One client that watches one task: {@code state} when it changes, {@code token} as each is due, {@code done} with the whole
 * task. Who comes late is told at once what has been missed. Everything here runs on the client's event loop.
 */
final class TaskEvents {
    private final Task task;
    private final TaskEngine engine;
    private final PausableTimers timers;
    private final Exchange exchange;
    private final EventStream stream;
    private int sent;
    private boolean done;

    private record StateChange(String taskId, TaskState state) {}

    /** @param index counted from 1 */
    private record Token(int index, String text) {}

    TaskEvents(Task task, TaskEngine engine, PausableTimers timers, Exchange exchange) {
        this.task = task;
        this.engine = engine;
        this.timers = timers;
        this.exchange = exchange;
        stream = exchange.openStream();
    }

    void start() {
        if (task.state() == TaskState.QUEUED) {
            sendState(TaskState.QUEUED);
        }
        task.started().thenRun(() -> exchange.onEventLoop(this::started));
        task.ended().thenRun(() -> exchange.onEventLoop(this::ended));
    }

    private void started() {
        if (!done) {
            sendState(TaskState.RUNNING);
            pace();
        }
    }

    private void pace() {
        if (done || !exchange.clientIsThere()) {
            return;
        }
        sendTokensUpTo(task.tokensAt(timers.worldNanos()));
        if (sent < task.spec.size().tokensOut && task.state() == TaskState.RUNNING) {
            long delay = Math.max(0, task.nanosUntilToken(sent + 1, timers.worldNanos()));
            timers.schedule(delay, () -> exchange.onEventLoop(this::pace));
        }
    }

    private void ended() {
        if (done || !exchange.clientIsThere()) {
            return;
        }
        done = true;
        TaskView whole = engine.view(task);
        sendTokensUpTo(whole.tokensOut());
        sendState(whole.state());
        stream.send("done", whole);
        stream.end();
    }

    private void sendTokensUpTo(int index) {
        while (sent < index) {
            sent++;
            stream.send("token", new Token(sent, Task.token(sent)));
        }
    }

    private void sendState(TaskState state) {
        stream.send("state", new StateChange(task.id(), state));
    }
}
