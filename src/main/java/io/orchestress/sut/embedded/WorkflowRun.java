package io.orchestress.sut.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.orchestress.sut.embedded.agent.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One run of a workflow: which steps have become tasks, which never will. */
final class WorkflowRun {
    private final String id;
    private final WorkflowDefinition definition;
    private final int tokensIn;
    private @Nullable Function<Model, Assignment> orders;
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Set<String> claimed = new LinkedHashSet<>();
    private final CompletableFuture<WorkflowRun> ended = new CompletableFuture<>();

    /**
     * @param tokensIn length of the input; each step is given it as its prompt
     * @param orders what the agent of a step is to do
     */
    WorkflowRun(String id, WorkflowDefinition definition, int tokensIn, Function<Model, Assignment> orders) {
        this.orders = orders;
        this.id = id;
        this.definition = definition;
        this.tokensIn = tokensIn;
    }

    String id() {
        return id;
    }

    CompletableFuture<WorkflowRun> ended() {
        return ended;
    }

    /** Steps that can begin now and were not claimed before: all they wait for has completed, nothing has failed. */
    synchronized List<WorkflowDefinition.Step> claimReady() {
        if (failed()) {
            return List.of();
        }
        List<WorkflowDefinition.Step> ready = new ArrayList<>();
        for (WorkflowDefinition.Step step : definition.steps()) {
            if (step.after().stream().allMatch(this::completed) && claimed.add(step.name())) {
                ready.add(step);
            }
        }
        return ready;
    }

    synchronized void begun(WorkflowDefinition.Step step, Task task) {
        tasks.put(step.name(), task);
    }

    TaskSpec spec(WorkflowDefinition.Step step) {
        return new TaskSpec(step.agent(), step.size().defaultModel, step.size(), tokensIn);
    }

    synchronized Assignment orders(WorkflowDefinition.Step step) {
        if (orders == null) {
            throw new IllegalStateException(id + " has ended");
        }
        return orders.apply(step.size().defaultModel);
    }

    /** There is no further step: the input need not be kept. */
    synchronized void forgetOrders() {
        orders = null;
    }

    /** Every task of it that has not ended. */
    synchronized List<Task> unended() {
        return tasks.values().stream().filter(task -> !task.state().ended()).toList();
    }

    /** What the agent of its last step said; null until it has completed, and where no agents work. */
    private @Nullable String output() {
        Task last =
                tasks.get(definition.steps().get(definition.steps().size() - 1).name());
        Speech speech = last == null ? null : last.speech();
        return speech == null || !state().equals("completed")
                ? null
                : speech.answer().text();
    }

    /** running until nothing of it runs or can begin any more, then completed or failed. */
    synchronized String state() {
        boolean busy = claimed.size() > tasks.size()
                || tasks.values().stream().anyMatch(task -> !task.state().ended());
        if (busy || (!failed() && tasks.size() < definition.steps().size())) {
            return "running";
        }
        return failed() ? "failed" : "completed";
    }

    private boolean completed(String step) {
        Task task = tasks.get(step);
        return task != null && task.state() == TaskState.COMPLETED;
    }

    private boolean failed() {
        return tasks.values().stream().anyMatch(task -> task.state().ended() && task.state() != TaskState.COMPLETED);
    }

    synchronized View view(long nowNanos) {
        List<StepView> steps = new ArrayList<>();
        for (WorkflowDefinition.Step step : definition.steps()) {
            Task task = tasks.get(step.name());
            steps.add(
                    task == null
                            ? new StepView(step.name(), failed() ? "skipped" : "pending", step.agent(), null, 0, 0)
                            : new StepView(
                                    step.name(),
                                    task.state().text(),
                                    step.agent(),
                                    task.id(),
                                    task.queueNanos(nowNanos) / 1_000 / 1e3,
                                    task.serviceNanos(nowNanos) / 1_000 / 1e3));
        }
        return new View(id, definition.name(), state(), output(), steps);
    }

    /**
     * A run as clients see it.
     *
     * @param output what the agent of the last step said, where agents work and it has completed
     */
    @JsonInclude(Include.NON_NULL)
    record View(
            String runId,
            String workflow,
            String state,
            @Nullable String output,
            List<StepView> steps) {}

    /**
     * A step as clients see it.
     *
     * @param state pending, skipped, or that of its task
     * @param taskId absent until the step has become a task
     */
    @JsonInclude(Include.NON_NULL)
    record StepView(
            String name,
            String state,
            String agent,
            @Nullable String taskId,
            double queueMillis,
            double serviceMillis) {}
}
