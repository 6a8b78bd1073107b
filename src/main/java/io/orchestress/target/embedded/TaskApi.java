package io.orchestress.target.embedded;

import java.util.List;
import java.util.Map;

/** {@code /v1/tasks}: submit, wait for, look at, watch, cancel; and the models there are. */
final class TaskApi {
    private final TaskEngine engine;
    private final PausableTimers timers;
    private final Waiting waiting;

    /** A task in short. */
    private record Accepted(String taskId, TaskState state) {}

    TaskApi(TaskEngine engine, PausableTimers timers) {
        this.engine = engine;
        this.timers = timers;
        waiting = new Waiting(timers);
    }

    List<Route> routes() {
        return List.of(
                Route.of("POST", "/v1/tasks", this::submit),
                Route.of("GET", "/v1/tasks/{id}", this::get),
                Route.of("DELETE", "/v1/tasks/{id}", this::cancel),
                Route.of("GET", "/v1/tasks/{id}/events", this::events),
                Route.of("GET", "/v1/models", this::models));
    }

    private void submit(Exchange exchange) {
        TaskSpec spec = spec(Json.object(exchange.body));
        waiting.check(exchange);
        Task task = engine.submit(spec)
                .orElseThrow(() -> ApiException.tooMany(
                        "queue_full", "every worker is busy and the queue is full", engine.retryAfterSeconds()));
        boolean waits = exchange.query("wait").isPresent();
        waiting.answer(
                exchange,
                task.ended(),
                () -> Response.json(200, engine.view(task)),
                () -> Response.json(202, new Accepted(task.id(), waits ? task.state() : TaskState.QUEUED)));
    }

    private static TaskSpec spec(Json body) {
        String prompt = body.text("prompt");
        String sizeText = body.optionalText("size").orElse(TaskSize.MEDIUM.text());
        TaskSize size = TaskSize.of(sizeText).orElseThrow(() -> Json.notOneOf("size", sizeText, TaskSize.texts()));
        String agent = body.optionalText("agent").orElseGet(() -> AgentRouter.route(prompt));
        if (!AgentRouter.types().contains(agent)) {
            throw Json.notOneOf("agent", agent, List.copyOf(AgentRouter.types()));
        }
        Model model = body.optionalText("model")
                .map(name -> Model.of(name).orElseThrow(() -> Json.notOneOf("model", name, Model.names())))
                .orElse(size.defaultModel);
        return new TaskSpec(agent, model, size, TaskSpec.tokensOf(prompt));
    }

    private void get(Exchange exchange) {
        exchange.answer(Response.json(200, engine.view(task(exchange))));
    }

    private void cancel(Exchange exchange) {
        Task task = task(exchange);
        engine.cancel(task);
        exchange.answer(Response.json(200, engine.view(task)));
    }

    private void events(Exchange exchange) {
        new TaskEvents(task(exchange), engine, timers, exchange).start();
    }

    private void models(Exchange exchange) {
        exchange.answer(Response.json(200, Map.of("models", Model.ALL)));
    }

    private Task task(Exchange exchange) {
        String id = exchange.parameter("id");
        return engine.find(id).orElseThrow(() -> ApiException.notFound("task", id));
    }
}
