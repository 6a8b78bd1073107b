package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.Answer;
import io.orchestress.sut.embedded.agent.Reporter;

/** A task that an agent works on, as the agent tells of it. */
record Working(TaskEngine engine, Task task, Speech speech) implements Reporter {
    @Override
    public void says(String piece) {
        speech.says(piece);
    }

    @Override
    public void turn(int turns) {
        task.turned(turns);
    }

    @Override
    public void answered(Answer answer) {
        speech.answered(answer);
        engine.finish(task);
    }

    @Override
    public void failed(String words) {
        engine.end(task, TaskState.FAILED, new ApiError("provider", words));
    }

    @Override
    public void lost() {
        engine.lose(task);
    }

    @Override
    public void over() {
        engine.free(task);
    }
}
