package io.orchestress.sut.embedded;

import io.orchestress.sut.embedded.agent.Assignment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Runs workflows: each step is a task in the same queue and the same slots as all others. */
final class WorkflowEngine {
    private final TaskEngine engine;
    private final BoundedHistory<WorkflowRun> runs;
    private final AtomicLong numbers = new AtomicLong();

    /** @param historySize ended runs that can still be asked for */
    WorkflowEngine(TaskEngine engine, int historySize) {
        this.engine = engine;
        runs = new BoundedHistory<>(historySize);
    }

    /** Starts a run; empty when there is neither a slot nor room in the queue for its first step. */
    Optional<WorkflowRun> start(WorkflowDefinition definition, String input, Exchange exchange) {
        Assignment order = Orders.says(input, Model.SWIFT, false, exchange);
        Function<Model, Assignment> orders = model -> order.by(model.name());
        WorkflowRun run =
                new WorkflowRun("run-" + numbers.incrementAndGet(), definition, TaskSpec.tokensOf(input), orders);
        boolean first = true;
        for (WorkflowDefinition.Step step : run.claimReady()) {
            Optional<Task> task = first
                    ? engine.submit(run.spec(step), run.orders(step))
                    : Optional.of(engine.submitFurther(run.spec(step), run.orders(step)));
            if (task.isEmpty()) {
                return Optional.empty();
            }
            if (first) {
                runs.add(run.id(), run);
                first = false;
            }
            follow(run, step, task.get());
        }
        return Optional.of(run);
    }

    /** Somebody waits for a run: where agents work, who leaves takes its tasks along. */
    void attends(WorkflowRun run, Exchange exchange) {
        if (engine.hasAgents()) {
            exchange.whenGone(() -> run.unended().forEach(engine::cancel));
        }
    }

    Optional<WorkflowRun> find(String id) {
        return runs.find(id);
    }

    private void follow(WorkflowRun run, WorkflowDefinition.Step step, Task task) {
        run.begun(step, task);
        task.ended().thenRun(() -> advance(run));
    }

    private void advance(WorkflowRun run) {
        run.claimReady().forEach(step -> follow(run, step, engine.submitFurther(run.spec(step), run.orders(step))));
        if (!run.state().equals("running") && run.ended().complete(run)) {
            run.forgetOrders();
            runs.ended(run.id());
        }
    }
}
